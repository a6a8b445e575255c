/** Checkpoints of whole states of training: a file that a training goes on from, to the same bits. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { put } from '../files/atomicWrite.js'
import { type FileUnwritable, fileDamaged } from '../files/errors.js'
import type { OptimizerState } from '../optimizers/optimizer.js'
import { isFields } from '../shapes/fields.js'
import { type HostTree, hostLeaves, type OnHost } from '../tensors/tree.js'
import type { TrainingState } from '../training/state.js'
import { fill, type ReadError, readTensors } from './checkpoint.js'
import { type CheckpointMismatch, type CheckpointRefused, checkpointMismatch, checkpointRefused } from './errors.js'
import { exactJson, type PlainProgress, plainProgress, readProgress } from './progressText.js'
import { encode, type SafeTensors } from './safetensors.js'
import { unsavable, unsavableMetadata } from './savable.js'
import { STATE, under } from './stateOf.js'
import { structureOf, treeOf } from './structure.js'

// -----------------------------------------------------------------------------
// saving
// -----------------------------------------------------------------------------

/** The trees of a state, by the names that they have in a file. */
const treesOf = ({ params, optimizers, progress }: TrainingState) => ({
  params,
  optimizers,
  ...(progress.monitor.params === null ? {} : { best: progress.monitor.params }),
  soFar: progress.soFar,
})

/** Why a state cannot be saved, or `null`: parameters must be finite, what optimizers remember need not. */
const refusalOf = ({ params, progress }: TrainingState, metadata: Readonly<Record<string, string>>) =>
  unsavable({ params }) ??
  (progress.monitor.params === null ? null : unsavable({ best: progress.monitor.params })) ??
  unsavableMetadata(metadata)

/** The bytes of a state: the same for the same state and metadata. */
export const encodeState = (state: TrainingState, metadata: Readonly<Record<string, string>>): Uint8Array => {
  const { soFar: _, ...trees } = treesOf(state)
  const text = exactJson({ structure: structureOf(trees), progress: plainProgress(state.progress) })
  return encode(hostLeaves(treesOf(state)), { [STATE]: text, ...metadata })
}

/**
 * Writes the state of a training as safetensors, whole or not at all: what `Train.fit({ checkpoint: { save } })` takes.
 *
 * Its tensors are `params.…`, `optimizers.0.…` for each player, `best.…` where there is patience, and `soFar`; all else is
 * in the header, and no time among it: the same training writes the same bytes. A file is sealed by its SHA-256.
 *
 * Errors: `FileUnwritable`; `CheckpointRefused` for NaN and infinities among the parameters, with the parameter and the place.
 */
export const saveState =
  (file: string, metadata: Readonly<Record<string, string>> = {}) =>
  (state: TrainingState): TE.TaskEither<FileUnwritable | CheckpointRefused, void> => {
    const refusal = refusalOf(state, metadata)
    return refusal === null
      ? put(file, encodeState(state, metadata))
      : TE.left(checkpointRefused(file, refusal.path, refusal.message))
  }

// -----------------------------------------------------------------------------
// loading
// -----------------------------------------------------------------------------

/** A state from a file, and the texts that were saved beside it. */
export interface StateContent<Params> {
  readonly state: TrainingState<Params>
  readonly metadata: Readonly<Record<string, string>>
}

interface StateText {
  readonly structure: Readonly<Record<string, unknown>>
  readonly progress: PlainProgress
}

/** What the header says of the state. */
const textOf = (text: string): E.Either<string, StateText> =>
  pipe(
    E.tryCatch(
      (): unknown => JSON.parse(text),
      () => 'has a state that is not JSON',
    ),
    E.flatMap((given) =>
      isFields(given) && isFields(given.structure)
        ? pipe(
            E.Do,
            E.let('structure', () => given.structure as StateText['structure']), // safe: it is a record
            E.bind('progress', () => readProgress(given.progress, 'progress')),
          )
        : E.left('has a state without a structure'),
    ),
  )

const soFarOf = ({ tensors }: SafeTensors): E.Either<string, TrainingState['progress']['soFar']> => {
  const found = tensors.find(({ name }) => name === 'soFar')
  return found?.sizes.length === 2
    ? E.right({ shape: ['step', 'metric'], sizes: found.sizes, values: found.values })
    : E.left('has no soFar of two axes')
}

/** The state in a file, whose parameters are those of a template. */
const stateIn =
  <Params>(file: string, template: Params) =>
  (content: SafeTensors): E.Either<CheckpointMismatch | ReadError, StateContent<Params>> => {
    const { [STATE]: text, ...metadata } = content.metadata
    const wrong = E.mapLeft((message: string) => fileDamaged('checkpoint', file, message))
    if (text === undefined)
      return E.left(checkpointMismatch(file, 'has parameters alone, and no state of a training: take Checkpoint.load'))
    const params = (name: 'params' | 'best') =>
      pipe(
        fill(file, template)({ metadata, tensors: under(name)(content.tensors) }),
        E.map((found) => found.params),
      )
    return pipe(
      E.Do,
      E.bind('said', () => wrong(textOf(text))),
      E.bindW('params', () => params('params')),
      E.bindW('best', ({ said }) => ('best' in said.structure ? params('best') : E.right(null))),
      E.bindW('optimizers', ({ said }) => wrong(treeOf('optimizers', said.structure.optimizers, content.tensors))),
      E.bindW('soFar', () => wrong(soFarOf(content))),
      E.map(({ said: { progress }, best, soFar, ...found }) => ({
        state: {
          params: found.params,
          // safe: `Train.fit` compares the structure with that of its optimizers
          optimizers: found.optimizers as readonly OptimizerState<Params>[],
          progress: { ...progress, monitor: { ...progress.monitor, params: best }, soFar },
        },
        metadata,
      })),
    )
  }

/**
 * Reads the state of a training: what `Train.fit({ from })` takes. `template` is any host tree of the parameters of the model.
 *
 * Errors: as those of `load`; `FileDamaged` for a file with any other byte than was saved; `CheckpointMismatch` for one that
 * holds parameters alone.
 */
export const loadState = <Params>(
  template: HostTree<Params>,
): ((file: string) => TE.TaskEither<ReadError | CheckpointMismatch, StateContent<OnHost<Params>>>) => {
  const tree = template as OnHost<Params> // safe: as in `load`
  return (file) => pipe(readTensors(file), TE.flatMapEither(stateIn(file, tree)))
}
