/** A model of several that share what has one name: an image with its label and an image alone, two views and each alone. */

import { remembered } from '../../joints/evaluation.js'
import type { Drawn, GradientOf, OriginAt, Sources } from '../../joints/graph.js'
import type { HasLogPosteriorsAtData } from '../../losses/byVariable.js'
import type { HasKey } from '../../losses/term.js'
import { child, type Key } from '../../random/key.js'
import { refuse } from '../../shapes/defect.js'
import type { RecordModel } from '../record.js'
import { type Batch, type SideParams, sidesOf } from './sides.js'
import { posteriorsAtData } from './supply.js'
import { type AnyPart, type At, type CheckedPart, type KeysOf, partsFault } from './togetherCheck.js'
import type { JointParams, JointVae } from './vae.js'

// -----------------------------------------------------------------------------
// the whole, in the types
// -----------------------------------------------------------------------------

type FieldsIn<Model> = Model extends { readonly fields: infer Fields } ? Fields : never

/** The fields of all parts. */
type FieldsOfAll<Parts> = {
  readonly [Name in KeysOf<FieldsIn<Parts[keyof Parts]>>]: At<FieldsIn<Parts[keyof Parts]>, Name>
}

type SideParamsOf<Model, Side> =
  Model extends JointVae<infer P, infer Q, infer _Latents> ? JointParams<P, Q>[Side & keyof JointParams<P, Q>] : never

/** Of some parameters of one name those of all: of experts each by its name. */
type Merged<Params> = [Params] extends [{ readonly experts: infer Experts }]
  ? { readonly experts: { readonly [Name in KeysOf<Experts>]: At<Experts, Name> } }
  : Params

type SideOfAll<Union> = { readonly [Name in KeysOf<Union>]: Merged<At<Union, Name>> }

/** The parameters of all parts, what has one name once. A type and not an interface, so that it is a tree. */
export type TogetherParams<Parts> = {
  readonly p: SideOfAll<SideParamsOf<Parts[keyof Parts], 'p'>>
  readonly q: SideOfAll<SideParamsOf<Parts[keyof Parts], 'q'>>
}

type SuppliesIn<Model> = Model extends { readonly supply: (params: never) => (observed: never) => infer Supplied }
  ? Supplied
  : never

/** The latents of a part that the data may have: q draws them from nothing through which no gradient goes. */
type SeenLatents<Q, Shown> = {
  [Name in Drawn<Q> & Shown]: ScoredOf<Q, Extract<Sources<Q, Name>, Drawn<Q>>> extends never ? Name : never
}[Drawn<Q> & Shown]

type ScoredOf<Q, Names> = Names extends keyof Q
  ? GradientOf<OriginAt<Q, Names>> extends 'score'
    ? Names
    : never
  : never

type SuppliesOfPart<Model, Shown> =
  Model extends JointVae<infer _P, infer Q, infer _Latents>
    ? SuppliesIn<Model> & HasKey & HasLogPosteriorsAtData<SeenLatents<Q, Shown> & string>
    : never

/** What a model of several supplies: what each part supplies, by its name. */
export interface TogetherSupplies<out Supplied> {
  readonly parts: Supplied
}

/** A model of several. */
export interface Together<in out Parts>
  extends RecordModel<
    FieldsOfAll<Parts>,
    TogetherParams<Parts>,
    TogetherSupplies<{
      readonly [Part in keyof Parts]: SuppliesOfPart<Parts[Part], KeysOf<FieldsIn<Parts[keyof Parts]>>>
    }>
  > {
  readonly parts: Parts
}

/** The model of several parts. */
type TogetherOf<Parts> = [keyof Parts] extends [never] ? never : Together<Parts>

// -----------------------------------------------------------------------------
// parameters
// -----------------------------------------------------------------------------

type Named = { readonly [name: string]: unknown }

/** The parameters of experts by their names, or `null` for a network without experts. */
const expertsIn = (parameters: unknown): Named | null =>
  typeof parameters === 'object' && parameters !== null && 'experts' in parameters
    ? (parameters.experts as Named) // safe: those of a network of experts
    : null

