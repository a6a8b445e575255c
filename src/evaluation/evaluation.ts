/** What a model is worth on a data set: its ELBO and its log-likelihood, or in words why it has none. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as Elbo from '../losses/index.js'
import { erase } from '../losses/term.js'
import { objectiveFault } from '../training/checkObjective.js'
import type { TrainError } from '../training/errors.js'
import { supportsOf } from '../training/examples.js'
import { type Likelihood, type LikelihoodOptions, likelihoodFault, logLikelihood } from './logLikelihood.js'
import { type Measurement, objective } from './objective.js'

/** What a model is worth; `null` for what it has none of. Units: nats per example. */
export interface Evaluation {
  /** A lower bound of log p(x): the ELBO where the model has one in closed form, or that of its recipe. */
  readonly elbo: number | null
  readonly logLikelihood: Likelihood | null
  /** What is measured in place of the ELBO where there is none. */
  readonly objective: Pick<Measurement, 'objective' | 'formula'> | null
  /** Why what is `null` cannot be measured, a line each. */
  readonly notes: readonly string[]
}

/** What is measured, and the term that is measured where the model has no ELBO. */
export interface EvaluationOptions extends LikelihoodOptions {
  readonly measure: unknown
}

const measured = (options: LikelihoodOptions, term: unknown): TE.TaskEither<TrainError, Measurement> =>
  // safe: the term is checked against the model and the data where it runs
  objective({ ...options, objective: term } as never)

type Bound = Omit<Evaluation, 'logLikelihood'>

/** The bound of a model: the ELBO itself, or what its recipe measures where that is one. */
const boundOf = (options: EvaluationOptions): TE.TaskEither<TrainError, Bound> => {
  const isElbo = objectiveFault(options.model, erase(Elbo.elbo)) === null
  const isRelaxed = supportsOf(options.model, options.data).includes('relaxed')
  return pipe(
    measured(options, isElbo && !isRelaxed ? Elbo.elbo : options.measure),
    TE.map(({ objective, formula, guarantee }) =>
      guarantee === 'bound'
        ? { elbo: objective, objective: null, notes: [] }
        : {
            elbo: null,
            objective: { objective, formula },
            notes: [`elbo: cannot be measured: ${formula.text} is not proved to bound log p(x) from below`],
          },
    ),
  )
}

/** The ELBO of the samples that log p(x) is of: they are taken once. */
const withBound = (options: EvaluationOptions, found: Likelihood | null): TE.TaskEither<TrainError, Bound> =>
  found === null || found.elbo === null ? boundOf(options) : TE.right({ elbo: found.elbo, objective: null, notes: [] })

/**
 * The ELBO of a model on a data set, and its log-likelihood by importance sampling, of as many samples for each example.
 *
 * Of relaxed pixels, and of a model that supplies no log-weight of its samples, one or both are `null`, with the reason.
 *
 * Units: nats per example. Errors: as those of `objective`.
 */
export const evaluation = (options: EvaluationOptions): TE.TaskEither<TrainError, Evaluation> => {
  const fault = likelihoodFault(options)
  const likelihood: TE.TaskEither<TrainError, Likelihood | null> =
    fault === null ? logLikelihood(options) : TE.right(null)
  return pipe(
    likelihood,
    TE.chain((logLikelihood) =>
      pipe(
        withBound(options, logLikelihood),
        TE.map(({ notes, ...bound }) => ({
          ...{ ...bound, logLikelihood },
          notes: fault === null ? notes : [...notes, `logLikelihood: cannot be measured: ${fault}`],
        })),
      ),
    ),
  )
}
