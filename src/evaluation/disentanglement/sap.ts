/** SAP: by how much one latent alone predicts each factor better than the next. */

import { together } from '../numbers/correlation.js'
import { binned } from '../numbers/information.js'
import { columnsOf, varianceOf } from '../numbers/matrix.js'
import { BINS, type Codes, checkedCodes, type FactorValues, meanOfKnown, type PerFactor } from './codes.js'

/** The separated attribute predictability. */
export interface Sap {
  /** `null` where no factor varies. Range: from 0 to 1. */
  readonly score: number | null
  readonly factors: PerFactor
}

/** `R²` of the line through a code and a factor: the square of their correlation, and 0 of a code that does not vary. */
const ofLine = (code: Float64Array, values: ArrayLike<number>): number => {
  const { covariance, variances } = together(code, values)
  return variances === 0 ? 0 : covariance ** 2 / variances
}

/** How many there are of each level in each bin, each level by how many it has. */
const shares = (bins: ArrayLike<number>, count: number, values: ArrayLike<number>, levels: number) => {
  const table = Array.from({ length: count }, () => new Float64Array(levels))
  const totals = new Float64Array(levels)
  for (let row = 0; row < bins.length; row++)
    totals[values[row] as number] = (totals[values[row] as number] as number) + 1
  for (let row = 0; row < bins.length; row++) {
    const [own, level] = [table[bins[row] as number] as Float64Array, values[row] as number]
    own[level] = (own[level] as number) + 1 / (totals[level] as number)
  }
  return { table, present: totals.filter((total) => total > 0).length }
}

/** The accuracy, a mean over levels, where each bin of a code is given the level that it is most of. */
const ofBins = (code: Float64Array, values: ArrayLike<number>, levels: number): number => {
  const { bins, count } = binned(BINS)(code)
  const { table, present } = shares(bins, count, values, levels)
  return table.reduce((sum, own) => sum + Math.max(...own), 0) / present
}

const scoresOf = (codes: readonly Float64Array[], { values, levels }: FactorValues): readonly number[] =>
  codes.map((code) => (levels === null ? ofLine(code, values) : ofBins(code, values, levels.length)))

const gapOf = (codes: readonly Float64Array[], factor: FactorValues): number | null => {
  if (varianceOf(factor.values) === 0) return null
  const [most = 0, next = 0] = scoresOf(codes, factor).toSorted((one, other) => other - one)
  // without a second latent, the next best is to know nothing
  return most - (codes.length > 1 ? next : factor.levels === null ? 0 : 1 / factor.levels.length)
}

/**
 * The separated attribute predictability: the score of the latent that predicts a factor best less that of the next, a mean over
 * factors.
 *
 * The score is `R²` of a line for a continuous factor, and for one of L levels the accuracy, each level as much as another, of
 * thresholds on the latent (20 bins). That is 1/L of a latent that tells nothing: so the best possible gap is `1 - 1/L`, and
 * 1 of continuous factors. disentanglement_lib takes a linear support vector machine, whose numbers depend on its C.
 *
 * Range: from 0 to 1. Errors: a `ShapeError` when there are not as many factors as codes.
 * Source: Kumar, Sattigeri and Balakrishnan, "Variational Inference of Disentangled Latent Concepts from Unlabeled Observations",
 * arXiv:1711.00848, section 3.
 */
export const sap = (given: Codes): Sap => {
  checkedCodes('sap', given)
  const codes = columnsOf(given.codes)
  const factors = Object.fromEntries(
    Object.entries(given.factors).map(([name, factor]) => [name, gapOf(codes, factor)]),
  )
  return { score: meanOfKnown(Object.values(factors)), factors }
}
