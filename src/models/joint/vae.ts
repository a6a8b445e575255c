/** A variational autoencoder of two joint distributions: p of everything, and q of what is not observed. */

import type { JointPosterior } from '../../distributions/family.js'
import type { JointPrior } from '../../distributions/priors.js'
import type { Support } from '../../distributions/support.js'
import type { Drawn, DrawnInOrder, GradientOf, OriginAt, ShapeAt } from '../../joints/graph.js'
import { type AnyJoint, inOrder, type Joint } from '../../joints/joint.js'
import type { AnyVariable } from '../../joints/variable.js'
import type { HasDraws, HasLogLikelihood, HasLogLikelihoodAt, HasSamples } from '../../losses/atoms.js'
import type { HasKls, HasLatents, HasLogLikelihoods, HasLogPosteriors, HasLogPriors } from '../../losses/byVariable.js'
import type { EachValue } from '../../losses/sums.js'
import { child, type Key } from '../../random/key.js'
import type { Besides } from '../../shapes/checkDim.js'
import { refuse } from '../../shapes/defect.js'
import { type AnyShape, type Dim, dimsOf } from '../../shapes/dim.js'
import type { IndicesEvent } from '../../shapes/event.js'
import type { Hint, ModelHint, OrHint } from '../../shapes/hint.js'
import type { NotAny } from '../../shapes/whole.js'
import type { Tensor } from '../../tensors/tensor.js'
import type { RecordModel, Shown, ShownIndices } from '../record.js'
import { beginStates, type StateBranch, type States, type StatesOf, stateBranch } from '../state.js'
import { jointFault, type PartP, type PartQ } from './check.js'
import type { ClosedOf } from './kl.js'
import { blockedOf, type SideParams, type SideStates, sidesOf } from './sides.js'
import { jointSupplies, supplyJoint } from './supply.js'
import type { FiniteKind } from './values.js'

// -----------------------------------------------------------------------------
// what it is shown
// -----------------------------------------------------------------------------

/** What a model is shown: what p draws and q does not, and what p is given. */
export type FieldsOf<P, Q> = {
  readonly [Name in keyof P as OriginAt<P, Name> extends 'value'
    ? never
    : Name extends Drawn<Q>
      ? never
      : Name]: ShownAs<P[Name]>
}

/** What a variable is shown as: what fits no shape and support is indices. */
type ShownAs<Given> = Given extends {
  readonly shape: infer Event extends AnyShape
  readonly over: infer Over extends Support
}
  ? Shown<Event, Over>
  : Given extends { readonly shape: IndicesEvent<infer Indexed, infer Limit> }
    ? ShownIndices<Indexed, Limit & Dim>
    : never

// -----------------------------------------------------------------------------
// parameters
// -----------------------------------------------------------------------------

type ParamsIn<Variables> = {
  readonly [Name in keyof Variables as Variables[Name] extends { readonly init: (key: never) => null }
    ? never
    : Name]: Variables[Name] extends { readonly init: (key: never) => infer Params } ? Params : never
}

type StatesIn<Variables> = {
  readonly [Name in keyof Variables]: Variables[Name] extends { readonly begin: () => infer State } ? State : null
}

/** The states of the networks of one side, or `null` where none has one. */
type SideState<Variables> = [Variables[keyof Variables]] extends [Stateless] ? null : StatesOf<StatesIn<Variables>>

/** A variable whose network has no state. */
interface Stateless {
  readonly begin: () => null
}

/** The parameters of both, each variable's by its name, and the states of the networks that have one. A type and not an interface, so that it is a tree. */
export type JointParams<P, Q> = { readonly p: ParamsIn<P>; readonly q: ParamsIn<Q> } & ([
  P[keyof P] | Q[keyof Q],
] extends [Stateless]
  ? unknown
  : StateBranch<{ readonly p: SideState<P>; readonly q: SideState<Q> }>)

// -----------------------------------------------------------------------------
// what it supplies
// -----------------------------------------------------------------------------

/** The latents through whose samples no gradient goes. */
type ByScore<Q> = {
  [Name in keyof Q]: GradientOf<OriginAt<Q, Name>> extends 'score' ? Name : never
}[keyof Q] &
  string

type SamplesOf<Q> = {
  readonly [Name in Drawn<Q>]: Tensor<readonly ['samples', 'batch', ...ShapeAt<Q, Name>]>
}

/** What a model of joint distributions supplies whatever its latents. */
export interface JointSupplies<out Closed, out Latents>
  extends HasLogLikelihoodAt,
    HasDraws,
    HasKls<keyof Closed & string> {
  readonly posterior: JointPosterior
  readonly prior: JointPrior
  /** For the compiler alone: for each latent `true`, or why its KL divergence has no closed form. */
  readonly closed?: Closed
  /** For the compiler alone: the names of the latents, in the order of q. */
  readonly order?: Latents
}

/** What a model supplies some of whose latents are trained by their score alone, by their names. */
export interface JointScoreSupplies<out Closed, out Latents, out Blocked extends string>
  extends JointSupplies<Closed, Latents> {
  /** For the compiler alone. */
  readonly blocked?: Blocked
}

/** What a model supplies through the samples of all of whose latents a gradient goes. */
export interface JointPathwiseSupplies<out Closed, out Latents, Observed extends string, out Samples>
  extends JointSupplies<Closed, Latents>,
    HasLogLikelihood,
    HasSamples,
    HasLogLikelihoods<Observed>,
    HasLogPriors<keyof Closed & string>,
    HasLogPosteriors<keyof Closed & string>,
    HasLatents<Samples> {}

