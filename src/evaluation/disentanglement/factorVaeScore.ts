/** The FactorVAE score: whether the latent that varies least says which factor is still. */

import { columnsOf, varianceOf } from '../numbers/matrix.js'
import { activeVariances, checkedGroups, factorsOf, type Group, type GroupOf, halves } from './groups.js'

/** The latent that varies least in a group, of its variance over all; -1 where none is active. */
const stillest = ({ codes }: Group, variances: readonly (number | null)[]): number => {
  const shares = columnsOf(codes).map((values, latent) => {
    const own = variances[latent] ?? null
    return own === null ? Infinity : varianceOf(values) / own
  })
  const least = Math.min(...shares)
  return least === Infinity ? -1 : shares.indexOf(least)
}

/** For each latent the factor that most groups are of whose stillest it is. */
const votes = (groups: readonly GroupOf[], latentOf: (group: Group) => number) => {
  const tables = new Map<number, Map<string, number>>()
  for (const group of groups) {
    const table = tables.get(latentOf(group)) ?? new Map<string, number>()
    tables.set(latentOf(group), table.set(group.factor, (table.get(group.factor) ?? 0) + 1))
  }
  const winner = (table: ReadonlyMap<string, number>): string | undefined =>
    [...table].reduce((best, each) => (each[1] > best[1] ? each : best))[0]
  return (latent: number): string | undefined => {
    const table = tables.get(latent)
    return table === undefined ? undefined : winner(table)
  }
}

/**
 * The FactorVAE score: how often the latent that varies least in a group, of its variance over all groups, says right which factor
 * the group shares, by a majority vote that every other group of each factor takes part in and the rest is tried on.
 *
 * Latents that are not active take no part: one that stands still would win every vote. Where none is active,
 * or a code says nothing, it comes to `1 / F` of F factors.
 *
 * Range: from 0 to 1. Errors: a `ShapeError` for fewer than two groups of factors, or groups of fewer than two examples.
 * Source: Kim and Mnih, "Disentangling by Factorising", arXiv:1802.05983, section 4.
 */
export const factorVaeScore = (groups: readonly Group[]): number => {
  checkedGroups('factorVaeScore', groups)
  const variances = activeVariances(groups)
  const latentOf = (group: Group): number => stillest(group, variances)
  const [fit, tried] = halves(groups)
  const factorFor = votes(fit, latentOf)
  return factorsOf(groups).length === 0
    ? 0
    : tried.filter((group) => factorFor(latentOf(group)) === group.factor).length / tried.length
}
