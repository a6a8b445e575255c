/** Whether two joint distributions make a model: a message in the place of the one that does not fit. */

import type { Kind, LikelihoodKind } from '../../distributions/family.js'
import type { PriorKind } from '../../distributions/priors.js'
import { accepted, type Support } from '../../distributions/support.js'
import { type Drawn, isDrawn, type OriginAt, type OverAt, type ShapeAt } from '../../joints/graph.js'
import { type AnyJoint, inOrder, type Joint } from '../../joints/joint.js'
import type { AnyVariable } from '../../joints/variable.js'
import type { Refused } from '../../layers/net.js'
import type { IsAny, IsUnion } from '../../shapes/checkDim.js'
import { type AnyShape, numbersOf } from '../../shapes/dim.js'
import { type Same, same } from '../../shapes/equal.js'
import { type Show, show } from '../../shapes/message.js'

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

type GivenToP<Name extends string> = `vae: q draws ${Name}, which p is given`
const givenToP = (name: string): string => `vae: q draws ${name}, which p is given`

type ComputedByP<Name extends string> = `vae: q draws ${Name}, which p computes`
const computedByP = (name: string): string => `vae: q draws ${name}, which p computes`

type UnknownToP<Name extends string> =
  `vae: q draws ${Name}, of which p says nothing: an auxiliary variable has a distribution in p too`
const unknownToP = (name: string): string =>
  `vae: q draws ${name}, of which p says nothing: an auxiliary variable has a distribution in p too`

type LatentApart<Name extends string, InQ, InP> = `vae: ${Name} is ${Show<InQ>} in q but ${Show<InP>} in p`
const latentApart = (name: string, inQ: AnyShape, inP: AnyShape): string =>
  `vae: ${name} is ${show(inQ)} in q but ${show(inP)} in p`

type NumbersApart<
  Name extends string,
  Q extends string,
  OverQ extends string,
  P extends string,
  OverP extends string,
> = `vae: ${Name} is over ${OverQ} numbers in q (${Q}) but over ${OverP} in p (${P})`
const numbersApart = (name: string, q: AnyVariable, p: AnyVariable): string =>
  `vae: ${name} is over ${q.over} numbers in q (${q.from}) but over ${p.over} in p (${p.from})`

type LearnedInQ<Name extends string> =
  `vae: q draws ${Name} from a learned prior, through which no gradient goes: give ${Name} a network`
const learnedInQ = (name: string): string =>
  `vae: q draws ${name} from a learned prior, through which no gradient goes: give ${name} a network`

type ConditionUnknown<Name extends string> =
  `vae: q is given ${Name}, of which p says nothing: add Joint.given('${Name}', …) to p`
const conditionUnknown = (name: string): string =>
  `vae: q is given ${name}, of which p says nothing: add Joint.given('${name}', …) to p`

type ConditionComputed<Name extends string> = `vae: q is given ${Name}, which p computes: compute it in q too`
const conditionComputed = (name: string): string => `vae: q is given ${name}, which p computes: compute it in q too`

type ConditionApart<
  Name extends string,
  InQ,
  InP,
> = `vae: q is given ${Name} ${Show<InQ>}, but ${Name} is ${Show<InP>} in p`
const conditionApart = (name: string, inQ: AnyShape, inP: AnyShape): string =>
  `vae: q is given ${name} ${show(inQ)}, but ${name} is ${show(inP)} in p`

type NotOfData<
  Name extends string,
  From extends string,
> = `vae: ${Name} is observed, but ${From} is no distribution of data: let q draw it, or take another head`
const notOfData = (name: string, from: string): string =>
  `vae: ${name} is observed, but ${from} is no distribution of data: let q draw it, or take another head`

const DRAWS_NOTHING = 'vae: q draws nothing, but it is the distribution of what is not observed' as const
const OBSERVES_NOTHING = 'vae: q draws all that p draws, so that nothing is observed' as const

// -----------------------------------------------------------------------------
// in the types
// -----------------------------------------------------------------------------

/** The message about one latent of q, or `never`. */
type LatentFault<P, Q, Name extends string> = Name extends keyof P
  ? OriginAt<P, Name> extends 'given'
    ? GivenToP<Name>
    : OriginAt<P, Name> extends 'value'
      ? ComputedByP<Name>
      : Same<ShapeAt<Q, Name>, ShapeAt<P, Name>> extends true
        ? OverAt<Q, Name> extends OverAt<P, Name>
          ? IsLearned<Q, Name> extends true
            ? LearnedInQ<Name>
            : never
          : NumbersApart<Name, OriginAt<Q, Name> & string, OverAt<Q, Name>, OriginAt<P, Name> & string, OverAt<P, Name>>
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
      ? never
      : ConditionApart<Name, ShapeAt<Q, Name>, ShapeAt<P, Name>>
  : ConditionUnknown<Name>

/** What is drawn by p and not by q must have a density of data. */
type ObservedFault<P, Name extends string> =
  OverAt<P, Name> extends Support
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

type NotAJoint<Part extends string, Given> =
  Given extends Refused<infer Message extends string>
    ? `vae: ${Part} is refused: ${Message}`
    : `vae: ${Part} is not a joint distribution`

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
  if (inP.from === 'given') return givenToP(inQ.name)
  if (inP.from === 'value') return computedByP(inQ.name)
  if (!sameEvent(inQ, inP)) return latentApart(inQ.name, inQ.shape, inP.shape)
  if (inQ.over !== inP.over) return numbersApart(inQ.name, inQ, inP)
  return inQ.built.prior?.init === undefined ? null : learnedInQ(inQ.name)
}

const sameEvent = (one: AnyVariable, other: AnyVariable): boolean =>
  same(one.shape, other.shape) && same(numbersOf(one.built.event), numbersOf(other.built.event))

const givenFault = (p: AnyJoint, inQ: AnyVariable): string | null => {
  const inP = p.variables[inQ.name]
  if (inP === undefined) return conditionUnknown(inQ.name)
  if (inP.from === 'value') return conditionComputed(inQ.name)
  return sameEvent(inQ, inP) ? null : conditionApart(inQ.name, inQ.shape, inP.shape)
}

const observedFault = ({ name, from, over, built }: AnyVariable): string | null =>
  Object.hasOwn(accepted, over) && (built.prior !== null || isLikelihood(built.network)) ? null : notOfData(name, from)

/** A distribution that has a mean may be the likelihood of data. */
const isLikelihood = (network: AnyVariable['built']['network']): boolean => (network?.family?.mean ?? null) !== null

const isJoint = (given: unknown): given is AnyJoint =>
  typeof given === 'object' && given !== null && 'variables' in given && 'order' in given

/** What is wrong with two joint distributions as a model, as a message, or `null`: the run-time version of `PartQ`. */
export const jointFault = (p: unknown, q: unknown): string | null => {
  if (!isJoint(p)) return 'vae: p is not a joint distribution'
  if (!isJoint(q)) return 'vae: q is not a joint distribution'
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
