/** Data sets: read, downloaded or drawn, with the shape and the support of their examples in their types. */

export type { Content } from '../files/bytes.js'
export { type Download, type DownloadEvent, type DownloadOptions, download } from '../files/download.js'
export type {
  DownloadFailed,
  FileDamaged,
  FileMissing,
  FileUnreadable,
  FileUnwritable,
} from '../files/errors.js'
export { type Idx, parseIdx } from '../files/idx.js'
export { type Counted, evaluationBatches, trainingBatches } from './batches.js'
export * as Binarize from './binarize.js'
export { type Dataset, type Event, eventOf, type Picture } from './dataset.js'
export { BadData, type BadNumber, type BadRequest, type DataError } from './errors.js'
export { type ByteValues, fromPixels, type Pixels } from './images.js'
export { type BinarizedMnist, binarizedMnist } from './sources/binarizedMnist.js'
export { drawFactors, type Factor, type FactorName, type Factors } from './sources/factors.js'
export { freyFaces } from './sources/freyFaces.js'
export {
  type Asked,
  binaryImagesFromIdx,
  fromIdx,
  type ImageFile,
  imagesFromIdx,
} from './sources/imageFiles.js'
export { MNIST_MIRRORS, type Mnist, type MnistCache, type MnistDirectory, mnist } from './sources/mnist.js'
export {
  type OneSize,
  type SpriteEvent,
  type Sprites,
  type SpritesRequest,
  sprites,
  spritesOf,
} from './sources/sprites.js'
export { drop, split, subset, take } from './split.js'
