/** Explicitness: whether each value of a factor can be told from the codes by a linear classifier. */

import { logits } from '../numbers/logistic.js'
import { varianceOf } from '../numbers/matrix.js'
import { areaUnderCurve } from '../numbers/ranks.js'
import { type Codes, checkedCodes, type FactorValues, meanOfKnown, type PerFactor } from './codes.js'

/** Explicitness. */
export interface Explicitness {
  /** `null` where no factor of several values varies. Range: from 0 to 1. */
  readonly score: number | null
  readonly factors: PerFactor
}

/** How well one value is told from all others: 0 as by chance, and 1 always. */
const ofLevel = ({ codes }: Codes, values: ArrayLike<number>, level: number): number | null => {
  const meant = Uint8Array.from(values, (value) => (value === level ? 1 : 0))
  if (varianceOf(meant) === 0) return null
  const scores = logits(codes, meant, 2)(codes).map((own) => (own[1] as number) - (own[0] as number))
  return 2 * areaUnderCurve(scores, meant) - 1
}

const ofFactor = (given: Codes, { values, levels }: FactorValues): number | null =>
  levels === null ? null : meanOfKnown(levels.map((_, level) => ofLevel(given, values, level)))

/**
 * Explicitness: how well a logistic regression of all latents tells each value of a factor from all others, by the area under its
 * curve, from chance at 0 to 1; a mean over the values of a factor, and over factors. It is what `modularity` is to be read with.
 *
 * A continuous factor is left out, and so is one that does not vary. Three values along one line have 2/3: nothing linear tells the
 * one in the middle from both others.
 *
 * Range: from 0 to 1. Errors: a `ShapeError` when there are not as many factors as codes.
 * Source: Ridgeway and Mozer, "Learning Deep Disentangled Embeddings with the F-Statistic Loss", arXiv:1802.05312, section 3.
 */
export const explicitness = (given: Codes): Explicitness => {
  checkedCodes('explicitness', given)
  const factors = Object.fromEntries(
    Object.entries(given.factors).map(([name, factor]) => [name, ofFactor(given, factor)]),
  )
  return { score: meanOfKnown(Object.values(factors)), factors }
}
