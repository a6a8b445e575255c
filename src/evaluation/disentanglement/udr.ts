/** UDR: whether models of several seeds have come to the same latents, without factors that are known. */

import { refuse } from '../../shapes/defect.js'
import { together } from '../numbers/correlation.js'
import { columnsOf, type Matrix, sameRows } from '../numbers/matrix.js'
import { ranksOf } from '../numbers/ranks.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The codes of the same examples by one of several models, and which of its latents say anything. */
export interface Trained {
  /** Shapes: `[Row, Latent]`. */
  readonly codes: Matrix
  /** The KL of each latent from the prior, a mean over examples. Units: nats. */
  readonly kl: readonly number[]
}

/** The unsupervised disentanglement ranking. */
export interface Udr {
  /** Of each model: the median of how like it is to each other one. Range: from 0 to 1. */
  readonly models: readonly number[]
  /** How like each two are. Range: from 0 to 1. */
  readonly pairs: readonly (readonly number[])[]
}

/** A latent whose KL is above it says something. Units: nats. Source: Duan et al., appendix A. */
const INFORMATIVE = 0.01

// -----------------------------------------------------------------------------
// rank correlation
// -----------------------------------------------------------------------------

/** The size of Spearman's correlation, of ranks; 0 where one does not vary. */
const correlationOf = (one: Float64Array, other: Float64Array): number => {
  const { covariance, variances } = together(one, other)
  return variances === 0 ? 0 : Math.abs(covariance) / Math.sqrt(variances)
}

// -----------------------------------------------------------------------------
// the score
// -----------------------------------------------------------------------------

/** What a latent is to those of another model: the square of the largest correlation over the sum of all. */
const peakOf = (correlations: readonly number[]): number => {
  const sum = correlations.reduce((total, each) => total + each, 0)
  return sum === 0 ? 0 : Math.max(...correlations) ** 2 / sum
}

interface Informative {
  readonly ranks: readonly Float64Array[]
}

/** The ranks of the latents that say something. */
const informativeOf = ({ codes, kl }: Trained): Informative => ({
  ranks: columnsOf(codes)
    .filter((_, latent) => (kl[latent] as number) > INFORMATIVE)
    .map(ranksOf),
})

const likenessOf = ({ ranks: own }: Informative, { ranks: other }: Informative): number => {
  if (own.length + other.length === 0) return 0
  const rows = own.map((mine) => other.map((theirs) => correlationOf(mine, theirs)))
  const columns = other.map((_, latent) => rows.map((row) => row[latent] as number))
  const peaks = [...rows, ...columns].reduce((sum, correlations) => sum + peakOf([0, ...correlations]), 0)
  return peaks / (own.length + other.length)
}

const medianOf = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2
}

/**
 * The unsupervised disentanglement ranking by rank correlation: how like the latents of a model are, each to one alone, to those of
 * models of other seeds; the median over them.
 *
 * Latents of a KL of no more than 0.01 nats take no part. Below five models it is not to be relied on.
 *
 * Range: from 0 to 1. Errors: a `ShapeError` for fewer than two models, or codes of other numbers of examples.
 * Source: Duan et al., "Unsupervised Model Selection for Variational Disentangled Representation Learning", arXiv:1905.12614,
 * equation 3, with Spearman's correlation.
 */
export const udr = (models: readonly Trained[]): Udr => {
  if (models.length < 2) refuse(`udr: takes 2 models or more but is given ${models.length}`)
  for (const { codes } of models) sameRows('udr', (models[0] as Trained).codes.rows, codes.rows)
  const all = models.map(informativeOf)
  const pairs = all.map((one) => all.map((other) => likenessOf(one, other)))
  return { models: pairs.map((row, own) => medianOf(row.filter((_, other) => other !== own))), pairs }
}
