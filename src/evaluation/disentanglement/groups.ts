/** Groups of examples that share the value of one factor: what scores are of that move the factors themselves. */

import { refuse } from '../../shapes/defect.js'
import { isActive } from '../latents/activeUnits.js'
import { columnsOf, type Matrix, stacked, varianceOf } from '../numbers/matrix.js'

/** The codes of examples that share the value of one factor, all others drawn anew for each; of `null` they share nothing. */
export interface Group {
  readonly factor: string | null
  readonly codes: Matrix
}

/** A group of a factor. */
export type GroupOf = Group & { readonly factor: string }

/** The groups of a factor each, in their order. */
export const ofFactors = (groups: readonly Group[]): readonly GroupOf[] =>
  groups.filter((group): group is GroupOf => group.factor !== null)

/** The names of the factors. */
export const factorsOf = (groups: readonly Group[]): readonly string[] => [
  ...new Set(ofFactors(groups).map(({ factor }) => factor)),
]

/** Refuses groups of which nothing can be said. Errors: a `ShapeError`. */
export const checkedGroups = (what: string, groups: readonly Group[]): void => {
  const least = groups.reduce((rows, { codes }) => Math.min(rows, codes.rows), Infinity)
  if (ofFactors(groups).length < 2) refuse(`${what}: takes 2 groups or more but is given ${ofFactors(groups).length}`)
  if (least < 2) refuse(`${what}: takes groups of 2 examples or more but is given one of ${least}`)
}

/** Every other group of each factor, and the rest: what is fit, and what it is tried on. */
export const halves = (groups: readonly Group[]): readonly [fit: readonly GroupOf[], tried: readonly GroupOf[]] => {
  const all = factorsOf(groups).map((name) => ofFactors(groups).filter(({ factor }) => factor === name))
  const every = (rest: number) => all.flatMap((own) => own.filter((_, at) => at % 2 === rest))
  return [every(0), every(1)]
}

/** The variance of each latent over all groups; that of one that is not active is `null`. */
export const activeVariances = (groups: readonly Group[]): readonly (number | null)[] =>
  columnsOf(stacked(groups.map(({ codes }) => codes)))
    .map(varianceOf)
    .map((variance) => (isActive(variance) ? variance : null))
