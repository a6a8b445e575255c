/** What scores of disentanglement are of: codes, and the factors that the examples were made from. */

import { refuse } from '../../shapes/defect.js'
import { type Binned, binned, entropyOf, informationOf } from '../numbers/information.js'
import { columnsOf, type Matrix, meanOf, sameRows } from '../numbers/matrix.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The numbers of a factor, one an example. Those of `Data.sprites` are such. */
export interface FactorValues {
  readonly values: ArrayLike<number>
  /** The names of its numbers 0, 1, …, or `null` where it is continuous. */
  readonly levels: readonly string[] | null
}

/** Factors by their names. */
export type NamedFactors = Readonly<Record<string, FactorValues>>

/** The codes of examples, the means of q(z|x), and the factors of these examples. Shapes: the codes are `[Row, Latent]`. */
export interface Codes {
  readonly codes: Matrix
  readonly factors: NamedFactors
}

/** A score of each factor: `null` of one that does not vary, of which nothing can be said. */
export type PerFactor = Readonly<Record<string, number | null>>

/** How many bins numbers are put in. */
export interface BinOptions {
  /** 20, if left out. */
  readonly bins?: number
}

export const BINS = 20

// -----------------------------------------------------------------------------
// what is read of them
// -----------------------------------------------------------------------------

/** Refuses factors of other examples than the codes. Errors: a `ShapeError`. */
export const checkedCodes = (what: string, { codes, factors }: Codes): void => {
  for (const { values } of Object.values(factors)) sameRows(what, codes.rows, values.length)
  if (codes.rows < 2) refuse(`${what}: takes 2 examples or more but is given ${codes.rows}`)
}

/** The mean of what is a number, or `null` where nothing is. */
export const meanOfKnown = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : meanOf(known)
}

/** A factor in bins: its levels, or as many bins as numbers are put in. */
export const binnedFactor = ({ values, levels }: FactorValues, bins: number): Binned =>
  binned(levels === null ? bins : Math.max(1, levels.length))(values)

/** How much each latent says of each factor. */
export interface Informed {
  readonly names: readonly string[]
  /** Of each factor. Units: nats. */
  readonly entropies: readonly number[]
  /** Of each factor for each latent. Units: nats. */
  readonly information: readonly (readonly number[])[]
}

/** The mutual information of each latent with each factor. */
export const informedBy = ({ codes, factors }: Codes, { bins = BINS }: BinOptions): Informed => {
  const latents = columnsOf(codes).map(binned(bins))
  const all = Object.values(factors).map((factor) => binnedFactor(factor, bins))
  return {
    names: Object.keys(factors),
    entropies: all.map((factor) => (factor.count > 1 ? entropyOf(factor) : 0)),
    information: all.map((factor) => latents.map(informationOf(factor))),
  }
}
