/** Whether two joint distributions make a model: a message in the place of the one that does not fit. */

import type { Kind, LikelihoodKind } from '../../distributions/family.js'
import type { PriorKind } from '../../distributions/priors.js'
import { accepted, type Support } from '../../distributions/support.js'
import type { InTurn } from '../../joints/autoregressive.js'
import {
  type AtSamplesKind,
  type Drawn,
  type EventAt,
  isAtSamples,
  isDrawn,
  type OriginAt,
  type OverAt,
  type ShapeAt,
} from '../../joints/graph.js'
import { type AnyJoint, inOrder, type Joint } from '../../joints/joint.js'
import { type AnyVariable, eventOf, sameEvent } from '../../joints/variable.js'
import type { Refused } from '../../layers/net.js'
import type { IsAny, IsUnion } from '../../shapes/checkDim.js'
import type { Same } from '../../shapes/equal.js'
import { type ShowEvent, showEvent } from '../../shapes/event.js'
import type { Said, Show } from '../../shapes/message.js'

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

type GivenToP<Name extends string> = Said<typeof givenToP<Name>>
const givenToP = <Name extends string>(name: Name) => `vae: q draws ${name}, which p is given` as const

type ComputedByP<Name extends string> = Said<typeof computedByP<Name>>
const computedByP = <Name extends string>(name: Name) => `vae: q draws ${name}, which p computes` as const

type UnknownToP<Name extends string> = Said<typeof unknownToP<Name>>
const unknownToP = <Name extends string>(name: Name) =>
  `vae: q draws ${name}, of which p says nothing: an auxiliary variable has a distribution in p too` as const

type LatentApart<Name extends string, InQ, InP> = Said<typeof latentApart<Name, Show<InQ>, Show<InP>>>
const latentApart = <Name extends string, InQ extends string, InP extends string>(name: Name, inQ: InQ, inP: InP) =>
  `vae: ${name} is ${inQ} in q but ${inP} in p` as const

type NumbersApart<
  Name extends string,
  Q extends string,
  OverQ extends string,
  P extends string,
  OverP extends string,
> = Said<typeof numbersApart<Name, OverQ, Q, OverP, P>>
const numbersApart = <
  Name extends string,
  OverQ extends string,
  Q extends string,
  OverP extends string,
  P extends string,
>(
  name: Name,
  overQ: OverQ,
  q: Q,
  overP: OverP,
  p: P,
) => `vae: ${name} is over ${overQ} numbers in q (${q}) but over ${overP} in p (${p})` as const

type PriorAtSamples<Name extends string, From extends string> = Said<typeof priorAtSamples<Name, From>>
const priorAtSamples = <Name extends string, From extends string>(name: Name, from: From) =>
  `vae: p draws ${name} from a ${from}, whose density is known at its own samples alone: take a flow that has an inverse` as const

type LatentInTurn<Name extends string> = Said<typeof latentInTurn<Name>>
const latentInTurn = <Name extends string>(name: Name) =>
  `vae: q draws ${name}, which is autoregressive: that is for what is observed` as const

type LearnedInQ<Name extends string> = Said<typeof learnedInQ<Name>>
const learnedInQ = <Name extends string>(name: Name) =>
  `vae: q draws ${name} from a learned prior, through which no gradient goes: give ${name} a network` as const

type ConditionUnknown<Name extends string> = Said<typeof conditionUnknown<Name>>
const conditionUnknown = <Name extends string>(name: Name) =>
  `vae: q is given ${name}, of which p says nothing: add Joint.given('${name}', …) to p` as const

type ConditionComputed<Name extends string> = Said<typeof conditionComputed<Name>>
const conditionComputed = <Name extends string>(name: Name) =>
  `vae: q is given ${name}, which p computes: compute it in q too` as const

type ConditionApart<Name extends string, InQ, InP> = Said<typeof conditionApart<Name, ShowEvent<InQ>, ShowEvent<InP>>>
const conditionApart = <Name extends string, InQ extends string, InP extends string>(name: Name, inQ: InQ, inP: InP) =>
  `vae: q is given ${name} ${inQ}, but ${name} is ${inP} in p` as const

type NotOfData<Name extends string, From extends string> = Said<typeof notOfData<Name, From>>
const notOfData = <Name extends string, From extends string>(name: Name, from: From) =>
  `vae: ${name} is observed, but ${from} is no distribution of data: let q draw it, or take another head` as const

