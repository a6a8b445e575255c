/** MIG: whether one latent alone tells of each factor. */

import { type BinOptions, type Codes, checkedCodes, informedBy, meanOfKnown, type PerFactor } from './codes.js'

/** The mutual information gap. */
export interface Mig {
  /** `null` where no factor varies. Range: from 0 to 1. */
  readonly score: number | null
  readonly factors: PerFactor
}

const gapOf = (information: readonly number[], entropy: number): number => {
  const [most = 0, next = 0] = information.toSorted((one, other) => other - one)
  return (most - next) / entropy
}

/**
 * The mutual information gap: by how much the latent that tells most of a factor tells more than the next, over the entropy of the
 * factor; a mean over factors.
 *
 * Of means of q(z|x) in bins of as many numbers each, as disentanglement_lib has it but for its bins of one width; Chen et al. take
 * samples. Numbers of one do not compare with those of another. Information is corrected for how few examples there are.
 *
 * Range: from 0 to 1. Errors: a `ShapeError` when there are not as many factors as codes.
 * Source: Chen et al., "Isolating Sources of Disentanglement in Variational Autoencoders", arXiv:1802.04942, equation 6.
 *
 * @example
 * const values = [0, 1, 0, 1]
 * mig({ codes: ofRows([[0, 5], [1, 5], [0, 5], [1, 5]]), factors: { bit: { values, levels: ['no', 'yes'] } } }).score
 * //=> 1
 */
export const mig = (given: Codes, options: BinOptions = {}): Mig => {
  checkedCodes('mig', given)
  const { names, entropies, information } = informedBy(given, options)
  const gaps = information.map((own, factor) => {
    const entropy = entropies[factor] as number
    return entropy === 0 ? null : gapOf(own, entropy)
  })
  return { score: meanOfKnown(gaps), factors: Object.fromEntries(names.map((name, at) => [name, gaps[at] ?? null])) }
}
