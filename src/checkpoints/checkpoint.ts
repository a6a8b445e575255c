/** Checkpoints: the parameters of a model in a file, and back into the tree of a model of the same sizes. */

import { readFile } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type FileDamaged, type FileMissing, type FileUnwritable, fileDamaged, fileMissing } from '../data/errors.js'
import { put } from '../data/put.js'
import { show } from '../shapes/show.js'
import { stray } from '../tensors/decodeIndices.js'
import type { AnyHostTensor } from '../tensors/tensor.js'
import { type Host, hostLeaves, type Leaf, withHostLeaves } from '../tensors/tree.js'
import { decode, encode, type Named, type SafeTensors } from './safetensors.js'

// -----------------------------------------------------------------------------
// errors
// -----------------------------------------------------------------------------

/** The file is whole, but is of a model of another shape. */
export interface CheckpointMismatch {
  readonly _tag: 'CheckpointMismatch'
  readonly message: string
  readonly file: string
}

const mismatch = (file: string, words: string): CheckpointMismatch => ({
  _tag: 'CheckpointMismatch',
  message: `checkpoint: ${file} ${words}`,
  file,
})

// -----------------------------------------------------------------------------
// saving
// -----------------------------------------------------------------------------

/**
 * Writes the parameters of a model as safetensors, each under its path, such as `encoder.0.weight`.
 *
 * Errors: `FileUnwritable`. Nothing half-written is left.
 */
export const save =
  (file: string, metadata: Readonly<Record<string, string>> = {}) =>
  <Params>(params: Host<Params>): TE.TaskEither<FileUnwritable, void> =>
    put(file, encode(hostLeaves(params), metadata))

// -----------------------------------------------------------------------------
// loading
// -----------------------------------------------------------------------------

/** Parameters from a file, and the words that were saved beside them. */
export interface Loaded<Params> {
  readonly params: Host<Params>
  readonly metadata: Readonly<Record<string, string>>
}

const filled =
  (file: string, tensors: readonly Named[]) =>
  ({ path, value }: Leaf<AnyHostTensor>): E.Either<CheckpointMismatch, AnyHostTensor> => {
    const found = tensors.find(({ name }) => name === path)
    if (found === undefined) return E.left(mismatch(file, `has no ${path}, which the model needs`))
    if (show(found.sizes) !== show(value.sizes))
      return E.left(
        mismatch(file, `has ${path} of sizes ${show(found.sizes)} but the model needs ${show(value.sizes)}`),
      )
    const read = { ...value, values: found.values }
    const words = stray(read)
    return words === null ? E.right(read) : E.left(mismatch(file, `has ${path}, which ${words}`))
  }

const fill =
  <Params>(file: string, template: Host<Params>) =>
  ({ tensors, metadata }: SafeTensors): E.Either<CheckpointMismatch, Loaded<Params>> => {
    const leaves = hostLeaves(template)
    const extra = tensors.find(({ name }) => !leaves.some(({ path }) => path === name))
    return extra !== undefined
      ? E.left(mismatch(file, `has ${extra.name}, which the model has not`))
      : pipe(
          leaves,
          E.traverseArray(filled(file, tensors)),
          E.map((values) => ({ params: withHostLeaves(template, values), metadata })),
        )
  }

/**
 * Reads parameters into the tree of a model: `template` is any host tree of its parameters, such as those it begins with.
 *
 * Errors: `FileMissing`, `FileDamaged` when it is not safetensors, `CheckpointMismatch` when a name or a size differs, and
 * for a number that is no index where the model has indices.
 */
export const load =
  <Params>(template: Host<Params>) =>
  (file: string): TE.TaskEither<FileMissing | FileDamaged | CheckpointMismatch, Loaded<Params>> =>
    pipe(
      TE.tryCatch(
        () => readFile(file),
        () => fileMissing('checkpoint', file, [file]),
      ),
      TE.flatMapEither(
        (bytes): E.Either<FileDamaged | CheckpointMismatch, Loaded<Params>> =>
          pipe(
            decode(bytes),
            E.mapLeft((words) => fileDamaged('checkpoint', file, words)),
            E.flatMap(fill<Params>(file, template)),
          ),
      ),
    )