/** Two parameters of one name: the same, or those of some experts each. */
const mergedOf = (one: unknown, other: unknown): unknown => {
  const [own, others] = [expertsIn(one), expertsIn(other)]
  return own === null || others === null ? one : { experts: { ...others, ...own } }
}

const mergedSide = (one: Named, other: Named): Named => ({
  ...other,
  ...Object.fromEntries(
    Object.entries(one).map(([name, each]) => [name, name in other ? mergedOf(each, other[name]) : each]),
  ),
})

const merged = (one: SideParams, other: SideParams): SideParams => ({
  p: mergedSide(one.p, other.p),
  q: mergedSide(one.q, other.q),
})

// -----------------------------------------------------------------------------
// supply
// -----------------------------------------------------------------------------

/** A part when the program runs. */
interface Model extends AnyPart {
  readonly supplies: readonly string[]
  readonly init: (key: Key) => SideParams
  readonly supply: (params: SideParams) => (observed: never) => object
}

/** What the whole is shown. */
interface Observed extends Batch {
  readonly masks: Named
}

const kept = <Value>(all: { readonly [name: string]: Value }, names: object): { readonly [name: string]: Value } =>
  Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(names, name)))

/** What one part supplies, a key for terms that draw, and `log q` of its latents at what the data has of them. */
const supplyOf = (name: string, model: Model, params: SideParams, observed: Observed): object => {
  const own = { ...observed, key: child(name)(observed.key), values: kept(observed.values, model.fields) }
  const seen = kept(observed.values, model.q.variables)
  // safe: the fields of a part are among those of the whole
  return Object.create(model.supply(params)(own as never), {
    key: { value: child('terms')(own.key) },
    logPosteriorsAtData: { get: () => posteriorsAtData(sidesOf(model.p, model.q), params, own, seen) },
  })
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/**
 * A model of several models of joint distributions, its parts, which share what has one name in p or in q: one network, with one
 * set of parameters. `Elbo.within('labelled')` is of one part, and `Elbo.whereObserved('label')` joins terms of two.
 *
 * A field that some parts are shown and others draw may be observed for some rows alone. A part supplies, of a latent that the
 * data has, `log q` there: `Elbo.logPosteriorAtData`.
 *
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it, and where networks of one name are two
 * values of one type.
 * Source: Kingma, Rezende, Mohamed and Welling, "Semi-supervised Learning with Deep Generative Models", arXiv:1406.5298, section
 * 3.1; Wu and Goodman, "Multimodal Generative Models for Scalable Weakly-Supervised Learning", arXiv:1802.05335, section 2.2.
 */
export const together = <Parts>(
  parts: { readonly [Part in keyof Parts]: CheckedPart<Parts, Part> },
): TogetherOf<Parts> => {
  const given = { ...parts } as unknown as { readonly [part: string]: Model } // safe: `partsFault` asks
  const models = Object.entries(given)
  const fault = partsFault(models)
  if (fault !== null) refuse(fault)
  const supplies = (model: Model) => ({ ...model, supplies: [...model.supplies, 'logPosteriorsAtData'] })
  const whole = {
    name: 'together',
    parts: Object.fromEntries(models.map(([name, model]) => [name, supplies(model)])),
    fields: Object.assign({}, ...models.map(([, { fields }]) => fields)),
    supplies: ['parts'],
    init: (key: Key) => models.map(([, model]) => model.init(key)).reduce(merged),
    supply: (params: SideParams) => (observed: Observed) => {
      const supplied = remembered((name) => supplyOf(name, given[name] as Model, params, observed)) // safe: it is the name of a part
      return {
        parts: Object.defineProperties(
          {},
          Object.fromEntries(models.map(([name]) => [name, { enumerable: true, get: () => supplied(name) }])),
        ),
      }
    },
  }
  return whole as never // safe: `partsFault` is the run-time version of `CheckedPart`
}
