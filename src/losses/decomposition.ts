/** The KL of the latents in three parts, of densities under all data that are estimated by the examples of one batch. */

import { pipe } from 'fp-ts/lib/function.js'
import { logPriorOf } from '../distributions/priors.js'
import { refuse } from '../shapes/defect.js'
import { counted, type WholeNumber } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import { type HasPosterior, type HasPrior, type HasSamples, logPosteriorAt } from './atoms.js'
import { formula } from './formula.js'
import { atom } from './term.js'

// -----------------------------------------------------------------------------
// options
// -----------------------------------------------------------------------------

/**
 * How much each example of a batch stands for.
 *
 * - `stratified`: the example of a code stands for itself and the others for all others: the density is right on average over
 *   batches. Chen et al., appendix C.2.
 * - `weighted`: each stands for as many; the density is too small. Chen et al., equation 3 and appendix C.1.
 */
export type BatchEstimator = 'stratified' | 'weighted'

const EXAMPLES = 'the examples of the data set'

/** What is known of the data that a batch is drawn from. */
export interface OfData<Examples extends number> {
  /** How many examples the data set has. */
  readonly examples: WholeNumber<Examples, typeof EXAMPLES>
  /** `'stratified'` if left out. */
  readonly estimator?: BatchEstimator
}

interface Data {
  readonly examples: number
  readonly estimator: BatchEstimator
}

const dataOf = <Examples extends number>({ examples, estimator = 'stratified' }: OfData<Examples>): Data => ({
  examples: counted(examples, EXAMPLES),
  estimator,
})

// -----------------------------------------------------------------------------
// weights
// -----------------------------------------------------------------------------

/**
 * How much of all data each example of a batch stands for, as seen from each code of it. Rows are codes, and sum to 1 if stratified.
 *
 * @example
 * batchWeights({ examples: 5, estimator: 'stratified' }, 2)
 * //=> [0.2, 0.8, 0.8, 0.2]
 */
export const batchWeights = ({ examples, estimator }: Data, batch: number): readonly number[] => {
  const places = Array.from({ length: batch ** 2 }, (_, at) => ({ row: Math.floor(at / batch), other: at % batch }))
  if (estimator === 'weighted') return places.map(() => 1 / (examples * batch))
  const others = batch - 1
  if (others < 1) refuse('a stratified estimate needs batches of 2 examples or more, not of 1')
  if (examples < batch) refuse(`${EXAMPLES} must be ${batch} or more, as many as its batches have, not ${examples}`)
  const rest = (examples - others) / (examples * others)
  return places.map(({ row, other }) =>
    row === other ? 1 / examples : other === (row + 1) % batch ? rest : 1 / others,
  )
}

// -----------------------------------------------------------------------------
// densities
// -----------------------------------------------------------------------------

type Rows = T.Tensor<readonly ['samples', 'batch']>

const LOG_TWO_PI = Math.log(2 * Math.PI)

/** `log q(z_j|x')` of every code under every example of the batch. Shapes: `['samples', 'batch', 'others', 'latent']`. */
const logDensities = ({ posterior, z }: HasPosterior & HasSamples) => {
  const [means, logVariances] = [T.rename(0, 'others')(posterior.mean), T.rename(0, 'others')(posterior.logVariance)]
  const precisions = pipe(logVariances, T.negate, T.exp)
  const squares = pipe(z, T.expand(2), T.sub(means), T.square, T.mul(precisions))
  return pipe(squares, T.add(logVariances), T.addScalar(LOG_TWO_PI), T.mulScalar(-0.5))
}

const logWeights = (data: Data, { sizes }: HasSamples['z']) => {
  const batch = sizes[1] as number
  const values = Float32Array.from(batchWeights(data, batch), Math.log)
  return T.fromHost({ shape: ['batch', 'others'] as const, sizes: [batch, batch], values })
}

/** `log q(z|x)`, `log q(z)` and the sum of `log q(z_j)` over dimensions, of every code. */
const densitiesOf = (data: Data, supplied: HasPosterior & HasSamples) => {
  const [each, weights] = [logDensities(supplied), logWeights(data, supplied.z)]
  return {
    joint: (): Rows => pipe(each, T.sum('latent'), T.add(weights), T.logSumExp('others')),
    marginals: (): Rows => pipe(each, T.add(T.expand(2)(weights)), T.logSumExp('others'), T.sum('latent')),
  }
}

