/** Data sets: read, downloaded or drawn, with the shape and the support of their examples in their types. */

export { type Counted, evaluationBatches, trainingBatches } from './batches.js'
export * as Binarize from './binarize.js'
export { type BinarizedMnist, binarizedMnist } from './binarized.js'
export type { Content } from './bytes.js'
export { type Dataset, type Event, eventOf, type Picture } from './dataset.js'
export { type Download, type DownloadEvent, type DownloadOptions, download } from './download.js'
export {
  BadData,
  type BadNumber,
  type BadRequest,
  type DataError,
  type DownloadFailed,
  type FileDamaged,
  type FileMissing,
  type FileUnreadable,
  type FileUnwritable,
} from './errors.js'
export { drawFactors, type Factor, type FactorName, type Factors } from './factors.js'
export { freyFaces } from './frey.js'
export { type Idx, parseIdx } from './idx.js'
export {
  type Asked,
  type ByteValues,
  binaryImagesFromIdx,
  fromIdx,
  fromPixels,
  type ImageFile,
  imagesFromIdx,
  type Pixels,
} from './images.js'
export { MNIST_MIRRORS, type Mnist, type MnistCache, type MnistDirectory, mnist } from './mnist.js'
export { drop, split, subset, take } from './split.js'
export { type OneSize, type SpriteEvent, type Sprites, type SpritesRequest, sprites, spritesOf } from './sprites.js'
