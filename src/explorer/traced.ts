/** Plain functions of named numbers of one row as programs that a page runs. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Bare, bare } from '../export/bare.js'
import type { ExportError } from '../export/index.js'
import type { Key } from '../random/key.js'
import type { Sizes } from '../shapes/dim.js'
import { named } from '../shapes/named.js'
import type { AnyTensor } from '../tensors/tensor.js'
import type { LatentShown, OtherShown, ProgramName } from './model.js'

/** A latent of some classes that the encoder says of an example: it is picked, as a condition is. */
export interface Inferred extends OtherShown {
  /** Whether x depends on it itself, or through another latent alone. */
  readonly of: 'of x' | 'of a latent'
}

/** What an explorer asks of a model. */
export interface Programs {
  readonly latent: LatentShown
  readonly inferred?: readonly Inferred[]
  /** Of the latents below it, the next one first: they are given those above. */
  readonly below?: readonly Programs[]
  /** Other variables that are observed, each of one of some classes. */
  readonly others?: readonly OtherShown[]
  readonly programs: (params: unknown) => TE.TaskEither<ExportError, readonly Bare[]>
}

/** Numbers of one row by their names. */
export type Rows = Readonly<Record<string, AnyTensor>>

/** A program of one row: the events of what it takes, and what it gives. */
export interface RowProgram {
  readonly of: Readonly<Record<string, Sizes>>
  readonly run: (params: unknown, given: Rows, key: Key) => Rows
}

/** What each program of a model of distributions takes: an example, a code, or neither. */
const TAKEN: readonly (readonly [name: ProgramName, taken: readonly ('x' | 'z')[]])[] = [
  ['encode', ['x']],
  ['decode', ['z']],
  ['draw', ['z']],
  ['density', ['z']],
  ['prior', []],
  ['judge', ['x']],
  ['components', []],
]

/** What is known of the programs of a model of distributions. */
export interface Known {
  readonly events: Readonly<Record<'x' | 'z', Sizes>>
  /** The events of what each takes beside. */
  readonly beside: Readonly<Record<string, Sizes>>
  /** Whether the prior is a mixture: others have no components. */
  readonly isMixture: boolean
  readonly runOf: (name: ProgramName) => RowProgram['run']
}

/** The programs of a model of distributions, by their names. */
export const rowPrograms = ({ events, beside, isMixture, runOf }: Known): Readonly<Record<string, RowProgram>> =>
  Object.fromEntries(
    TAKEN.filter(([name]) => name !== 'components' || isMixture).map(([name, taken]) => [
      name,
      { of: { ...Object.fromEntries(taken.map((input) => [input, events[input]])), ...beside }, run: runOf(name) },
    ]),
  )

const ROW = named('batch', 1)

/**
 * Programs at the parameters of their model, each for one row.
 *
 * What is exported as ONNX is traced in the same way, so that a model that exports has them.
 *
 * Errors: as `exportProgram`.
 */
export const traced =
  (programs: Readonly<Record<string, RowProgram>>) =>
  (params: unknown): TE.TaskEither<ExportError, readonly Bare[]> =>
    pipe(
      Object.entries(programs),
      TE.traverseSeqArray(([name, { of, run }]) =>
        bare({
          name,
          inputs: Object.fromEntries(Object.entries(of).map(([input, event]) => [input, [ROW, ...event]])),
          program: run,
        })(params),
      ),
    )
