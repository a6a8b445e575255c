/** Checkpoints: the parameters of a model in a file, and back into the tree of a model of the same sizes. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { put } from '../files/atomicWrite.js'
import type { FileDamaged, FileMissing, FileUnreadable, FileUnwritable } from '../files/errors.js'
import { fileDamaged } from '../files/errors.js'
import { read } from '../files/read.js'
import { show } from '../shapes/message.js'
import { stray } from '../tensors/decodeIndices.js'
import type { AnyHostTensor } from '../tensors/tensor.js'
import { type HostTree, hostLeaves, type Leaf, type OnHost, withHostLeaves } from '../tensors/tree.js'
import {
  type CheckpointMismatch,
  type CheckpointRefused,
  type CheckpointUnsupported,
  checkpointMismatch,
  checkpointRefused,
  checkpointUnsupported,
} from './errors.js'
import { decode, encode, type NamedTensors, type SafeTensors } from './safetensors.js'
import { astray, unsavable, unsavableMetadata } from './savable.js'
import { paramsOf } from './stateOf.js'

// -----------------------------------------------------------------------------
// saving
// -----------------------------------------------------------------------------

/**
 * Writes the parameters of a model as safetensors, each under its path, such as `encoder.0.weight`.
 *
 * Errors: `FileUnwritable`; `CheckpointRefused` for what is not a tree of host tensors, and for NaN and infinities, with
 * the parameter and the place. Nothing half-written is left.
 */
export const save =
  (file: string, metadata: Readonly<Record<string, string>> = {}) =>
  <Params>(params: HostTree<Params>): TE.TaskEither<FileUnwritable | CheckpointRefused, void> =>
    saveTree(file, metadata)(params)

/** Writes any tree: what `save` is where its type is not known. */
export const saveTree =
  (file: string, metadata: Readonly<Record<string, string>> = {}) =>
  (params: unknown): TE.TaskEither<FileUnwritable | CheckpointRefused, void> => {
    const refusal = unsavable(params) ?? unsavableMetadata(metadata)
    return refusal === null
      ? put(file, encode(hostLeaves(params), metadata))
      : TE.left(checkpointRefused(file, refusal.path, refusal.message))
  }

// -----------------------------------------------------------------------------
// loading
// -----------------------------------------------------------------------------

/** Parameters from a file, and the texts that were saved beside them. */
export interface CheckpointContent<Params> {
  readonly params: Params
  readonly metadata: Readonly<Record<string, string>>
}

const filled =
  (file: string, tensors: readonly NamedTensors[]) =>
  ({ path, value }: Leaf<AnyHostTensor>): E.Either<CheckpointMismatch, AnyHostTensor> => {
    const found = tensors.find(({ name }) => name === path)
    if (found === undefined) return E.left(checkpointMismatch(file, `has no ${path}, which the model needs`))
    if (show(found.sizes) !== show(value.sizes))
      return E.left(
        checkpointMismatch(file, `has ${path} of sizes ${show(found.sizes)} but the model needs ${show(value.sizes)}`),
      )
    const filledIn = { ...value, values: found.values }
    const [message, far] = [stray(filledIn), astray(found.sizes, found.values)]
    return message !== null
      ? E.left(checkpointMismatch(file, `has ${path}, which ${message}`))
      : far !== null
        ? E.left(checkpointMismatch(file, `has ${path}, which must hold ${far}`))
        : E.right(filledIn)
  }

/** The tensors of a file in the tree of a template: all of them, and no others. */
export const fill =
  <Params>(file: string, template: Params) =>
  ({ tensors, metadata }: SafeTensors): E.Either<CheckpointMismatch, CheckpointContent<Params>> => {
    const leaves = hostLeaves(template)
    if (leaves.length === 0) return E.left(checkpointMismatch(file, 'needs a template that holds a tensor'))
    const extra = tensors.find(({ name }) => !leaves.some(({ path }) => path === name))
    return extra !== undefined
      ? E.left(checkpointMismatch(file, `contains ${extra.name}, which the model does not have`))
      : pipe(
          leaves,
          E.traverseArray(filled(file, tensors)),
          E.map((values) => ({ params: withHostLeaves(template, values), metadata })),
        )
  }

/** Why a file could not be read as a checkpoint. */
export type ReadError = FileMissing | FileUnreadable | FileDamaged | CheckpointUnsupported

/**
 * The tensors in a file, or those that are wanted, and the texts beside them.
 *
 * Errors: `FileMissing`, `FileUnreadable`, `FileDamaged` for all that the format forbids and for a seal that is broken,
 * `CheckpointUnsupported`.
 */
export const readTensors = (
  file: string,
  isWanted: (name: string) => boolean = () => true,
): TE.TaskEither<ReadError, SafeTensors> =>
  pipe(
    read('checkpoint')(file),
    TE.flatMapEither(({ bytes }) =>
      pipe(
        decode(bytes, isWanted),
        E.mapLeft(
          ({ _tag, message }): ReadError =>
            _tag === 'Damaged' ? fileDamaged('checkpoint', file, message) : checkpointUnsupported(file, message),
        ),
      ),
    ),
  )

/** Reads parameters into any tree: what `load` is where the type of the template is a type parameter. */
export const loadTree =
  <Params>(template: Params) =>
  (file: string): TE.TaskEither<ReadError | CheckpointMismatch, CheckpointContent<Params>> =>
    pipe(readTensors(file), TE.map(paramsOf), TE.flatMapEither(fill<Params>(file, template)))

/**
 * Reads parameters into the tree of a model: `template` is any host tree of its parameters, such as those it begins with.
 * Of a file of a whole state, they are what `Train.fit` gives: the best, where there is patience, or else the last.
 *
 * Numbers of dtype F16, BF16, F32 and F64 become float32.
 *
 * Errors: `FileMissing`, `FileUnreadable`, `FileDamaged` for all that the format forbids, `CheckpointUnsupported` for other
 * dtypes and for numbers beyond float32, `CheckpointMismatch` when a name or a size differs, for NaN and infinities, and for
 * a number that is no index where the model has indices.
 */
export const load = <Params>(
  template: HostTree<Params>,
): ((file: string) => TE.TaskEither<ReadError | CheckpointMismatch, CheckpointContent<OnHost<Params>>>) =>
  loadTree(template as OnHost<Params>) // safe: the parameter is a host tree wherever the call compiles, and this its type
