/** shapebound/node: what needs files, and so Node: data sets that are read or downloaded, checkpoints, and listeners of training. */

export * as Checkpoint from './checkpoints/index.js'
export * as Source from './data/sources/index.js'
export * as Metrics from './listeners/metrics/index.js'
export * as Progress from './listeners/progress/index.js'

// -----------------------------------------------------------------------------
// the types that values are made of, by their names alone, as in the index
// -----------------------------------------------------------------------------

export type { CheckpointContent, ReadError } from './checkpoints/checkpoint.js'
export type { CheckpointMismatch, CheckpointRefused, CheckpointUnsupported } from './checkpoints/errors.js'
export type { Keeping } from './checkpoints/keep.js'
export type { ImageOfPyTorch, PyTorchModule, PyTorchNames } from './checkpoints/pytorch.js'
export type { StateContent } from './checkpoints/state.js'
export type { Colors } from './data/pixels.js'
export type { ArrayFile, NamedArrayFile } from './data/sources/arrayFiles.js'
export type { BinarizedMnist } from './data/sources/binarizedMnist.js'
export type { Cifar10, LabelledPhotographs } from './data/sources/cifar10.js'
export type { CsvFile, CsvOptions } from './data/sources/csvFiles.js'
export type { OnDisk } from './data/sources/diskArrays.js'
export type { FilesCache, FilesDirectory } from './data/sources/idxParts.js'
export type { ImageFile } from './data/sources/imageFiles.js'
export type { ImageFolder, LabelledImageFolder, LabelledImages } from './data/sources/imageFolders.js'
export type { LabelFile } from './data/sources/labelFiles.js'
export type { LabelledGrey, LabelledParts } from './data/sources/likeMnist.js'
export type { LabelledDigits, LabelledMnist, Mnist, MnistCache, MnistDirectory } from './data/sources/mnist.js'
export type { Drawings, Omniglot } from './data/sources/omniglot.js'
export type { Download, DownloadEvent, DownloadOptions } from './files/download.js'
export type {
  DownloadFailed,
  FileDamaged,
  FileMissing,
  FileUnreadable,
  FileUnwritable,
} from './files/errors.js'
export type { Configuration } from './listeners/metrics/toFile.js'
export type { Clock, Screen } from './listeners/progress/terminal.js'
export type { ProgressOptions } from './listeners/progress/toTerminal.js'