const DRAWS_NOTHING = 'vae: q draws nothing, but it is the distribution of what is not observed' as const
const OBSERVES_NOTHING = 'vae: q draws all that p draws, so that nothing is observed' as const

// -----------------------------------------------------------------------------
// in the types
// -----------------------------------------------------------------------------

/** The keys of a variable, in either joint. */
type KeysAt<P, Q, Name extends keyof P> = keyof P[Name] | keyof Q[Name & keyof Q]

/** The message about one latent of q, or `never`. */
type LatentFault<P, Q, Name extends string> = Name extends keyof P
  ? keyof InTurn extends KeysAt<P, Q, Name>
    ? LatentInTurn<Name>
    : OriginAt<P, Name> extends 'given'
      ? GivenToP<Name>
      : OriginAt<P, Name> extends 'value'
        ? ComputedByP<Name>
        : Same<ShapeAt<Q, Name>, ShapeAt<P, Name>> extends true
          ? OverAt<Q, Name> extends OverAt<P, Name>
            ? IsLearned<Q, Name> extends true
              ? LearnedInQ<Name>
              : OriginAt<P, Name> extends AtSamplesKind
                ? PriorAtSamples<Name, OriginAt<P, Name> & string>
                : never
            : NumbersApart<
                Name,
                OriginAt<Q, Name> & string,
                OverAt<Q, Name>,
                OriginAt<P, Name> & string,
                OverAt<P, Name>
              >
          : LatentApart<Name, ShapeAt<Q, Name>, ShapeAt<P, Name>>
  : UnknownToP<Name>

type IsLearned<Q, Name> =
  OriginAt<Q, Name> extends PriorKind
    ? Name extends keyof Q
      ? Q[Name] extends { readonly init: (key: never) => null }
        ? false
        : true
      : false
    : false

/** The message about one condition of q, or `never`. */
type GivenFault<P, Q, Name extends string> = Name extends keyof P
  ? OriginAt<P, Name> extends 'value'
    ? ConditionComputed<Name>
    : Same<ShapeAt<Q, Name>, ShapeAt<P, Name>> extends true
      ? [ShapeAt<Q, Name>] extends [never] // indices have no shape
        ? IndicesFault<P, Q, Name>
        : never
      : ConditionApart<Name, EventAt<Q, Name>, EventAt<P, Name>>
  : ConditionUnknown<Name>

/** The message about a condition that is indices on both sides, or `never`. */
type IndicesFault<P, Q, Name extends string> =
  Same<EventAt<Q, Name>, EventAt<P, Name>> extends true
    ? never
    : ConditionApart<Name, EventAt<Q, Name>, EventAt<P, Name>>

/** What is drawn by p and not by q must have a density of data. */
type ObservedFault<P, Name extends string> =
  OverAt<P, Name> extends Support | 'indices' // of what is given
    ? OriginAt<P, Name> extends infer From extends Kind
      ? From extends LikelihoodKind
        ? never
        : NotOfData<Name, From>
      : never
    : NotOfData<Name, OriginAt<P, Name> & string>

/** The first message about what q draws and is given, in its order, or `never`: a union of messages has the order of the compiler. */
type FaultOfQ<P, Q, Names> = Names extends readonly [infer Name extends string, ...infer Rest]
  ? OneOfQ<P, Q, Name> extends infer Fault
    ? [Fault] extends [never]
      ? FaultOfQ<P, Q, Rest>
      : Fault
    : never
  : never

type OneOfQ<P, Q, Name extends string> =
  OriginAt<Q, Name> extends 'value'
    ? never
    : OriginAt<Q, Name> extends 'given'
      ? GivenFault<P, Q, Name>
      : LatentFault<P, Q, Name>

/** The first message about what p draws and q does not, in its order, or `never`. */
type FaultOfObserved<P, Names, Latents> = Names extends readonly [infer Name extends string, ...infer Rest]
  ? Name extends Latents
    ? FaultOfObserved<P, Rest, Latents>
    : [ObservedFault<P, Name>] extends [never]
      ? FaultOfObserved<P, Rest, Latents>
      : ObservedFault<P, Name>
  : never

const notAJoint = <Part extends string>(part: Part) => `vae: ${part} is not a joint distribution` as const

type NotAJoint<Part extends string, Given> =
  Given extends Refused<infer Message extends string>
    ? `vae: ${Part} is refused: ${Message}`
    : Said<typeof notAJoint<Part>>

