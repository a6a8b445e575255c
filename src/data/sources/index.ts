/** Data sets in files: read from a directory or downloaded, and checked. */

export { type Download, type DownloadEvent, type DownloadOptions, download } from '../../files/download.js'
export { type ArrayFile, fromIdx, fromNpy, fromNpz, fromSafetensors, type NamedArrayFile } from './arrayFiles.js'
export { type BinarizedMnist, binarizedMnist } from './binarizedMnist.js'
export { CIFAR10_CLASSES, type Cifar10, cifar10, type LabelledPhotographs } from './cifar10.js'
export { type CsvFile, type CsvOptions, fromCsv, parseCsv } from './csvFiles.js'
export { npyOnDisk, type OnDisk } from './diskArrays.js'
export { emnistLetters } from './emnistLetters.js'
export { FASHION_CLASSES, fashionMnist } from './fashionMnist.js'
export { freyFaces } from './freyFaces.js'
export type { FilesCache, FilesDirectory } from './idxParts.js'
export { binaryImagesFromIdx, type ImageFile, imagesFromIdx } from './imageFiles.js'
export {
  type ImageFolder,
  imagesFromFolder,
  type LabelledImageFolder,
  type LabelledImages,
  labelledImagesFromFolder,
} from './imageFolders.js'
export { kmnist } from './kmnist.js'
export { type LabelFile, labelsFromIdx } from './labelFiles.js'
export type { LabelledGrey, LabelledParts } from './likeMnist.js'
export {
  type LabelledDigits,
  type LabelledMnist,
  labelledMnist,
  MNIST_MIRRORS,
  type Mnist,
  type MnistCache,
  type MnistDirectory,
  mnist,
} from './mnist.js'
export { type Drawings, type Omniglot, omniglot } from './omniglot.js'
