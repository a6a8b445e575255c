/** A small variational autoencoder, and the same by hand in float64. */

import type { Dataset } from '../../src/data/dataset.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as Layer from '../../src/layers/index.js'
import * as Vae from '../../src/models/vae/index.js'
import { from, uniform } from '../../src/random/key.js'

const PIXELS = 6
const HIDDEN = 5
const LATENT = 2

export const smallVae = Vae.make({
  encoder: Layer.sequence(Layer.dense(6, 5), Layer.tanh, Layer.normalHead(2)),
  decoder: Layer.sequence(Layer.input([2]), Layer.dense(5), Layer.tanh, Layer.bernoulliHead(6)),
  prior: DiagonalNormal.standard(2),
})

// -----------------------------------------------------------------------------
// data
// -----------------------------------------------------------------------------

/** Binary pictures of six pixels: one of two patterns, each pixel flipped now and then. */
export const patterns = (count: number, seed = 1): Dataset<readonly [6], 'binary'> => {
  const draws = uniform(from(seed), count * (PIXELS + 1))
  const rows = Array.from({ length: count }, (_, row) => {
    const own = draws.subarray(row * (PIXELS + 1), (row + 1) * (PIXELS + 1))
    const pattern = (own[PIXELS] ?? 0) < 0.5 ? [1, 1, 1, 0, 0, 0] : [0, 0, 0, 1, 1, 1]
    return pattern.map((bit, pixel) => ((own[pixel] ?? 0) < 0.05 ? 1 - bit : bit))
  })
  return {
    name: 'patterns',
    event: [{ dim: 6, size: 6 }],
    shape: [6],
    support: 'binary',
    count,
    picture: null,
    rows: (indices) => Float32Array.from([...indices].flatMap((index) => rows[index] ?? [])),
  }
}

// -----------------------------------------------------------------------------
// by hand
// -----------------------------------------------------------------------------

/** The numbers of every term, in float64: for each sample of each example, and the KL for each example. */
export interface ByHand {
  readonly logLikelihood: readonly (readonly number[])[]
  readonly logPrior: readonly (readonly number[])[]
  readonly logPosterior: readonly (readonly number[])[]
  readonly kl: readonly number[]
}

const dot = (row: readonly number[], at: (index: number) => number) =>
  row.reduce((sum, value, index) => sum + value * at(index), 0)

/** An affine map whose weight begins at a place of all parameters, and its bias after it. */
const affine = (all: readonly number[], begin: number, outer: number) => (row: readonly number[]) =>
  Array.from(
    { length: outer },
    (_, to) =>
      dot(row, (index) => all[begin + index * outer + to] ?? Number.NaN) +
      (all[begin + row.length * outer + to] ?? Number.NaN),
  )

const SIZES = [PIXELS * HIDDEN + HIDDEN, HIDDEN * LATENT + LATENT, HIDDEN * LATENT + LATENT, LATENT * HIDDEN + HIDDEN]
const [TO_MEAN, TO_LOG_VARIANCE, TO_HIDDEN, TO_LOGITS] = SIZES.map((_, at) =>
  SIZES.slice(0, at + 1).reduce((sum, size) => sum + size, 0),
) as [number, number, number, number]

/** How many parameters the model has. */
export const PARAMETERS = TO_LOGITS + HIDDEN * PIXELS + PIXELS

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)
const total = (terms: readonly number[]) => terms.reduce((sum, term) => sum + term, 0)

/**
 * The terms of the small model in float64.
 *
 * `parameters` in the order of the leaves; `noise` samples outermost, then example, then latent.
 */
export const byHand = (
  parameters: readonly number[],
  x: readonly (readonly number[])[],
  noise: ArrayLike<number>,
  samples: number,
): ByHand => {
  const hidden = x.map((row) => affine(parameters, 0, HIDDEN)(row).map(Math.tanh))
  const means = hidden.map(affine(parameters, TO_MEAN, LATENT))
  const logVariances = hidden.map((row) =>
    affine(parameters, TO_LOG_VARIANCE, LATENT)(row).map((raw) => 10 * Math.tanh(raw / 10)),
  )
  const each = (nats: (z: readonly number[], example: number, epsilon: readonly number[]) => number) =>
    Array.from({ length: samples }, (_, sample) =>
      x.map((_row, example) => {
        const begin = (sample * x.length + example) * LATENT
        const epsilon = [noise[begin] ?? Number.NaN, noise[begin + 1] ?? Number.NaN]
        const z = epsilon.map(
          (value, at) => (means[example]?.[at] ?? 0) + Math.exp((logVariances[example]?.[at] ?? 0) / 2) * value,
        )
        return nats(z, example, epsilon)
      }),
    )
  return {
    logLikelihood: each((z, example) => {
      const logits = affine(parameters, TO_LOGITS, PIXELS)(affine(parameters, TO_HIDDEN, HIDDEN)(z).map(Math.tanh))
      return total(logits.map((logit, at) => (x[example]?.[at] ?? 0) * logit - Math.log1p(Math.exp(logit))))
    }),
    logPrior: each((z) => total(z.map((value) => -HALF_LOG_TWO_PI - 0.5 * value * value))),
    logPosterior: each((_z, example, epsilon) =>
      total(epsilon.map((value, at) => -HALF_LOG_TWO_PI - 0.5 * (value * value + (logVariances[example]?.[at] ?? 0)))),
    ),
    kl: means.map((mean, example) =>
      total(
        mean.map((value, at) => {
          const logVariance = logVariances[example]?.[at] ?? 0
          return 0.5 * (Math.exp(logVariance) - 1 - logVariance + value * value)
        }),
      ),
    ),
  }
}

const average = (values: readonly number[]) => total(values) / values.length
const perExample = (table: readonly (readonly number[])[], reduce: (column: readonly number[]) => number) =>
  (table[0] ?? []).map((_, example) => reduce(table.map((row) => row[example] ?? Number.NaN)))
const logWeights = ({ logLikelihood, logPrior, logPosterior }: ByHand) =>
  logLikelihood.map((row, sample) =>
    row.map((value, at) => value + (logPrior[sample]?.[at] ?? 0) - (logPosterior[sample]?.[at] ?? 0)),
  )

/** Objectives averaged over the batch. */
export const objectivesByHand = {
  elbo: (terms: ByHand) => average(perExample(terms.logLikelihood, average)) - average(terms.kl),
  elboWithBeta: (beta: number) => (terms: ByHand) =>
    average(perExample(terms.logLikelihood, average)) - beta * average(terms.kl),
  elboByMonteCarlo: (terms: ByHand) => average(perExample(logWeights(terms), average)),
  iwae: (terms: ByHand) =>
    average(perExample(logWeights(terms), (column) => Math.log(average(column.map((weight) => Math.exp(weight)))))),
}
