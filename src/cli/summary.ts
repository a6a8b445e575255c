/** The result of a run: one JSON object for programs, a few lines for people. */

import { isElbo, type Outcome, quantityOf } from '../recipes/outcome.js'
import { type Warning, warningLine } from '../reports/warnings.js'
import type { Values } from '../training/events.js'
import type { Asked } from './asked.js'

/** What was measured: the ELBO with its two parts, or else the objective with all of its parts by their names. */
export type Measured =
  | { readonly elbo: number; readonly logLikelihood: number; readonly kl: number }
  | { readonly objective: number; readonly parts: Readonly<Record<string, number>> }

/** What `--json` prints. Units: nats per example over the whole test set. */
export interface Summary {
  readonly engine: string
  readonly seed: number
  readonly steps: number
  readonly secondsPerStep: number
  readonly parameters: number
  /** What is measured as `elbo`, which of relaxed pixels is not a bound. */
  readonly quantity: string
  readonly test: Measured
  /** What the same is on what was held out of the training data, where anything was. */
  readonly validation?: Measured
  /** What went wrong, by name, and what to try. */
  readonly warnings: readonly Warning[]
  readonly out: string
  /** The files that were written there: all of them, unless one line on stderr says why not. */
  readonly files: readonly string[]
}

/** The two parts of the ELBO: it is written as the one less the other. */
const partsOfElbo = ({ parts: [logLikelihood, kl] }: Values) => ({
  logLikelihood: logLikelihood?.value ?? Number.NaN,
  kl: kl?.value ?? Number.NaN,
})

const measuredOf = (outcome: Pick<Outcome, 'test'>, test: Values = outcome.test): Measured => {
  return isElbo(outcome)
    ? { elbo: test.objective, ...partsOfElbo(test) }
    : { objective: test.objective, parts: Object.fromEntries(test.parts.map(({ name, value }) => [name, value])) }
}

/** The summary of an outcome. */
export const summary = ({ common }: Asked, outcome: Outcome, out: string, files: readonly string[]): Summary => {
  const { engine, steps, secondsPerStep, parameters } = outcome.trained
  return {
    ...{ engine, seed: common.seed, steps, secondsPerStep, parameters },
    quantity: quantityOf(outcome),
    test: measuredOf(outcome),
    ...(outcome.validation === null ? {} : { validation: measuredOf(outcome, outcome.validation) }),
    warnings: outcome.seen.warnings,
    ...{ out, files },
  }
}

const measuredWords = (test: Measured): string =>
  'elbo' in test
    ? `${test.elbo.toFixed(2)} nats per example (log-likelihood ${test.logLikelihood.toFixed(2)}, KL ${test.kl.toFixed(2)})`
    : `${test.objective.toFixed(2)} (${Object.entries(test.parts)
        .map(([name, value]) => `${name} ${value.toFixed(2)}`)
        .join(', ')})`

/** The summary as text. */
export const lines = ({ engine, quantity, test, warnings, out, files }: Summary): readonly string[] => [
  `test ${quantity}   ${measuredWords(test)}`,
  ...warnings.map(warningLine),
  `engine      ${engine}`,
  ...(files.length === 0 ? [] : [`written to  ${out}`, `            ${files.join(', ')}`]),
]