/** What is supplied where one latent takes each of its values in turn: all others have a gradient. */
type OfEachValue<P, Q, Latents, Name> = JointPathwiseSupplies<
  ClosedOf<P, Q, Name>,
  Latents,
  Exclude<Drawn<P>, Drawn<Q>>,
  SamplesOf<Q>
>

/** The latents that can be summed over. */
type Summable<Q> = {
  [Name in Drawn<Q>]: OriginAt<Q, Name> extends FiniteKind
    ? [Exclude<ByScore<Q>, Name>] extends [never]
      ? Name
      : never
    : never
}[Drawn<Q>]

/** The sums over the latents that have few values. */
interface Sums<in out P, in out Q, in out Latents> {
  readonly sums: { readonly [Name in Summable<Q>]: EachValue<OfEachValue<P, Q, Latents, Name>> }
  /** For the compiler alone: the variables of q. */
  readonly variables?: Q
}

/** What a model of two joint distributions supplies. */
export type JointSuppliesOf<P, Q, Latents> = Sums<P, Q, Latents> &
  ([ByScore<Q>] extends [never]
    ? JointPathwiseSupplies<ClosedOf<P, Q>, Latents, Exclude<Drawn<P>, Drawn<Q>>, SamplesOf<Q>>
    : JointScoreSupplies<ClosedOf<P, Q>, Latents, ByScore<Q>>)

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A variational autoencoder of two joint distributions: their variables by name, and the names of the latents in the order of q. */
export interface JointVae<in out P, in out Q, in out Latents>
  extends RecordModel<FieldsOf<P, Q>, JointParams<P, Q>, JointSuppliesOf<P, Q, Latents>> {
  readonly p: Joint<P, readonly string[]>
  readonly q: Joint<Q, readonly string[]>
  /** What q draws, in its order. */
  readonly latents: Latents
  /** What p draws and q does not, in the order of p. */
  readonly observed: readonly Exclude<Drawn<P>, Drawn<Q>>[]
  /** The latents through whose samples no gradient goes, in the order of q. */
  readonly blocked: readonly Drawn<Q>[]
}

/** The model of two joint distributions. */
export type JointVaeOf<P, Q> =
  P extends Joint<infer VariablesP, infer _OrderP>
    ? Q extends Joint<infer VariablesQ, infer OrderQ>
      ? JointVae<VariablesP, VariablesQ, DrawnInOrder<VariablesQ, OrderQ>>
      : Q extends Hint
        ? ModelHint
        : never
    : P extends Hint
      ? ModelHint
      : never

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/** The parameters of the variables of one side, those that have some. */
const initSide = (joint: AnyJoint, key: Key): SideParams['p'] =>
  Object.fromEntries(
    inOrder(joint)
      .map((each) => [each.name, each.init(child(each.name)(key))] as const)
      .filter(([, parameters]) => parameters !== null),
  )

/** The states of the networks of one side that have one, or `null`. */
const beginSide = ({ variables }: AnyJoint): States | null =>
  beginStates(
    Object.fromEntries(
      Object.entries(variables).flatMap(([name, { built }]) => (built.network === null ? [] : [[name, built.network]])),
    ),
  )

/** The states of the sides that have some. */
const beginSides = (p: AnyJoint, q: AnyJoint): SideStates | null => {
  const own = Object.entries({ p: beginSide(p), q: beginSide(q) }).filter(([, states]) => states !== null)
  return own.length === 0 ? null : Object.fromEntries(own)
}

/** What a variable of p is shown as. */
const shownAs = ({ built: { event, below }, over }: AnyVariable) => ({
  event,
  shape: dimsOf(event),
  over,
  ...(below === undefined ? {} : { below }),
})

/** A joint distribution, before one is given. */
export interface JointHint extends Hint {}

/**
 * A variational autoencoder of a joint distribution p of everything and a joint distribution q of what is not observed.
 *
 * The latents are what q draws, the observed variables what p draws besides, and the conditions what p is given. The terms of
 * `Elbo` are of all latents together, `Elbo.klOf('z')` and its siblings of one. What is proved a bound bounds
 * `log p(observed | conditions)`.
 *
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, section 2, of several latents: Sohn, Lee and
 * Yan, "Learning Structured Output Representation using Deep Conditional Generative Models", NIPS 2015, equation 4.
 */
export const of = <P = JointHint, Q = JointHint, Whole = unknown>(
  parts: Besides<{ p: P; q: Q }, 'vae: '> & {
    readonly p: OrHint<P, PartP<P>>
    readonly q: OrHint<Q, PartQ<P, Q>>
  } & NotAny<Whole>,
): JointVaeOf<P, Q> => {
  const { p, q } = (parts ?? {}) as unknown as { readonly p: AnyJoint; readonly q: AnyJoint } // safe: `jointFault` asks
  const fault = jointFault(p, q)
  if (fault !== null) refuse(fault)
  const sides = sidesOf(p, q)
  const names = new Set(sides.latents.map(({ name }) => name))
  const shown = inOrder(p).filter(({ from, name }) => from !== 'value' && !names.has(name))
  const model = {
    name: 'vae',
    p,
    q,
    latents: [...names],
    observed: sides.observed.map(({ name }) => name),
    fields: Object.fromEntries(shown.map((each) => [each.name, shownAs(each)])),
    blocked: blockedOf(sides),
    supplies: jointSupplies(sides),
    init: (key: Key): SideParams => ({
      p: initSide(p, child('p')(key)),
      q: initSide(q, child('q')(key)),
      ...stateBranch(beginSides(p, q)),
    }),
    supply: (params: SideParams) => (observed: Parameters<typeof supplyJoint>[2]) =>
      supplyJoint(sides, params, observed),
  }
  return model as never // safe: `jointFault` is the run-time version of the two checks
}
