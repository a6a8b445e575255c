/** IRS: whether a latent stays where it is when all factors but one are moved. */

import { refuse } from '../../shapes/defect.js'
import { columnsOf, meanOf } from '../numbers/matrix.js'
import { activeVariances, checkedGroups, factorsOf, type Group } from './groups.js'

/** The interventional robustness. */
export interface Irs {
  /** `null` where no latent is active: a code that never moves is robust and says nothing. Range: to 1. */
  readonly score: number | null
  /** Of each latent with the factor that it holds to; `null` of one that is not active. */
  readonly latents: readonly ({ readonly score: number; readonly factor: string } | null)[]
}

/** How far the farthest code of a group is from the mean of the group, for each latent. */
const reachOf = ({ codes }: Group): readonly number[] =>
  columnsOf(codes).map((values) => {
    const mean = meanOf(values)
    return values.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0)
  })

/** The mean of it over some groups. */
const meanReach = (groups: readonly Group[], latents: number): readonly number[] => {
  const all = groups.map(reachOf)
  return Array.from({ length: latents }, (_, latent) => meanOf(all.map((own) => own[latent] as number)))
}

/**
 * The interventional robustness score: 1 less how far a latent is moved by all factors but the one that it holds to, over how far
 * all of them move it; a mean over active latents, each as much as it moves.
 *
 * How far is that of the farthest example of a group from the mean of its group, a mean over groups of a factor, and of groups
 * that share nothing (`factor: null`) for what all factors do. Groups have the same number of examples, so that the
 * farthest of many is not held against the farthest of a few.
 *
 * Range: to 1; below 0 only as chance has it. Errors: a `ShapeError` for fewer than two groups of factors, none that shares nothing,
 * groups of fewer than two examples, or groups of several sizes.
 * Source: Suter, Miladinović, Schölkopf and Bauer, "Robustly Disentangled Causal Mechanisms", arXiv:1811.00007, definitions 3 and 4.
 */
export const irs = (groups: readonly Group[]): Irs => {
  checkedGroups('irs', groups)
  const free = groups.filter(({ factor }) => factor === null)
  if (free.length === 0) refuse('irs: takes groups that share nothing (factor: null) too but is given none')
  if (new Set(groups.map(({ codes }) => codes.rows)).size > 1)
    refuse('irs: takes groups of one size but is given several')
  const variances = activeVariances(groups)
  const whole = meanReach(free, variances.length)
  const names = factorsOf(groups)
  const reaches = names.map((name) =>
    meanReach(
      groups.filter(({ factor }) => factor === name),
      variances.length,
    ),
  )
  const latents = variances.map((variance, latent) => {
    if (variance === null) return null
    const scores = reaches.map((own) => 1 - (own[latent] as number) / (whole[latent] as number))
    const score = Math.max(...scores)
    return { score, factor: names[scores.indexOf(score)] as string }
  })
  const worth = latents.reduce((sum, own, latent) => sum + (own === null ? 0 : (whole[latent] as number)), 0)
  const sum = latents.reduce((total, own, latent) => total + (own?.score ?? 0) * (whole[latent] as number), 0)
  return { score: worth === 0 ? null : sum / worth, latents }
}