// -----------------------------------------------------------------------------
// terms
// -----------------------------------------------------------------------------

/**
 * The total correlation `KL(q(z) || Π_j q(z_j))` of the latents under all data, estimated by the posteriors of a batch: a cost. It
 * takes no network, and memory for the square of the batch times the latent.
 *
 * The logarithm of an estimate is below that of what it estimates, on average: for small batches the values are off by whole nats.
 *
 * Axes: samples, batch. Units: nats per example. Range: any number; never negative in expectation were the densities exact.
 * Errors: a `ShapeError` for a number of examples that is not a positive whole number, or is below a batch of it.
 * Source: Chen et al., "Isolating Sources of Disentanglement in VAEs", arXiv:1802.04942, equation 2.
 *
 * @example
 * totalCorrelationOfBatch({ examples: 60000 }).formula.text
 * //=> 'log q(z) - Σ_j log q(z_j)'
 */
export const totalCorrelationOfBatch = <const Examples extends number>(given: OfData<Examples>) => {
  const data = dataOf(given)
  return atom('+total correlation of the batch', {
    axes: ['samples', 'batch'] as const,
    sense: 'cost',
    needs: ['posterior', 'z'],
    formula: formula('log q(z) - Σ_j log q(z_j)', '\\log q(z) - \\sum_j \\log q(z_j)', 'sum'),
    title: 'Total correlation, estimated',
    note: 'The total correlation says how far the latents are from independent: 0 is independent.',
    nats: (supplied: HasPosterior & HasSamples) => {
      const { joint, marginals } = densitiesOf(data, supplied)
      return pipe(joint(), T.same.sub(marginals()))
    },
  })
}

/**
 * The mutual information of an example and its latents, `KL(q(z|x) || q(z))` on average over all data, estimated by a batch: a cost.
 *
 * Axes: samples, batch. Units: nats per example. Range: as estimated at most the logarithm of the number of examples.
 * Errors: as `totalCorrelationOfBatch`. Source: Chen et al., arXiv:1802.04942, equation 2: the index-code mutual information.
 *
 * @example
 * mutualInformationOfBatch({ examples: 60000 }).formula.text
 * //=> 'log q(z|x) - log q(z)'
 */
export const mutualInformationOfBatch = <const Examples extends number>(given: OfData<Examples>) => {
  const data = dataOf(given)
  return atom('+mutual information of the batch', {
    axes: ['samples', 'batch'] as const,
    sense: 'cost',
    needs: ['posterior', 'z'],
    formula: formula('log q(z|x) - log q(z)', '\\log q(z|x) - \\log q(z)', 'sum'),
    title: 'Mutual information, estimated',
    note: 'The mutual information says how much the latents tell of which example they are of.',
    nats: (supplied: HasPosterior & HasSamples) =>
      pipe(logPosteriorAt(supplied), T.same.sub(densitiesOf(data, supplied).joint())),
  })
}

/**
 * `Σ_j KL(q(z_j) || p(z_j))`, how far each latent under all data is from the standard normal prior, estimated by a batch: a cost.
 *
 * With the total correlation and the mutual information it adds up to `log q(z|x) - log p(z)`, whose mean is the KL.
 *
 * Axes: samples, batch. Units: nats per example. Range: any number; never negative in expectation were the densities exact.
 * Errors: as `totalCorrelationOfBatch`. Source: Chen et al., arXiv:1802.04942, equation 2: the dimension-wise KL.
 *
 * @example
 * marginalKlOfBatch({ examples: 60000 }).formula.text
 * //=> 'Σ_j log q(z_j) - log p(z)'
 */
export const marginalKlOfBatch = <const Examples extends number>(given: OfData<Examples>) => {
  const data = dataOf(given)
  return atom('+dimension-wise KL of the batch', {
    axes: ['samples', 'batch'] as const,
    sense: 'cost',
    needs: ['posterior', 'prior', 'z'],
    formula: formula('Σ_j log q(z_j) - log p(z)', '\\sum_j \\log q(z_j) - \\log p(z)', 'sum'),
    title: 'Dimension-wise KL, estimated',
    note: 'The dimension-wise KL says how far each latent, over all data, is from its prior.',
    nats: (supplied: HasPosterior & HasPrior & HasSamples) =>
      pipe(densitiesOf(data, supplied).marginals(), T.same.sub(logPriorOf(supplied.prior)(supplied))),
  })
}
