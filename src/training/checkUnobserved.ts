/** Whether what counts where a field is not observed depends on that field: a message for the part that is shown it. */

import type { OriginAt } from '../joints/graph.js'
import type { Ask, AskUnobserved } from '../losses/asks.js'
import type { UnobservedIn } from '../losses/observed.js'
import { neededOfPart } from '../losses/within.js'
import type { Said } from '../shapes/message.js'
import type { AnyJointModel } from './checkJoint.js'

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

type ShownToPart<Field extends string, Part extends string> = Said<typeof shownToPart<Field, Part>>
const shownToPart = <Field extends string, Part extends string>(field: Field, part: Part) =>
  `whereObserved: part ${part} is shown ${field}, so it is not for the rows without: take a part that is not` as const

type ShownToModel<Field extends string> = Said<typeof shownToModel<Field>>
const shownToModel = <Field extends string>(field: Field) =>
  `whereObserved: the model is shown ${field}, so it is not for the rows without: take Vae.together and a part that is not` as const

// -----------------------------------------------------------------------------
// in the types
// -----------------------------------------------------------------------------

/** What is not of all variables together. */
const BY_NAME = ['kls', 'logPriors', 'logPosteriors', 'latents', 'logLikelihoods', 'key'] as const

/** Whether a variable of p is drawn or computed from another. */
type HasChildren<P, Name> = true extends {
  [Each in keyof P]: P[Each] extends { readonly needs: infer Needs } ? (Name extends keyof Needs ? true : false) : false
}[keyof P]
  ? true
  : false

/**
 * Whether a term of a model depends on a variable that it is shown: always where q or something of p is given it, else where
 * its log-likelihood is read.
 */
type IsRead<P, Q, Name, Needs> = true extends
  | HasChildren<P, Name>
  | (Name extends keyof Q ? true : false)
  | (OriginAt<P, Name> extends 'given' ? true : false)
  ? true
  : [Exclude<keyof Needs & string, (typeof BY_NAME)[number]>] extends [never]
    ? Name extends keyof Needs['logLikelihoods' & keyof Needs]
      ? true
      : false
    : true

/** Whether a model of joint distributions is shown a field and a term of it depends on that. */
type Depends<Given, Field, Needs> = Given extends {
  readonly p: { readonly variables: infer P }
  readonly q: { readonly variables: infer Q }
  readonly fields: infer Fields
}
  ? Field extends keyof Fields
    ? IsRead<P, Q, Field, Needs>
    : false
  : false

type OfParts<Parts, Field extends string, Needs> = {
  [Part in keyof Needs & keyof Parts]: Depends<Parts[Part], Field, Needs[Part]> extends true
    ? ShownToPart<Field, Part & string>
    : never
}[keyof Needs & keyof Parts]

type OfField<Given, Field extends string, Needs> = Given extends { readonly parts: infer Parts }
  ? 'parts' extends keyof Needs
    ? OfParts<Parts, Field, Needs['parts']>
    : never
  : Depends<Given, Field, Needs> extends true
    ? ShownToModel<Field>
    : never

type OfFields<Given, Fields> = {
  [Field in keyof Fields & string]: OfField<Given, Field, Fields[Field]>
}[keyof Fields & string]

/** The message for what counts where a field is not observed and depends on it, or `never`. */
export type UnobservedFault<Given, Needs> = OfFields<Given, UnobservedIn<Needs>>

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/** A model of joint distributions, and what it is shown. */
interface Shown extends AnyJointModel {
  readonly fields: object
}

const hasChildren = ({ p }: AnyJointModel, name: string): boolean =>
  Object.values(p.variables).some(({ built }) => Object.hasOwn(built.takes, name))

/** What a term needs of a part, or of a model without parts. */
const neededOf = (needs: readonly string[], part: string | null): readonly string[] =>
  needs.flatMap((each) => {
    const needed = neededOfPart(each)
    return needed === null ? (part === null ? [each] : []) : needed.part === part ? [needed.need] : []
  })

interface AskedOf {
  readonly field: string
  /** The variables whose log-likelihoods are read by name. */
  readonly likelihoods: readonly string[]
}

/** The variables whose log-likelihoods a term reads by name, of a part or of a model without parts. */
const likelihoodsOf = (asks: readonly Ask[], part: string | null): readonly string[] =>
  asks.flatMap((ask) =>
    ask._tag === 'part' && ask.part === part
      ? likelihoodsOf(ask.asks, null)
      : ask._tag === 'variable' && part === null && ask.of === 'logLikelihoods'
        ? [ask.name]
        : [],
  )

const depends = (model: Shown, { field, likelihoods }: AskedOf, needs: readonly string[]): boolean =>
  needs.length > 0 &&
  Object.hasOwn(model.fields, field) &&
  (hasChildren(model, field) ||
    Object.hasOwn(model.q.variables, field) ||
    model.p.variables[field]?.from === 'given' ||
    !needs.every((each) => (BY_NAME as readonly string[]).includes(each)) ||
    likelihoods.includes(field))

/** The run-time version of `UnobservedFault`, of a model of joint distributions or of each of its parts by their names. */
export const unobservedFault = (
  { field, needs, asks = [] }: AskUnobserved,
  models: readonly (readonly [part: string | null, model: Shown])[],
): string | null => {
  const found = models.find(([part, model]) =>
    depends(model, { field, likelihoods: likelihoodsOf(asks, part) }, neededOf(needs, part)),
  )
  return found === undefined ? null : found[0] === null ? shownToModel(field) : shownToPart(field, found[0])
}