/** p itself, or the message in its place. */
export type PartP<P> =
  IsAny<P> extends true
    ? P
    : IsUnion<P> extends true
      ? 'vae: p is a union; pass one'
      : P extends Joint<infer _Variables, infer _Order>
        ? P
        : NotAJoint<'p', P>

/** q itself, or the message in its place. */
export type PartQ<P, Q> =
  IsAny<Q> extends true
    ? Q
    : IsUnion<Q> extends true
      ? 'vae: q is a union; pass one'
      : Q extends Joint<infer VariablesQ, infer OrderQ>
        ? P extends Joint<infer VariablesP, infer OrderP>
          ? Beside<VariablesP, OrderP, VariablesQ, OrderQ, Q>
          : Q
        : NotAJoint<'q', Q>

type Beside<P, OrderP, Q, OrderQ, Whole> = [Drawn<Q>] extends [never]
  ? typeof DRAWS_NOTHING
  : FaultOfQ<P, Q, OrderQ> extends infer Fault
    ? [Fault] extends [never]
      ? BesideObserved<P, OrderP, Drawn<Q>, Whole>
      : Fault
    : never

type BesideObserved<P, OrderP, Latents, Whole> = [Exclude<Drawn<P>, Latents>] extends [never]
  ? typeof OBSERVES_NOTHING
  : FaultOfObserved<P, OrderP, Latents> extends infer Fault
    ? [Fault] extends [never]
      ? Whole
      : Fault
    : never

/** The data that a variable of p takes. */
export type SupportOf<P, Name> = OverAt<P, Name> & Support

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

const latentFault = (p: AnyJoint, inQ: AnyVariable): string | null => {
  const inP = p.variables[inQ.name]
  if (inP === undefined) return unknownToP(inQ.name)
  if (inP.built.inTurn === true || inQ.built.inTurn === true) return latentInTurn(inQ.name)
  if (inP.from === 'given') return givenToP(inQ.name)
  if (inP.from === 'value') return computedByP(inQ.name)
  const [own, other] = [eventOf(inQ), eventOf(inP)]
  if (!sameEvent(own, other)) return latentApart(inQ.name, showEvent(own), showEvent(other))
  if (inQ.over !== inP.over) return numbersApart(inQ.name, inQ.over, inQ.from, inP.over, inP.from)
  if (inQ.built.prior?.init !== undefined) return learnedInQ(inQ.name)
  return isAtSamples(inP) ? priorAtSamples(inP.name, inP.from) : null
}

const givenFault = (p: AnyJoint, inQ: AnyVariable): string | null => {
  const inP = p.variables[inQ.name]
  if (inP === undefined) return conditionUnknown(inQ.name)
  if (inP.from === 'value') return conditionComputed(inQ.name)
  const [own, other] = [eventOf(inQ), eventOf(inP)]
  return sameEvent(own, other) ? null : conditionApart(inQ.name, showEvent(own), showEvent(other))
}

const observedFault = ({ name, from, over, built }: AnyVariable): string | null =>
  Object.hasOwn(accepted, over) && (built.prior !== null || isLikelihood(built.network)) ? null : notOfData(name, from)

/** A distribution that has a mean may be the likelihood of data. */
const isLikelihood = (network: AnyVariable['built']['network']): boolean => (network?.family?.mean ?? null) !== null

const isJoint = (given: unknown): given is AnyJoint =>
  typeof given === 'object' && given !== null && 'variables' in given && 'order' in given

/** What is wrong with two joint distributions as a model, as a message, or `null`: the run-time version of `PartQ`. */
export const jointFault = (p: unknown, q: unknown): string | null => {
  if (!isJoint(p)) return notAJoint('p')
  if (!isJoint(q)) return notAJoint('q')
  const latents = inOrder(q).filter(isDrawn)
  const observed = inOrder(p).filter((each) => isDrawn(each) && !latents.some(({ name }) => name === each.name))
  const faults = [
    ...inOrder(q).map((each) =>
      isDrawn(each) ? latentFault(p, each) : each.from === 'given' ? givenFault(p, each) : null,
    ),
    ...observed.map(observedFault),
  ]
  return latents.length === 0
    ? DRAWS_NOTHING
    : (faults.find((fault) => fault !== null) ?? (observed.length === 0 ? OBSERVES_NOTHING : null))
}
