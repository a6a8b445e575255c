/** Arrays in files as data sets: NPY, NPZ, safetensors, and IDX of every type. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Support } from '../../distributions/support.js'
import type { Content } from '../../files/bytes.js'
import type { FileDamaged } from '../../files/errors.js'
import { parseIdxArray } from '../../files/idx.js'
import { parseNpy } from '../../files/npy.js'
import { parseNpz } from '../../files/npz.js'
import type { FileArray } from '../../files/numeric.js'
import { readChecked } from '../../files/read.js'
import { parseTensor } from '../../files/safetensors/tensorArray.js'
import type { KnownSizes } from '../../shapes/checkDim.js'
import type { ShapeOf, SizeLike } from '../../shapes/dim.js'
import { fromArray } from '../arrays.js'
import { type Dataset, eventOf } from '../dataset.js'
import type { DataError } from '../errors.js'

/** A file that holds an array whose first axis counts the examples. */
export interface ArrayFile<Given extends readonly unknown[], Values extends Support> {
  readonly path: string
  readonly name: string
  /** The sizes of one example as the model takes it, or a `Size` where one has a name. */
  readonly event: KnownSizes<Given, 'array file'>
  readonly support: Values
  /** Each number is divided by it: 255 makes bytes numbers from 0 to 1. Default: 1. */
  readonly divideBy?: number
  /** Of the uncompressed bytes. Without it any are taken. */
  readonly sha256?: string
}

/** A file that holds arrays by name. */
export interface NamedArrayFile<Given extends readonly unknown[], Values extends Support>
  extends ArrayFile<Given, Values> {
  /** The name of the array. It may be left out where there is one alone. */
  readonly array?: string
}

type Parse = (content: Content) => E.Either<FileDamaged, FileArray>

const readArray = <Given extends readonly SizeLike[], Values extends Support>(
  { path, name, event, sha256, ...asked }: ArrayFile<Given, Values>,
  parse: Parse,
): TE.TaskEither<DataError, Dataset<ShapeOf<Given>, Values>> => {
  const request = { ...asked, name, ...eventOf<'array file', Given>('array file', event) }
  return pipe(
    readChecked({ operation: name, file: path, places: [path], sha256: sha256 ?? null }),
    TE.flatMapEither(
      (content): E.Either<DataError, Dataset<ShapeOf<Given>, Values>> =>
        pipe(content, parse, E.flatMap(fromArray(request))),
    ),
  )
}

/**
 * The examples in an NPY file, as NumPy's `save` writes them, also gzipped.
 *
 * Shapes: `[...event]`. Errors: `FileMissing`, `FileUnreadable`, `FileDamaged` when the bytes, the sizes, the SHA-256 or, with its
 * place, a number is not as asked.
 *
 * @example
 * const points = fromNpy({ path: 'points.npy', name: 'points', event: [2], support: 'real' })
 * pipe(await points(), E.mapLeft(({ _tag }) => _tag))
 * //=> left('FileMissing')
 */
export const fromNpy = <const Given extends readonly SizeLike[], const Values extends Support>(
  file: ArrayFile<Given, Values>,
): TE.TaskEither<DataError, Dataset<ShapeOf<Given>, Values>> => readArray(file, parseNpy)

/**
 * The examples in one array of an NPZ file, as NumPy's `savez` and `savez_compressed` write them.
 *
 * Shapes: `[...event]`. Errors: as `fromNpy`, and `FileDamaged` where there is no array of the name.
 *
 * @example
 * const points = fromNpz({ path: 'all.npz', array: 'points', name: 'points', event: [2], support: 'real' })
 * pipe(await points(), E.mapLeft(({ _tag }) => _tag))
 * //=> left('FileMissing')
 */
export const fromNpz = <const Given extends readonly SizeLike[], const Values extends Support>({
  array,
  ...file
}: NamedArrayFile<Given, Values>): TE.TaskEither<DataError, Dataset<ShapeOf<Given>, Values>> =>
  readArray<Given, Values>(file as ArrayFile<Given, Values>, parseNpz(array ?? null)) // safe: the same without the name

/**
 * The examples in one tensor of a safetensors file, whose name is `array`.
 *
 * Shapes: `[...event]`. Errors: as `fromNpy`, and `FileDamaged` where there is no tensor of the name.
 *
 * @example
 * const points = fromSafetensors({ path: 'all.safetensors', array: 'x', name: 'points', event: [2], support: 'real' })
 * pipe(await points(), E.mapLeft(({ _tag }) => _tag))
 * //=> left('FileMissing')
 */
export const fromSafetensors = <const Given extends readonly SizeLike[], const Values extends Support>({
  array,
  ...file
}: NamedArrayFile<Given, Values>): TE.TaskEither<DataError, Dataset<ShapeOf<Given>, Values>> =>
  readArray<Given, Values>(file as ArrayFile<Given, Values>, parseTensor(array ?? null)) // safe: the same without the name

/**
 * The examples in an IDX file of any type of numbers, gzipped or plain. Grey images of bytes are `imagesFromIdx`.
 *
 * Shapes: `[...event]`. Errors: as `fromNpy`.
 *
 * @example
 * const points = fromIdx({ path: 'points.idx', name: 'points', event: [2], support: 'real' })
 * pipe(await points(), E.mapLeft(({ _tag }) => _tag))
 * //=> left('FileMissing')
 */
export const fromIdx = <const Given extends readonly SizeLike[], const Values extends Support>(
  file: ArrayFile<Given, Values>,
): TE.TaskEither<DataError, Dataset<ShapeOf<Given>, Values>> => readArray(file, parseIdxArray)
