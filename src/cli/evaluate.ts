/** `shapebound evaluate`: the ELBO of a run on its test data, its log-likelihood by importance sampling, and metrics by name. */

import type { Option } from 'commander'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Evaluation } from '../evaluation/evaluation.js'
import { child } from '../random/key.js'
import { atOnceOf } from '../recipes/experiment.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { count, folderCommand, type LookFlags, lookOptions } from './folderCommand.js'
import { looking } from './looking.js'
import {
  type AnnealFlags,
  annealOptions,
  chosenMetrics,
  comparesRuns,
  measuredBy,
  metricLines,
  metricsOption,
} from './metrics.js'
import type { Measures } from './metricTable.js'
import { runsWith, type WithFlag, withOption } from './otherRuns.js'
import type { Surroundings } from './surroundings.js'

interface EvaluateFlags extends LookFlags, AnnealFlags, WithFlag {
  readonly samples: number
  readonly metrics?: readonly string[]
}

/** What `--json` prints. Units: nats per example over all test data. */
export interface Evaluated {
  readonly elbo: number | null
  readonly logLikelihood: number | null
  readonly standardError: number | null
  readonly samples: number
  /** What is measured in place of the ELBO of a model that has none. */
  readonly objective?: { readonly formula: string; readonly value: number }
  /** Why what is `null` cannot be measured. */
  readonly notes?: readonly string[]
  /** What else was asked for, by its name. */
  readonly metrics?: Readonly<Record<string, Measures>>
}

const OPTIONS: readonly Option[] = [
  count('samples', 'K: samples of the posterior for each example; the more, the closer to log p(x)', 100),
  metricsOption,
  withOption,
  ...annealOptions,
  ...lookOptions,
]

const evaluatedOf = (
  { elbo, logLikelihood, objective, notes }: Evaluation,
  samples: number,
  metrics: NonNullable<Evaluated['metrics']>,
): Evaluated => ({
  elbo,
  logLikelihood: logLikelihood?.mean ?? null,
  standardError: logLikelihood?.standardError ?? null,
  samples,
  ...(objective === null ? {} : { objective: { formula: objective.formula.text, value: objective.objective } }),
  ...(notes.length === 0 ? {} : { notes }),
  ...(Object.keys(metrics).length === 0 ? {} : { metrics }),
})

const annealingOf = ({ chains, temperatures, examples }: AnnealFlags): AnnealFlags => ({
  chains,
  temperatures,
  examples,
})

/** What is measured where the flags do not go together, or `null`. */
const flagsFault = ({ metrics = [], with: others }: EvaluateFlags): string | null =>
  others === undefined || comparesRuns(metrics) ? null : '--with: names runs for --metrics udr, which is not asked for'

const evaluated = (target: string, flags: EvaluateFlags, around: Surroundings): TE.TaskEither<CliError, Evaluated> => {
  const fault = flagsFault(flags)
  return fault === null ? measured(target, flags, around) : TE.left(badInput(fault))
}

const measured = (target: string, flags: EvaluateFlags, around: Surroundings): TE.TaskEither<CliError, Evaluated> =>
  looking({ command: 'evaluate', target, flags, needs: 'examples' }, around, (there) => {
    const { asked, experiment, params, engine, key } = there
    const { samples, metrics = [] } = flags
    const request = { params, engine, key: child('test')(key), samples, batch: atOnceOf(asked.common) }
    return pipe(
      runsWith(there, { target, flags }, around),
      TE.bindTo('runs'),
      TE.bind('chosen', ({ runs }) => chosenMetrics(there, runs, metrics)),
      TE.bind('found', () => pipe(experiment.evaluate(request), TE.mapLeft(toCliError))),
      TE.bind('others', ({ runs, chosen, found }) => measuredBy(there, chosen, found, runs, annealingOf(flags))),
      TE.map(({ found, others }) => evaluatedOf(found, samples, others)),
    )
  })

const nats = (value: number): string => `${value.toFixed(2)} nats per example`

/** What was measured, as text. */
export const evaluatedLines = (found: Evaluated): readonly string[] => {
  const { elbo, logLikelihood, standardError, samples, objective, notes = [], metrics = {} } = found
  return [
    ...(elbo === null ? [] : [`ELBO        ${nats(elbo)}`]),
    ...(logLikelihood === null
      ? []
      : [`log p(x)    ${nats(logLikelihood)}, standard error ${standardError?.toFixed(2)}, of ${samples} samples`]),
    ...(objective === undefined ? [] : [`objective   ${objective.value.toFixed(2)}: ${objective.formula}`]),
    ...notes,
    ...metricLines(metrics),
  ]
}

/** The command. */
export const evaluateCommand = folderCommand<EvaluateFlags, Evaluated>({
  name: 'evaluate',
  about: 'measure the ELBO and log p(x) of a run on its test data',
  takes: '<dir>',
  options: OPTIONS,
  examples: [
    'evaluate runs/sprites-1',
    'evaluate runs/sprites-1 --samples 1000 --checkpoint best --json',
    'evaluate runs/sprites-1 --metrics mig,dci',
    'evaluate runs/sprites-1 --metrics udr --with runs/sprites-2 runs/sprites-3',
  ],
  act: ([target = ''], flags, around) => evaluated(target, flags, around),
  words: evaluatedLines,
})
