/** `log p(x)` by annealed importance sampling. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import { evaluationBatches } from '../../data/batches.js'
import { badRequest } from '../../data/errors.js'
import type { Engine } from '../../engines/engine.js'
import { using } from '../../engines/using.js'
import { child } from '../../random/key.js'
import { type AnyData, dataFault } from '../../training/checkData.js'
import { attempt, rightOf, type TrainError } from '../../training/errors.js'
import { examplesOf } from '../../training/examples.js'
import type { MeasureOptions } from '../../training/measure.js'
import { type Estimate, estimateOf } from '../estimate.js'
import { relaxedFault } from '../logLikelihood.js'
import { logMeanExp } from '../numbers/logMeanExp.js'
import { meanOf } from '../numbers/matrix.js'
import { type ChainOptions, type Erased, erased, optionsFault } from './options.js'
import { ofRow, sizeOf, type Ways, waysOf } from './ways.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What is measured on what. */
export interface AnnealedOptions<Given, Data> extends Omit<MeasureOptions<Given, Data>, 'samples'>, ChainOptions {}

/** `log p(x)` by annealed importance sampling: in expectation no more than it is. Units: nats per example. */
export interface Annealed extends Estimate {
  /** Of each example, in their order. */
  readonly each: readonly number[]
  /** `(Σ w)² / Σ w²` of the weights of the chains, a mean over examples. Range: from 1 to the number of chains. */
  readonly effectiveChains: number
  /** The share of transitions in which a chain moved. */
  readonly accepted: number
}

// -----------------------------------------------------------------------------
// the chains of all examples
// -----------------------------------------------------------------------------

const effective = (logs: Float64Array): number =>
  logs.length * Math.exp(2 * logMeanExp(logs) - logMeanExp(logs.map((log) => 2 * log)))

const ofData = async (given: Erased, data: AnyData, engine: Engine): Promise<Annealed> => {
  const { model, key } = given
  const examples = examplesOf(model, data)
  const size = sizeOf(given, examples.widths, data.count)
  const found: { readonly log: number; readonly effective: number; readonly accepted: number }[] = []
  let ways: Ways | undefined
  for (const indices of rightOf(evaluationBatches(size)(examples))) {
    const [x, count] = [examples.batch(indices, key), indices.length]
    ways ??= await waysOf(given, engine, x, count)
    const { logs, accepted } = await ways.up(x, count, child(indices[0] as number)(child('chains')(key)))
    const moved = meanOf(accepted)
    for (let row = 0; row < count; row++) {
      const own = ofRow(logs, count, row)
      found.push({ log: logMeanExp(own), effective: effective(own), accepted: moved })
    }
  }
  const each = found.map(({ log }) => log)
  return {
    ...estimateOf(each),
    each,
    effectiveChains: meanOf(found.map((one) => one.effective)),
    accepted: meanOf(found.map((one) => one.accepted)),
  }
}

/**
 * `log p(x)` by annealed importance sampling: chains of latents go from the prior to the posterior, by Hamiltonian transitions at
 * each temperature between, and the mean of their weights is p(x) on average. A latent of bits or of classes changes by Metropolis, one
 * variable at a time.
 *
 * In expectation it is no more than log p(x); unlike importance sampling by q(z|x) it asks nothing of q. How far leaps go is
 * found by other chains on the first examples. `bidirectional` says how close it comes.
 *
 * Units: nats per example. Errors: as those of `Evaluate.objective`; `BadRequest` for a latent that is not of real numbers, bits or classes.
 * Source: Neal, "Annealed Importance Sampling", arXiv:physics/9803008; Wu et al., arXiv:1611.04273, section 3.
 */
export const annealed = <Given, Data>(options: AnnealedOptions<Given, Data>): TE.TaskEither<TrainError, Annealed> => {
  const given = erased(options)
  const data = options.data as unknown as AnyData // safe: it is checked where the call compiles, and below
  const found = optionsFault(given) ?? dataFault(given.model, data) ?? relaxedFault({ model: given.model, data })
  return found === null
    ? using(given.engine)(({ engine }) => attempt(engine)(() => ofData(given, data, engine)))
    : TE.left(badRequest(found))
}
