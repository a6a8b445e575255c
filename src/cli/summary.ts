/** The result of a run: one JSON object for programs, a few lines for people. */

import type { Values } from '../training/events.js'
import { type Outcome, quantityOf } from './experiment.js'
import type { TrainOptions } from './options.js'

/** What `--json` prints. Units: nats per example over the whole test set. */
export interface Summary {
  readonly engine: string
  readonly seed: number
  readonly steps: number
  readonly secondsPerStep: number
  readonly parameters: number
  /** What is measured as `elbo`, which of relaxed pixels is not a bound. */
  readonly quantity: string
  readonly test: { readonly elbo: number; readonly logLikelihood: number; readonly kl: number }
  readonly out: string
  /** The files that were written there: all of them, unless one line on stderr says why not. */
  readonly files: readonly string[]
}

/** The two parts of what every experiment measures, `Elbo.elbo`: it is written as the one less the other. */
const partsOf = ({ parts: [logLikelihood, kl] }: Values) => ({
  logLikelihood: logLikelihood?.value ?? Number.NaN,
  kl: kl?.value ?? Number.NaN,
})

/** The summary of an outcome. */
export const summary = ({ seed }: TrainOptions, outcome: Outcome, out: string, files: readonly string[]): Summary => {
  const { trained, test } = outcome
  return {
    engine: trained.engine,
    seed,
    steps: trained.steps,
    secondsPerStep: trained.secondsPerStep,
    parameters: trained.parameters,
    quantity: quantityOf(outcome),
    test: { elbo: test.objective, ...partsOf(test) },
    out,
    files,
  }
}

/** The summary as text. */
export const lines = ({ engine, quantity, test, out, files }: Summary): readonly string[] => [
  `test ${quantity}   ${test.elbo.toFixed(2)} nats per example (log-likelihood ${test.logLikelihood.toFixed(2)}, KL ${test.kl.toFixed(2)})`,
  `engine      ${engine}`,
  ...(files.length === 0 ? [] : [`written to  ${out}`, `            ${files.join(', ')}`]),
]
