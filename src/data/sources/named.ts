/** A data set by its name: what it needs, which values it has, and how it is had. */

import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Support } from '../../distributions/support.js'
import type { DownloadOptions } from '../../files/download.js'
import type { Key } from '../../random/key.js'
import type { AnyShape } from '../../shapes/dim.js'
import type { Dataset, Picture } from '../dataset.js'
import type { DataError } from '../errors.js'
import type { ByteValues } from '../images.js'
import type { Labels } from '../labels.js'

// -----------------------------------------------------------------------------
// examples
// -----------------------------------------------------------------------------

/** A data set whose shape does not matter: its sizes do. */
export type Examples<Values extends Support> = Omit<Dataset<AnyShape, Values>, 'shape'>

/** Training and test examples. */
export interface TrainAndTest<Values extends Support> {
  readonly train: Examples<Values>
  readonly test: Examples<Values>
}

/** The examples of a data set: grey, binary, or both. Grey ones may be binarized. */
export interface Split {
  readonly grey: TrainAndTest<'unitInterval'> | null
  readonly binary: TrainAndTest<'binary'> | null
  /** The classes of the test examples, where they have any. */
  readonly labels?: Labels | null
}

// -----------------------------------------------------------------------------
// where they come from
// -----------------------------------------------------------------------------

/** A folder that holds the files already. */
export interface Folder {
  readonly directory: string
}

/** A folder for downloads, and the addresses to try where they are not the usual ones. */
export interface DownloadFolder extends DownloadOptions {
  readonly cache: string
  readonly mirrors?: readonly string[]
}

/** What is known of a data set before it is loaded. */
interface About {
  /** The values that its examples come in: known without reading them. */
  readonly values: readonly ByteValues[]
  /** How its examples look: a model can be built without them. */
  readonly picture: Picture
  /** How many there are: a model that has parameters for each can be built without them. */
  readonly counts: { readonly train: number; readonly test: number }
}

/** Drawn from a key: it needs no file. */
export interface Drawn extends About {
  readonly _tag: 'Drawn'
  readonly load: (key: Key) => Split
}

/** Read from a folder: there is no address to download it from. */
export interface Read extends About {
  readonly _tag: 'Read'
  readonly load: (from: Folder) => TaskEither<DataError, Split>
}

/** Read from a folder, or downloaded into one. */
export interface Downloaded extends About {
  readonly _tag: 'Downloaded'
  readonly load: (from: Folder | DownloadFolder) => TaskEither<DataError, Split>
}

/** A data set as a registry has it: each file of a data set ends with one. */
export type NamedSource = Drawn | Read | Downloaded
