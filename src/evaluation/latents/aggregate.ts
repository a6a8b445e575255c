/** The posteriors of all examples together: what codes tell of an example, and how far all of them are from the prior. */

import { type Key, normal } from '../../random/key.js'
import { refuse } from '../../shapes/defect.js'
import { mustBe } from '../../shapes/message.js'
import { type Estimate, estimateOf } from '../estimate.js'
import { logMeanExp } from '../numbers/logMeanExp.js'
import { columnsOf, type Matrix, sameColumns, sameRows } from '../numbers/matrix.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Diagonal normal posteriors, one an example. Shapes: `[Row, Latent]` each. */
export interface Posteriors {
  readonly means: Matrix
  readonly logVariances: Matrix
}

/**
 * The mean of `KL(q(z|x) || p(z))` in three parts, of the N examples that are given. Units: nats.
 *
 * `kl = mutualInformation + aggregateKl`, and `aggregateKl = totalCorrelation + dimensionWiseKl`, in every sample.
 */
export interface Aggregate {
  readonly kl: Estimate
  /** What a code tells of which example it is of. Range: no more than `ceiling`. */
  readonly mutualInformation: Estimate
  /** `KL(q(z) || p(z))` of the mean of all posteriors. */
  readonly aggregateKl: Estimate
  /** `KL(q(z) || Π q(z_j))`. */
  readonly totalCorrelation: Estimate
  /** `Σ KL(q(z_j) || p(z_j))`. */
  readonly dimensionWiseKl: Estimate
  /** `log N`: no more can be told of which of N examples it is. */
  readonly ceiling: number
}

/** How many samples are drawn. */
export interface AggregateOptions {
  readonly key: Key
  /** How many samples, of examples at even distances: 1,000, or one an example where there are fewer, if left out. */
  readonly samples?: number
}

// -----------------------------------------------------------------------------
// densities
// -----------------------------------------------------------------------------

const LOG_TWO_PI = Math.log(2 * Math.PI)

/** The posteriors of one latent, of all examples. */
interface Column {
  readonly means: Float64Array
  readonly logVariances: Float64Array
  readonly precisions: Float64Array
}

const columnsIn = ({ means, logVariances }: Posteriors): readonly Column[] => {
  const all = columnsOf(logVariances)
  return columnsOf(means).map((values, latent) => {
    const own = all[latent] as Float64Array
    return { means: values, logVariances: own, precisions: own.map((value) => Math.exp(-value)) }
  })
}

const logNormal = (z: number, row: number, { means, logVariances, precisions }: Column): number =>
  -0.5 * (LOG_TWO_PI + (logVariances[row] as number) + (z - (means[row] as number)) ** 2 * (precisions[row] as number))

const STANDARD: Column = {
  means: Float64Array.of(0),
  logVariances: Float64Array.of(0),
  precisions: Float64Array.of(1),
}

/** The log-densities of a code: under its own posterior, under all, under each latent of all, and under the prior. */
const densitiesAt = (columns: readonly Column[], z: readonly number[], own: number) => {
  const rows = columns[0]?.means.length ?? 0
  const [joint, each] = [new Float64Array(rows), new Float64Array(rows)]
  const sums = { own: 0, marginal: 0, prior: 0 }
  for (const [latent, column] of columns.entries()) {
    const value = z[latent] as number
    for (let row = 0; row < rows; row++) {
      const log = logNormal(value, row, column)
      each[row] = log
      joint[row] = (joint[row] as number) + log
    }
    sums.own += each[own] as number
    sums.marginal += logMeanExp(each)
    sums.prior += logNormal(value, 0, STANDARD)
  }
  return { ...sums, aggregate: logMeanExp(joint) }
}

/** A code of an example. */
const drawn = (columns: readonly Column[], row: number, noise: Float32Array): readonly number[] =>
  columns.map(
    ({ means, logVariances }, latent) =>
      (means[row] as number) + Math.exp(0.5 * (logVariances[row] as number)) * (noise[latent] as number),
  )

// -----------------------------------------------------------------------------
// the split
// -----------------------------------------------------------------------------

/**
 * The KL of posteriors from a standard normal prior in three parts, under the mean of all posteriors that are given.
 *
 * The density of the mean of all posteriors is exact: every sample is held against every example, not against a batch, of
 * which a mutual information would be no more than the log of its size. What is estimated is the mean over samples alone.
 *
 * Units: nats. Errors: a `ShapeError` when means and log-variances are not of one shape, or there are no examples.
 * Source: Hoffman and Johnson, "ELBO surgery", 2016; Chen et al., "Isolating Sources of Disentanglement in Variational
 * Autoencoders", arXiv:1802.04942, equation 2.
 */
export const aggregate = (posteriors: Posteriors, { key, samples }: AggregateOptions): Aggregate => {
  const { means, logVariances } = posteriors
  const { rows, columns: latents } = means
  sameRows('aggregate', rows, logVariances.rows)
  sameColumns('aggregate', means, logVariances)
  const count = samples ?? Math.min(1000, rows)
  if (rows === 0 || count < 1) refuse(mustBe('aggregate: the number of examples and of samples', '1 or more', 0))
  const noise = normal(key, count * latents)
  const columns = columnsIn(posteriors)
  const found = Array.from({ length: count }, (_, sample) => {
    const own = Math.floor((sample * rows) / count)
    return densitiesAt(columns, drawn(columns, own, noise.subarray(sample * latents)), own)
  })
  return {
    kl: estimateOf(found.map(({ own, prior }) => own - prior)),
    mutualInformation: estimateOf(found.map((each) => each.own - each.aggregate)),
    aggregateKl: estimateOf(found.map((each) => each.aggregate - each.prior)),
    totalCorrelation: estimateOf(found.map((each) => each.aggregate - each.marginal)),
    dimensionWiseKl: estimateOf(found.map(({ marginal, prior }) => marginal - prior)),
    ceiling: Math.log(rows),
  }
}
