/** What is proved of terms of single variables depends on which variables a model has: all of them together are a bound. */

import type { Guarantee, IsBound, OfParts } from './proof.js'
import { isBound, ofParts } from './proof.js'

/** What stands for one latent in a bound: less its KL divergence, estimated or at least once. */
type OfLatent<Name extends string> = `-kl of ${Name}` | `-kl of ${Name}, at least once` | `-log q - log p of ${Name}`

/** Whether a term has one atom for each of some latents. */
type HasAll<A extends string, Latents extends string> = false extends {
  [Name in Latents]: [Extract<A, OfLatent<Name>>] extends [never] ? false : true
}[Latents]
  ? false
  : true

/** The KL divergences of all latents as that of all together, by the chain rule. */
type KlTogether<A extends string, Latents extends string> = [Latents] extends [never]
  ? A
  : HasAll<A, Latents> extends true
    ?
        | Exclude<A, OfLatent<Latents>>
        | ([Extract<A, `${string}, at least once`>] extends [never] ? '-kl' : '-kl, at least once')
    : A

/** The log-likelihoods of all that is observed as that of all together. */
type LikelihoodTogether<A extends string, Observed extends string> = [Observed] extends [never]
  ? A
  : [`+log p of ${Observed}`] extends [A]
    ? Exclude<A, `+log p of ${Observed}`> | '+log p(x|z)'
    : A

/** The variables of a model: what its latents are, and what it observes. */
export interface ModelNames {
  readonly latents?: readonly string[]
  readonly observed?: readonly string[]
  /** The parts of a model that is made of several. */
  readonly parts?: { readonly [part: string]: PartNames }
}

/** What is read of a part: the fields that it is shown, and what it supplies. */
export interface PartNames {
  readonly fields: object
  readonly supplies: readonly string[]
  /** The latents through whose samples no gradient goes, in their order. */
  readonly blocked?: readonly string[]
}

/**
 * The atoms of a term of single variables as those of all of them, where they are all there.
 *
 * Source: the chain rule of relative entropy: Cover and Thomas, "Elements of Information Theory", 2nd edition, theorem 2.5.3.
 */
export type Together<A extends string, Latents extends string, Observed extends string> = LikelihoodTogether<
  KlTogether<A, Latents>,
  Observed
>

/** The run-time version of `Together`. */
export const together = (a: readonly string[], { latents = [], observed = [] }: ModelNames): readonly string[] => {
  const ofLatents = latents.map((name) => [
    `-kl of ${name}`,
    `-kl of ${name}, at least once`,
    `-log q - log p of ${name}`,
  ])
  const hasLatents = latents.length > 0 && ofLatents.every((atoms) => atoms.some((atom) => a.includes(atom)))
  const ofObserved = observed.map((name) => `+log p of ${name}`)
  const hasObserved = observed.length > 0 && ofObserved.every((atom) => a.includes(atom))
  const replaced = [...(hasLatents ? ofLatents.flat() : []), ...(hasObserved ? ofObserved : [])]
  const kl = a.some((atom) => atom.endsWith(', at least once')) ? `-kl, at least once` : '-kl'
  return [
    ...a.filter((atom) => !replaced.includes(atom)),
    ...(hasLatents ? [kl] : []),
    ...(hasObserved ? ['+log p(x|z)'] : []),
  ]
}

/** What is proved about the terms of two parts that differ only in one field: one part is shown it and the other is not. */
type BoundsOfParts<Fields> = {
  [Seen in keyof Fields]: {
    [Unseen in keyof Fields]: [Exclude<Fields[Unseen], Fields[Seen]>] extends [never]
      ? Exclude<Fields[Seen], Fields[Unseen]> extends infer Field
        ? Field extends string
          ? [Exclude<Fields[Seen], Fields[Unseen]>] extends [Field]
            ? OfParts<Field, Seen & string, Unseen & string>
            : never
          : never
        : never
      : never
  }[keyof Fields]
}[keyof Fields]

/** The run-time version of `BoundsOfParts`. */
const boundsOfParts = ({ parts = {} }: ModelNames): readonly string[] =>
  Object.entries(parts).flatMap(([seen, { fields }]) =>
    Object.entries(parts).flatMap(([unseen, other]) => {
      const missing = Object.keys(fields).filter((field) => !Object.hasOwn(other.fields, field))
      const isPart = Object.keys(other.fields).every((field) => Object.hasOwn(fields, field))
      return isPart && missing.length === 1 ? [ofParts(missing[0] as string, seen, unseen)] : []
    }),
  )

/**
 * Whether a term bounds the log-likelihood of what a model observes, given its conditions. `Fields` are the names of the fields
 * of each part of a model of several.
 */
export type IsBoundOf<A extends string, Latents extends string, Observed extends string, Fields = never> =
  IsBound<A> extends true
    ? true
    : [Fields] extends [never]
      ? IsBound<Together<A, Latents, Observed>>
      : [A] extends [BoundsOfParts<Fields>]
        ? true
        : false

/** The run-time version of `IsBoundOf`. */
export const isBoundOf = (a: readonly string[], names: ModelNames): boolean =>
  isBound(a) || isBound(together(a, names)) || (a.length === 1 && boundsOfParts(names).includes(a[0] as string))

/** What is known of an objective of a model. */
export const guaranteeFor =
  (names: ModelNames) =>
  ({ content }: { readonly content: readonly string[] }): Guarantee =>
    isBoundOf(content, names) ? 'bound' : 'objective'

/** The names of the latents of a model of joint distributions; `never` of another. */
export type LatentsOf<Given> = NamesIn<Given, 'kls'>

/** The names of what a model of joint distributions observes; `never` for any other model. */
export type ObservedOf<Given> = NamesIn<Given, 'logLikelihoods'>

type NamesIn<Given, Of extends string> = Given extends {
  readonly latents: unknown
  readonly supply: (params: never) => (observed: never) => infer Supplies
}
  ? Of extends keyof Supplies
    ? keyof Supplies[Of] & string
    : never
  : never

/** The names of the fields of each part of a model of several; `never` of another. */
export type FieldsOfParts<Given> = Given extends { readonly parts: infer Parts }
  ? { readonly [Part in keyof Parts]: Parts[Part] extends { readonly fields: infer Fields } ? keyof Fields : never }
  : never
