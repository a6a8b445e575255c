/** Modularity: whether each latent tells of one factor alone. */

import { type BinOptions, type Codes, checkedCodes, informedBy, meanOfKnown } from './codes.js'

/** Modularity. */
export interface Modularity {
  /** `null` where no latent tells of any factor, or there is one factor alone. Range: from 0 to 1. */
  readonly score: number | null
  /** Of each latent; `null` of one that tells of none. */
  readonly latents: readonly (number | null)[]
}

/** A latent that tells less of every factor than so much of its entropy tells of none: it is noise. */
const LEAST = 0.01

const modularityOf = (information: readonly number[], entropies: readonly number[]): number | null => {
  const most = Math.max(...information)
  const entropy = entropies[information.indexOf(most)] ?? 0
  if (information.length < 2 || most <= LEAST * entropy) return null
  const others = information.reduce((sum, each) => sum + (each / most) ** 2, 0) - 1
  return 1 - others / (information.length - 1)
}

/**
 * Modularity: 1 less the squares of what a latent tells of all factors but the one that it tells most of, over the square of
 * that; a mean over latents.
 *
 * A latent that tells of no factor says nothing and is left out: it would count as perfect, or as noise has it. Factors that do not
 * vary are left out.
 *
 * Range: from 0 to 1. Errors: a `ShapeError` when there are not as many factors as codes.
 * Source: Ridgeway and Mozer, "Learning Deep Disentangled Embeddings with the F-Statistic Loss", arXiv:1802.05312, section 3.
 */
export const modularity = (given: Codes, options: BinOptions = {}): Modularity => {
  checkedCodes('modularity', given)
  const { entropies, information } = informedBy(given, options)
  const varying = entropies.flatMap((entropy, factor) => (entropy > 0 ? [factor] : []))
  const latents = Array.from({ length: given.codes.columns }, (_, latent) =>
    modularityOf(
      varying.map((factor) => information[factor]?.[latent] as number),
      varying.map((factor) => entropies[factor] as number),
    ),
  )
  return { score: meanOfKnown(latents), latents }
}
