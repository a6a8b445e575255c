/** Data sets, with the shape and the support of their examples in their types. Those of files are `Source`s. */

export type { Content } from '../files/bytes.js'
export { type Idx, parseIdx, parseIdxArray } from '../files/idx.js'
export { parseNpy, toNpy } from '../files/npy.js'
export type { FileArray, Numeric } from '../files/numeric.js'
export { type ArrayRequest, fromArray, fromNumbers, type Numbers } from './arrays.js'
export * as Augment from './augment.js'
export { type Countable, evaluationBatches, trainingBatches } from './batches.js'
export * as Binarize from './binarize.js'
export { classes } from './classes.js'
export { type Coming, fromAsync } from './collect.js'
export type { ColumnField, ColumnFields } from './columns.js'
export * as Column from './columns.js'
export { type Dataset, type Event, eventOf, type Picture } from './dataset.js'
export { BadData, type BadNumber, type BadRequest, type DataError } from './errors.js'
export { type ByteValues, fromPixels, type Pixels } from './images.js'
export { type IndexDataset, indices, indicesOf } from './indices.js'
export { numbers } from './numbers.js'
export { type Mask, type PartialDataset, partly } from './partly.js'
export { type CheckedField, type Records, records } from './records.js'
export { type SequenceFields, type SequenceOptions, type Steps, sequences } from './sequences.js'
export { labelledPart, ofEachClass, type PerClass, shuffle } from './shuffle.js'
export { type ColoredRequest, type ColoredSprites, coloredSprites } from './sources/coloredSprites.js'
export { type FactorFields, factorFields } from './sources/factorFields.js'
export { drawFactors, type Factor, type FactorName, type Factors } from './sources/factors.js'
export { fromIdx, type IdxRequest } from './sources/idxImages.js'
export {
  type OneSize,
  type SpriteEvent,
  type Sprites,
  type SpritesRequest,
  sprites,
  spritesOf,
} from './sources/sprites.js'
export { type Divisible, drop, split, subset, take } from './split.js'
export { type Standardization, standardization, standardize, unstandardize } from './standardize.js'
export { type Columns, fromTable, type Table } from './table.js'
