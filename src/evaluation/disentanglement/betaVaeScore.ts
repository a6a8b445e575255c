/** The β-VAE score: whether a linear classifier sees which factor two examples share. */

import { accuracyOf, logistic } from '../numbers/logistic.js'
import { at, type Matrix, ofRows } from '../numbers/matrix.js'
import { checkedGroups, factorsOf, type Group, type GroupOf, halves } from './groups.js'

/** How far the codes of pairs are from each other in each latent, a mean over the pairs of a group: of its rows 0 and 1, 2 and 3, … */
const differenceOf = ({ codes }: Group): readonly number[] => {
  const pairs = Math.floor(codes.rows / 2)
  return Array.from({ length: codes.columns }, (_, latent) => {
    let sum = 0
    for (let pair = 0; pair < pairs; pair++)
      sum += Math.abs(at(codes, 2 * pair, latent) - at(codes, 2 * pair + 1, latent))
    return sum / pairs
  })
}

const differences = (groups: readonly Group[]): Matrix => ofRows(groups.map(differenceOf))

/**
 * The β-VAE score: how often a linear classifier says right which factor a group shares, of how far the codes of its pairs are
 * apart. It is fit to every other group of each factor and tried on the rest.
 *
 * It comes to 1 long before codes are disentangled: a rotated code has it too where other latents are still. Of F factors a
 * code that says nothing has `1 / F`.
 *
 * Range: from 0 to 1. Errors: a `ShapeError` for fewer than two groups of factors, or groups of fewer than two examples.
 * Source: Higgins et al., "beta-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework", ICLR 2017, section 3.
 */
export const betaVaeScore = (groups: readonly Group[]): number => {
  checkedGroups('betaVaeScore', groups)
  const names = factorsOf(groups)
  const labelsOf = (all: readonly GroupOf[]): readonly number[] => all.map(({ factor }) => names.indexOf(factor))
  const [fit, tried] = halves(groups)
  return accuracyOf(logistic(differences(fit), labelsOf(fit), names.length)(differences(tried)), labelsOf(tried))
}
