/** Examples of the data of a run, for commands that show a model some of them. */

import { Option } from 'commander'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { child } from '../random/key.js'
import type { Experiment } from '../recipes/experiment.js'
import type { Half } from '../recipes/experimentData.js'
import type { ExampleRows } from '../recipes/views.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { inTurn } from './inTurn.js'
import type { Looking } from './looking.js'

/** Which half of the data examples are from. */
export interface HalfFlag {
  readonly data: Half
}

/** The option of the half. */
export const halfOption: Option = new Option('--data <half>', 'examples that it was trained on, or not')
  .choices(['test', 'train'])
  .default('test')

/** How many examples a half of the data has. */
export const countOf = ({ data }: Experiment, half: Half): number => (half === 'test' ? data.test : data.training)

/** Examples from one on, as the report shows them; as many as there are where that is fewer. */
export const examplesFrom = (
  { experiment, key }: Pick<Looking, 'experiment' | 'key'>,
  half: Half,
  first: number,
  count: number,
): ExampleRows => {
  const last = Math.min(countOf(experiment, half), first + count)
  const indices = Uint32Array.from({ length: last - first }, (_, at) => first + at)
  return experiment.rows(half, indices, child('visit')(child('pictures')(key)))
}

/** What an engine finds of rows. */
export type Look<Of> = (rows: ExampleRows) => TE.TaskEither<{ readonly _tag: string; readonly message: string }, Of>

/** A look at all test examples, some at a time. */
export const ofTest = <Of>(there: Looking, look: Look<Of>): TE.TaskEither<CliError, readonly Of[]> =>
  inTurn(countOf(there.experiment, 'test'), (first, rows) =>
    pipe(look(examplesFrom(there, 'test', first, rows)), TE.mapLeft(toCliError)),
  )

/** One example by its number, under the option that named it. Errors: a `CliError` of one line. */
export const exampleAt = (
  there: Looking,
  half: Half,
  option: string,
  index: number,
): TE.TaskEither<CliError, ExampleRows> => {
  const count = countOf(there.experiment, half)
  return index < count
    ? TE.right(examplesFrom(there, half, index, 1))
    : TE.left(badInput(`--${option}: must be below ${count}, the number of ${half} examples, not ${index}`))
}
