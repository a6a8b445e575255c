/** `--with`: other runs that the one which is evaluated is compared with, and their codes of its test examples. */

import { Option } from 'commander'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Trained } from '../evaluation/disentanglement/udr.js'
import { meansOf, ofHost, stacked } from '../evaluation/numbers/matrix.js'
import type { Experiment } from '../recipes/experiment.js'
import type { Asked } from './asked.js'
import { badInput, type CliError } from './errors.js'
import { ofTest } from './examplesOf.js'
import type { LookFlags } from './folderCommand.js'
import { experimentOf, type Looking, looking, requestOf, runOf } from './looking.js'
import { withoutPlaces } from './options.js'
import type { Surroundings } from './surroundings.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The other runs, as they were written. */
export interface WithFlag {
  readonly with?: readonly string[]
}

/** The option. */
export const withOption: Option = new Option('--with <dirs...>', 'udr: runs of the same recipe, of other seeds')

/** A run, and what it makes of test examples. */
export interface OtherRun {
  /** The path, as it was written. */
  readonly name: string
  readonly trained: () => TE.TaskEither<CliError, Trained>
}

/** What is compared of runs. */
export interface Compared {
  readonly name: string
  readonly asked: Asked
  readonly experiment: Pick<Experiment, 'data' | 'views'>
}

// -----------------------------------------------------------------------------
// which runs can be compared
// -----------------------------------------------------------------------------

/** All that a training depends on. */
const trainingOf = ({ common, configured }: Asked): string =>
  JSON.stringify(withoutPlaces({ ...common, ...configured.values }))

/** What runs must have alike, in words. */
const aspects = ({ asked: { recipe, common }, experiment: { data, views } }: Compared): readonly string[] => [
  `is a run of ${recipe.name}`,
  `is a run on ${common.data}`,
  `takes examples of ${data.event.join(' x ')} numbers that are ${data.support}`,
  `has a latent of ${views.latent?.join(' x ') ?? 'no size'}`,
]

/** Why two runs cannot be compared, or `null`. */
const pairFault = (one: Compared, other: Compared): string | null => {
  const own = aspects(one)
  const at = aspects(other).findIndex((aspect, place) => aspect !== own[place])
  return at >= 0
    ? `--with: ${other.name} ${aspects(other)[at]}, and ${one.name} ${own[at]}: udr takes runs of one recipe, data and latent`
    : trainingOf(one.asked) === trainingOf(other.asked)
      ? `--with: ${other.name} is the same training as ${one.name}: udr takes runs of other seeds`
      : null
}

/** Why some runs cannot be compared, or `null`. */
export const runsFault = (all: readonly Compared[]): string | null =>
  all.flatMap((one, at) => all.slice(at + 1).map((other) => pairFault(one, other))).find((fault) => fault !== null) ??
  null

// -----------------------------------------------------------------------------
// their codes
// -----------------------------------------------------------------------------

/** The codes that a run has of the test examples of one. */
const trainedBy = (run: Looking, of: Looking): TE.TaskEither<CliError, Trained> => {
  const { encode, klPerLatent } = run.experiment.views
  const request = requestOf(run)
  return pipe(
    TE.Do,
    // safe, both: udr is refused where the model has not the looks, and all runs are of one recipe
    TE.bind('codes', () => ofTest(of, (encode as NonNullable<typeof encode>)(request))),
    TE.bind('kl', () => ofTest(of, (klPerLatent as NonNullable<typeof klPerLatent>)(request))),
    TE.map(({ codes, kl }) => ({ codes: stacked(codes.map(ofHost)), kl: meansOf(stacked(kl.map(ofHost))) })),
  )
}

/** What was named with a run that is looked at, and how. */
interface Named {
  readonly target: string
  readonly flags: LookFlags & WithFlag
}

/** The run that is looked at and others with it, the first first. Errors: a `CliError` of one line where they cannot be compared. */
export const runsWith = (
  there: Looking,
  { target, flags }: Named,
  around: Surroundings,
): TE.TaskEither<CliError, readonly OtherRun[]> => {
  const asLooked = (name: string) => ({ command: 'evaluate', target: name, flags, needs: 'nothing' }) as const
  const comparedOf = (name: string): TE.TaskEither<CliError, Compared> =>
    pipe(
      runOf(asLooked(name)),
      TE.bind('experiment', ({ asked }) => experimentOf(asked, 'nothing', around)),
      TE.map(({ asked, experiment }) => ({ name, asked, experiment })),
    )
  const others = flags.with ?? []
  return pipe(
    others,
    TE.traverseSeqArray(comparedOf),
    TE.flatMap((all) => {
      const fault = runsFault([{ name: target, ...there }, ...all])
      return fault === null ? TE.right(undefined) : TE.left(badInput(fault))
    }),
    TE.map(() => [
      { name: target, trained: () => trainedBy(there, there) },
      ...others.map((name) => ({
        name,
        trained: () => looking(asLooked(name), around, (run) => trainedBy(run, there)),
      })),
    ]),
  )
}
