/** Whether an objective fits a model of joint distributions: its latents by name, and their KL divergences in closed form. */

import { type AtSamples, isAtSamples, isDrawn, sources } from '../joints/graph.js'
import type { AnyJoint } from '../joints/joint.js'
import type { Ask, AskEachValue, AskVariable } from '../losses/asks.js'
import type { NeedsClosedKl, NeedsPosteriorDensity } from '../losses/atoms.js'
import type { ClosedKlsNeeded } from '../losses/byVariable.js'
import { noLatentOfFew } from '../losses/sums.js'
import { closedFault } from '../models/joint/kl.js'
import { noLatent } from '../models/joint/latents.js'
import { blockedOf, sidesOf, summable } from '../models/joint/sides.js'
import type { Said } from '../shapes/message.js'
import { type AtItsSamples, atItsSamples } from './checkPosterior.js'

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

const notObserved = <Name extends string>(name: Name) => `nothing that the model observes is ${name}` as const
const noLatentShown = <Name extends string>(name: Name) =>
  `the model has no latent ${name} that another part is shown` as const

type NoVariable<Name extends string, Missing extends string> = Name extends 'logLikelihoods'
  ? Said<typeof notObserved<Missing>>
  : Name extends 'sums'
    ? Said<typeof noLatentOfFew<Missing>>
    : Name extends 'logPosteriorsAtData'
      ? Said<typeof noLatentShown<Missing>>
      : Said<typeof noLatent<Missing>>

const noVariable = (of: string, missing: string): string =>
  of === 'logLikelihoods'
    ? notObserved(missing)
    : of === 'sums'
      ? noLatentOfFew(missing)
      : of === 'logPosteriorsAtData'
        ? noLatentShown(missing)
        : noLatent(missing)

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
        [Latent in keyof Needs[Name] & keyof Supplies[Name]]: 'sums' extends keyof Under<Needs[Name][Latent]>
          ? SumInSum<Latent & string>
          : OfVariables<Under<Needs[Name][Latent]>, Under<Supplies[Name][Latent]>>
      }[keyof Needs[Name] & keyof Supplies[Name]]
    : never
}[keyof Needs & keyof Supplies]

type Under<Each> = Each extends { readonly supplied: infer Supplied } ? Supplied : never

/** Sums over two latents would be one over all pairs of their values. */
type SumInSum<Latent extends string> = Said<typeof sumInSum<Latent>>
const sumInSum = <Latent extends string>(latent: Latent) =>
  `the sum over ${latent} is of a term that sums over another latent` as const

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

const undenseLatent = <Name extends string, Message extends string>(name: Name, message: Message) =>
  `${name}: ${message}` as const

/** The message for the first latent whose density is needed elsewhere than at its own samples; else `unknown`. */
export type UndenseLatent<Needs, Supplies> =
  NeedsPosteriorDensity<Needs> extends true
    ? Supplies extends { readonly variables?: infer Q; readonly order?: infer Order }
      ? [FirstIn<Order, AtSamples<NonNullable<Q>>>] extends [never]
        ? unknown
        : Said<typeof undenseLatent<FirstIn<Order, AtSamples<NonNullable<Q>>> & string, AtItsSamples<'ForwardFlow'>>>
      : unknown
    : unknown

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/** What is read of a model of joint distributions. */
export interface AnyJointModel {
  readonly p: AnyJoint
  readonly q: AnyJoint
}

/** Whether a model is one of joint distributions; of another the compiler alone knows its variables. */
export const isJointModel = (model: object): model is AnyJointModel =>
  'p' in model && 'q' in model && 'latents' in model

/** The latents of a part whose values the data may have: q draws them from nothing through which no gradient goes. */
const seenLatents = ({ p, q }: AnyJointModel, shown: readonly string[]): readonly string[] => {
  const blocked = blockedOf(sidesOf(p, q))
  return shown.filter((name) => {
    const variable = q.variables[name]
    return variable !== undefined && isDrawn(variable) && ![...sources(q, name)].some((each) => blocked.includes(each))
  })
}

/** The names of what is supplied of each variable. `shown` are the fields of all parts. */
const variablesOf = ({ p, q }: AnyJointModel, of: string, shown: readonly string[]): readonly string[] => {
  const sides = sidesOf(p, q)
  if (of === 'logPosteriorsAtData') return seenLatents({ p, q }, shown)
  const variables = of === 'logLikelihoods' ? sides.observed : of === 'sums' ? summable(sides) : sides.latents
  return variables.map(({ name }) => name)
}

/** The first KL divergence of some latents, or of all, that has no closed form: in the order of q. */
const firstUnclosed = ({ p, q }: AnyJointModel, asked: ReadonlySet<string | null>, summed?: string): string | null => {
  const latents = sidesOf(p, q).latents.map(({ name }) => name)
  const faults = latents
    .filter((name) => asked.has(null) || asked.has(name))
    .map((name) => closedFault(p, q, latents, name, summed))
  return faults.find((fault) => fault !== null) ?? null
}

const isOf =
  <Tag extends Ask['_tag']>(tag: Tag) =>
  (ask: Ask): ask is Extract<Ask, { readonly _tag: Tag }> =>
    ask._tag === tag

const nameFault = (model: AnyJointModel, asks: readonly AskVariable[], shown: readonly string[]): string | null => {
  const missing = asks.find(({ of, name }) => !variablesOf(model, of, shown).includes(name))
  return missing === undefined ? null : noVariable(missing.of, missing.name)
}

/** The message for the first latent whose density is known at its own samples alone, or `null`. */
const undenseFault = ({ p, q }: AnyJointModel): string | null => {
  const found = sidesOf(p, q).latents.find(isAtSamples)
  return found === undefined ? null : undenseLatent(found.name, atItsSamples(found.from))
}

const underFault = (model: AnyJointModel, { latent, needs, asks = [] }: AskEachValue): string | null =>
  needs.includes('sums') ? sumInSum(latent) : variablesFault(model, asks, [], latent)

/**
 * The message for a variable that a model of joint distributions does not have, or whose KL divergence has no closed form, or
 * `null`: the run-time version of `OfVariables`. `summed` is the latent that takes each of its values.
 */
export const variablesFault = (
  model: AnyJointModel,
  asks: readonly Ask[],
  shown: readonly string[] = [],
  summed?: string,
): string | null =>
  nameFault(model, asks.filter(isOf('variable')), shown) ??
  firstUnclosed(model, new Set(asks.filter(isOf('closed kl')).map(({ latent }) => latent)), summed) ??
  (asks.some(isOf('density')) ? undenseFault(model) : null) ??
  asks
    .filter(isOf('each value'))
    .map((each) => underFault(model, each))
    .find((fault) => fault !== null) ??
  null
