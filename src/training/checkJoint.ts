/** Whether an objective fits a model of joint distributions: its latents by name, and their KL divergences in closed form. */

import type { NeedsClosedKl } from '../losses/atoms.js'
import type { ClosedKlsNeeded } from '../losses/byVariable.js'

// -----------------------------------------------------------------------------
// variables by name
// -----------------------------------------------------------------------------

/** What is supplied of each variable by its name. */
export type ByName = 'kls' | 'logPriors' | 'logPosteriors' | 'logLikelihoods' | 'latents' | 'sums'

/** The same, and what a part of a model of several has besides. */
export type OfVariable = ByName | 'logPosteriorsAtData'

export const BY_NAME: readonly string[] = [
  'kls',
  'logPriors',
  'logPosteriors',
  'logLikelihoods',
  'latents',
  'sums',
] satisfies readonly ByName[]

type NoVariable<Name extends string, Missing extends string> = Name extends 'logLikelihoods'
  ? `nothing that the model observes is ${Missing}`
  : Name extends 'sums'
    ? `the model has no latent ${Missing} of few values`
    : Name extends 'logPosteriorsAtData'
      ? `the model has no latent ${Missing} that another part is shown`
      : `the model has no latent ${Missing}`

/** The message for a variable that a term asks for and the model does not have, or `never`. */
export type NameFault<Needs, Supplies> = {
  [Name in keyof Needs & keyof Supplies & OfVariable]: Exclude<
    keyof Needs[Name],
    keyof Supplies[Name]
  > extends infer Missing
    ? Missing extends string
      ? string extends Missing
        ? never
        : NoVariable<Name, Missing>
      : never
    : never
}[keyof Needs & keyof Supplies & OfVariable]

// -----------------------------------------------------------------------------
// closed forms
// -----------------------------------------------------------------------------

/** The first message of some latents, in the order of q, or `never`. */
type FirstOf<Closed, Order, Names> = Order extends readonly [infer Name, ...infer Rest]
  ? Name extends Names
    ? Name extends keyof Closed
      ? Closed[Name] extends true
        ? FirstOf<Closed, Rest, Names>
        : Closed[Name]
      : FirstOf<Closed, Rest, Names>
    : FirstOf<Closed, Rest, Names>
  : never

/** The message for a latent whose KL divergence has no closed form, where the objective needs one, or `never`. */
export type KlFault<Needs, Supplies> = Supplies extends { readonly closed?: infer Closed; readonly order?: infer Order }
  ? NeedsClosedKl<Needs> extends true
    ? FirstOf<NonNullable<Closed>, Order, keyof NonNullable<Closed>>
    : FirstOf<NonNullable<Closed>, Order, ClosedKlsNeeded<Needs>>
  : never

// -----------------------------------------------------------------------------
// under a sum over the values of a latent
// -----------------------------------------------------------------------------

/** What a term needs, and what the model supplies, where a latent takes each of its values in turn. */
type UnderSums<Needs, Supplies> = {
  [Name in keyof Needs & keyof Supplies]: Name extends 'sums'
    ? {
        [Latent in keyof Needs[Name] & keyof Supplies[Name]]: OfVariables<
          Under<Needs[Name][Latent]>,
          Under<Supplies[Name][Latent]>
        >
      }[keyof Needs[Name] & keyof Supplies[Name]]
    : never
}[keyof Needs & keyof Supplies]

type Under<Each> = Each extends { readonly supplied: infer Supplied } ? Supplied : never

/** The message for a variable that the model does not have or whose KL divergence has no closed form, or `never`. */
export type OfVariables<Needs, Supplies> = [NameFault<Needs, Supplies>] extends [never]
  ? [KlFault<Needs, Supplies>] extends [never]
    ? UnderSums<Needs, Supplies>
    : KlFault<Needs, Supplies>
  : NameFault<Needs, Supplies>

// -----------------------------------------------------------------------------
// gradients
// -----------------------------------------------------------------------------

type FirstIn<Order, Names> = Order extends readonly [infer Name, ...infer Rest]
  ? Name extends Names
    ? Name
    : FirstIn<Rest, Names>
  : never

/** The first latent through whose samples no gradient goes, or `never`. */
export type BlockedBy<Supplies> = 'blocked' extends keyof Supplies
  ? Supplies extends { readonly blocked?: infer Blocked; readonly order?: infer Order }
    ? FirstIn<Order, Blocked> & string
    : never
  : never
