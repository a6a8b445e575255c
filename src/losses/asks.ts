/** What a term needs from a model besides the names of what the model supplies, for the run-time checks. */

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A variable by its name, among what is supplied of each under `of`. */
export interface AskVariable {
  readonly _tag: 'variable'
  readonly of: string
  readonly name: string
}

/** The KL divergence in closed form of a latent, or where none is named that of all. */
export interface AskClosedKl {
  readonly _tag: 'closed kl'
  readonly latent: string | null
}

/** The density of the posterior elsewhere than at its own samples. */
export interface AskDensity {
  readonly _tag: 'density'
}

/** What is asked where a latent takes each of its values in turn: names, and what is beyond them. */
export interface AskEachValue extends Asking {
  readonly _tag: 'each value'
  readonly latent: string
}

/** What is asked of a part of a model of several. */
export interface AskPart {
  readonly _tag: 'part'
  readonly part: string
  readonly asks: readonly Ask[]
}

/** What is asked of the examples that have no value of a field. */
export interface AskUnobserved extends Asking {
  readonly _tag: 'unobserved'
  readonly field: string
}

/** One thing that a term asks of a model. */
export type Ask = AskVariable | AskClosedKl | AskDensity | AskEachValue | AskPart | AskUnobserved

/** The names that a term needs, and what it asks beyond them. */
export interface Asking {
  readonly needs: readonly string[]
  readonly asks?: readonly Ask[] | undefined
}

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/**
 * A variable that is supplied by its name.
 *
 * @example
 * variable('logPriors', 'z')
 * //=> { _tag: 'variable', of: 'logPriors', name: 'z' }
 */
export const variable = (of: string, name: string): Ask => ({ _tag: 'variable', of, name })

/**
 * The KL divergence in closed form of one latent, or of all together.
 *
 * @example
 * closedKl(null)
 * //=> { _tag: 'closed kl', latent: null }
 */
export const closedKl = (latent: string | null): Ask => ({ _tag: 'closed kl', latent })

/** The density of the posterior everywhere. */
export const DENSITY: Ask = { _tag: 'density' }

/** What several terms ask together. */
export const asksOf = (...terms: readonly Asking[]): readonly Ask[] => terms.flatMap(({ asks = [] }) => asks)
