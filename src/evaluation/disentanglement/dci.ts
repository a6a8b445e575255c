/** DCI: disentanglement, completeness and informativeness, of how much each latent is worth in predicting each factor. */

import { boosted } from '../numbers/boosting.js'
import { meanOf, varianceOf } from '../numbers/matrix.js'
import { type Codes, checkedCodes, type FactorValues, meanOfKnown, type PerFactor } from './codes.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Disentanglement, completeness and informativeness. */
export interface Dci {
  /** Whether each latent is worth something to one factor alone; 0 where none is worth anything. Range: from 0 to 1. */
  readonly disentanglement: number
  /** Whether one latent alone is worth something to each factor; `null` where no factor varies. Range: from 0 to 1. */
  readonly completeness: number | null
  /** How well the factors are predicted, a mean: `R²`, or the accuracy of levels, of rows that nothing was fit to. Range: to 1. */
  readonly informativeness: number | null
  /** What each latent is worth to each factor: a share of its variance. Shapes: a list of latents for each factor. */
  readonly importances: Readonly<Record<string, readonly number[]>>
  readonly informative: PerFactor
}

// -----------------------------------------------------------------------------
// one factor
// -----------------------------------------------------------------------------

/** One row in so many is held out. */
const HELD_OUT = 4

const rowsWhere = (count: number, isIn: (row: number) => boolean): Uint32Array =>
  Uint32Array.from({ length: count }, (_, row) => row).filter(isIn)

const isHeldOut = (row: number): boolean => row % HELD_OUT === HELD_OUT - 1

interface Predicted {
  readonly importances: readonly number[]
  readonly score: number
}

const continuous = (codes: Codes['codes'], target: Float64Array): Predicted => {
  const { importances, fitted } = boosted(
    codes,
    target,
    rowsWhere(codes.rows, (row) => !isHeldOut(row)),
  )
  const held = rowsWhere(codes.rows, isHeldOut)
  const errors = Float64Array.from(held, (row) => ((target[row] as number) - (fitted[row] as number)) ** 2)
  const spread = varianceOf(Float64Array.from(held, (row) => target[row] as number))
  return { importances, score: 1 - meanOf(errors) / spread }
}

/** The level whose trees give most for a row. */
const likeliest = (all: readonly Float64Array[], row: number): number =>
  all.reduce((best, own, level) => ((own[row] as number) > (all[best]?.[row] as number) ? level : best), 0)

const ofLevels = (codes: Codes['codes'], values: ArrayLike<number>, levels: number): Predicted => {
  const train = rowsWhere(codes.rows, (row) => !isHeldOut(row))
  const all = Array.from({ length: levels }, (_, level) =>
    boosted(
      codes,
      Float64Array.from(values, (value) => (value === level ? 1 : 0)),
      train,
    ),
  )
  const fitted = all.map((each) => each.fitted)
  const held = rowsWhere(codes.rows, isHeldOut)
  const right = held.filter((row) => likeliest(fitted, row) === values[row])
  const importances = Array.from({ length: codes.columns }, (_, latent) =>
    meanOf(all.map((each) => each.importances[latent] as number)),
  )
  return { importances, score: right.length / held.length }
}

/** What is predicted of a factor, or `null` of one that does not vary. */
const predictedOf = (codes: Codes['codes'], { values, levels }: FactorValues): Predicted | null =>
  varianceOf(values) === 0
    ? null
    : levels === null
      ? continuous(codes, Float64Array.from(values))
      : ofLevels(codes, values, levels.length)

// -----------------------------------------------------------------------------
// scores
// -----------------------------------------------------------------------------

/** 1 less the entropy of shares, over that of as many equal ones; 0 of nothing, and 1 of a single one. */
const purityOf = (worth: readonly number[]): number => {
  const total = worth.reduce((sum, each) => sum + each, 0)
  if (total === 0) return 0
  if (worth.length === 1) return 1
  const entropy = worth.reduce((sum, each) => (each === 0 ? sum : sum - (each / total) * Math.log(each / total)), 0)
  return 1 - entropy / Math.log(worth.length)
}

/** The mean of the purities of latents, each as much as it is worth. */
const disentangled = (latents: readonly (readonly number[])[]): number => {
  const worth = latents.map((own) => own.reduce((sum, each) => sum + each, 0))
  const total = worth.reduce((sum, each) => sum + each, 0)
  return total === 0
    ? 0
    : latents.reduce((sum, own, latent) => sum + ((worth[latent] as number) / total) * purityOf(own), 0)
}

/**
 * Disentanglement, completeness and informativeness, of what latents are worth to gradient boosted trees that predict each
 * factor: by how much of its variance their splits make the squared error smaller.
 *
 * The trees are the library's own, and nothing of them is random: of other regressors the numbers are others. Latents that
 * split as well as each other share what that is worth. Factors that do not vary are left out. Informativeness is
 * `R²` or an accuracy of held-out rows, in the paper an error.
 *
 * Range: from 0 to 1. Errors: a `ShapeError` when there are not as many factors as codes.
 * Source: Eastwood and Williams, "A Framework for the Quantitative Evaluation of Disentangled Representations", ICLR 2018, section 2.
 */
export const dci = (given: Codes): Dci => {
  checkedCodes('dci', given)
  const { codes, factors } = given
  const found = Object.entries(factors).map(([name, factor]) => [name, predictedOf(codes, factor)] as const)
  const known = found.flatMap(([name, predicted]) =>
    predicted === null ? [] : [[name, predicted.importances] as const],
  )
  const latents = Array.from({ length: codes.columns }, (_, latent) => known.map(([, own]) => own[latent] as number))
  const informative = Object.fromEntries(found.map(([name, predicted]) => [name, predicted?.score ?? null]))
  return {
    disentanglement: disentangled(latents),
    completeness: meanOfKnown(known.map(([, own]) => purityOf(own))),
    informativeness: meanOfKnown(Object.values(informative)),
    importances: Object.fromEntries(known),
    informative,
  }
}
