/** Distributions made of several, the experts, each a network of an event of its own: their product and their mixture. */

import * as DiagonalNormal from '../distributions/diagonalNormal.js'
import * as EvenMixture from '../distributions/evenMixture.js'
import type { Kind } from '../distributions/family.js'
import { add, type Leaf, mul } from '../distributions/leaf.js'
import { child, type Key } from '../random/key.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import { type AnyShape, type Dim, dimsOf, type Sizes } from '../shapes/dim.js'
import { sameSizes } from '../shapes/equal.js'
import { eventFault, type RecordSizes } from '../shapes/event.js'
import { type MustBe, type Said, type Show, show } from '../shapes/message.js'
import { asComponents } from '../tensors/components.js'
import * as T from '../tensors/index.js'
import { rowsFault } from './inputs.js'
import { type Built, isMade, type Layer, madeOfEvents } from './layer.js'
import type { Net } from './net.js'
import type { AnyNetwork, Network, NetworkParts } from './network.js'
import type { Step } from './step.js'

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

type Operation = 'product' | 'mixture'

type NotAnExpert<Of extends Operation, Name extends string> = Said<typeof notAnExpert<Of, Name>>
const notAnExpert = <Of extends Operation, Name extends string>(of: Of, name: Name) =>
  `${of}: the expert ${name} is not a network of one event, without noise and state` as const

type OtherKind<Of extends Operation, Name extends string, Given extends string> = Said<
  typeof otherKind<Of, Name, Given>
>
const otherKind = <Of extends Operation, Name extends string, Given extends string>(of: Of, name: Name, given: Given) =>
  `${of}: the expert ${name} gives a ${given} but must give a DiagonalNormal` as const

type OtherEvent<Of extends Operation, Name extends string, Out extends AnyShape> = Said<
  typeof otherEvent<Of, Name, Show<Out>>
>
const otherEvent = <Of extends Operation, Name extends string, Out extends string>(of: Of, name: Name, out: Out) =>
  `${of}: the expert ${name} is over ${out}, but others over another event` as const

const NONE = 'takes one expert or more but is given none' as const

type OutOf<Given> = Given extends Net<infer _In, infer Out, infer _Params, infer _Result> ? Out : never

/** An expert itself, or the message in its place. */
export type CheckedExpert<Of extends Operation, Experts, Name extends keyof Experts> =
  IsAny<Experts[Name]> extends true
    ? never
    : IsUnion<Experts[Name]> extends true
      ? MustBe<`${Of}: the expert ${Name & string}`, 'one network', 'a union'>
      : Experts[Name] extends Net<infer _In, infer Out, infer _Params, infer Result>
        ? Result extends 'DiagonalNormal'
          ? IsUnion<OutOf<Experts[keyof Experts]>> extends true
            ? OtherEvent<Of, Name & string, Out>
            : Experts[Name]
          : OtherKind<Of, Name & string, Result>
        : NotAnExpert<Of, Name & string>

/** Experts by their names, each itself where it fits. */
export type CheckedExperts<Of extends Operation, Experts> = {
  readonly [Name in keyof Experts]: CheckedExpert<Of, Experts, Name>
}

// -----------------------------------------------------------------------------
// the network
// -----------------------------------------------------------------------------

type InOf<Given> = Given extends Net<infer In, infer _Out, infer _Params, infer _Result> ? In : never
type ParamsOf<Given> = Given extends Net<infer _In, infer _Out, infer Params, infer _Result> ? Params : never

/** The parameters of experts, each under its name. */
export type ExpertsParams<Experts> = {
  readonly experts: { readonly [Name in keyof Experts]: ParamsOf<Experts[Name]> }
}

/** The network of some experts: it takes the event of each under its name. */
export type ExpertsOf<Experts, Result extends 'DiagonalNormal' | 'EvenMixture'> = Network<
  { readonly [Name in keyof Experts]: InOf<Experts[Name]> },
  OutOf<Experts[keyof Experts]>,
  ExpertsParams<Experts>,
  Result
>

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

type Normal = DiagonalNormal.DiagonalNormal<Dim, AnyShape>
type Expert = Net<AnyShape, AnyShape, unknown, 'DiagonalNormal'>
type Experts = readonly (readonly [name: string, expert: Expert])[]
type Named = { readonly [name: string]: unknown }

/** Whether something is a network without noise and state. */
const isPlain = (given: unknown): boolean =>
  typeof given === 'object' &&
  given !== null &&
  isMade(given) &&
  'output' in given &&
  ((given as { readonly uses?: readonly unknown[] }).uses ?? []).length === 0

/** What is wrong with what is given as an expert, as a message, or `null`. */
const expertFault = (of: Operation, [name, given]: Experts[number], first: Sizes): string | null => {
  if (!isPlain(given) || !Array.isArray(given.input)) return notAnExpert(of, name)
  if (given.kind !== 'DiagonalNormal') return otherKind(of, name, given.kind)
  return sameSizes(given.output, first) ? null : otherEvent(of, name, show(dimsOf(given.output)))
}

const expertsFault = (of: Operation, experts: Experts): string | null => {
  const [, first] = experts[0] ?? []
  if (first === undefined) return `${of}: ${NONE}`
  return experts.map((each) => expertFault(of, each, first?.output ?? [])).find((fault) => fault !== null) ?? null
}

/** What each expert says of its rows. */
const saidBy = (experts: Experts, parameters: Named, x: Named): readonly [Normal, ...Normal[]] =>
  // safe: there is one at least, and each is given rows of its event, of which `rowsFault` has asked
  experts.map(([name, expert]) => expert.apply(parameters[name])(x[name] as never)) as never

/** How experts begin and run: each has its parameters by its name, and none has noise or a state. Safe: they are networks, or refused. */
const runBy = (experts: Named, apply: (parameters: never) => (x: never) => unknown) => ({
  uses: [],
  experts,
  init: (key: Key) => ({
    experts: Object.fromEntries(
      Object.entries(experts).map(([name, expert]) => [name, (expert as AnyNetwork).init(child(name)(key))]),
    ),
  }),
  begin: () => null,
  apply,
  run: (parameters: never) => (x: never) => [apply(parameters)(x), null],
})

/** A network of some experts: `join` makes one distribution of what they say. */
const madeOf = <Result>(
  name: Operation,
  given: Named,
  { family, kind }: { readonly family: { readonly kind: string }; readonly kind: string },
  join: (said: readonly [Normal, ...Normal[]]) => unknown,
): Result => {
  const experts = Object.entries(given) as unknown as Experts // safe: `expertsFault` asks
  const fault = expertsFault(name, experts)
  if (fault !== null) refuse(fault)
  const input: RecordSizes = Object.fromEntries(experts.map(([each, expert]) => [each, expert.input]))
  const output = (experts[0] as Experts[number])[1].output // safe: there is one
  const apply =
    ({ experts: parameters }: { readonly experts: Named }) =>
    (x: Named) => {
      const wrong = rowsFault(input, x)
      return wrong === null ? join(saidBy(experts, parameters, x)) : refuse(`${name}: ${wrong}`)
    }
  const net = {
    name,
    takes: input,
    input,
    output,
    kind,
    family,
    layers: [{ name, out: output }],
    ...runBy(given, apply),
  }
  // safe: `expertsFault` is the run-time version of `CheckedExperts`
  return madeOfEvents({
    ...net,
    build: (event: RecordSizes) => eventFault(input, event) ?? { ...net, out: output },
  } as never) as never
}

// -----------------------------------------------------------------------------
// product
// -----------------------------------------------------------------------------

/** The sum of some tensors of one shape. */
const total = (all: readonly Leaf[]): Leaf => all.reduce((sum, each) => add(each)(sum))

const productOf = (said: readonly [Normal, ...Normal[]]): Normal => {
  // safe: all have the shape of the first, as their distribution has it
  const all = said as unknown as readonly { readonly mean: Leaf; readonly logVariance: Leaf }[]
  const precisions = all.map(({ logVariance }) => T.exp(T.negate(logVariance)))
  const weighed = all.map(({ mean, logVariance }) => mul(T.exp(T.negate(logVariance)))(mean))
  const logVariance = T.negate(T.log(T.addScalar(1)(total(precisions))))
  const mean = mul(T.exp(logVariance))(total(weighed))
  return DiagonalNormal.make(mean as unknown as Normal['mean'], logVariance as unknown as Normal['logVariance'])
}

/**
 * The product of experts, and of a standard normal distribution, the prior expert: `N(0, I) Π q(z|x_i)`, normalized. Precisions
 * add up, and each expert counts by its own. It takes the event of each expert under its name.
 *
 * An expert may stand in several products: a posterior of less is the product of fewer. Parts of a model share it.
 *
 * Shapes: `{ [name]: [Row, ...In] } -> DiagonalNormal<Row, Out>`.
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: Wu and Goodman, "Multimodal Generative Models for Scalable Weakly-Supervised Learning", arXiv:1802.05335, section 2.2.
 */
export const product = <Experts>(experts: CheckedExperts<'product', Experts>): ExpertsOf<Experts, 'DiagonalNormal'> =>
  madeOf('product', experts as Named, { family: DiagonalNormal.family, kind: 'DiagonalNormal' }, productOf)

// -----------------------------------------------------------------------------
// mixture
// -----------------------------------------------------------------------------

const mixtureOf = ([first, ...others]: readonly [Normal, ...Normal[]]): unknown =>
  EvenMixture.make(
    asComponents<Dim, AnyShape>([first.mean, ...others.map(({ mean }) => mean)]),
    asComponents<Dim, AnyShape>([first.logVariance, ...others.map(({ logVariance }) => logVariance)]),
  )

/**
 * The mixture of experts, each with the same weight: `1/n Σ q(z|x_i)`. It takes the event of each expert under its name.
 *
 * Its samples are spread evenly over the experts, and carry a gradient. `Elbo.miwae` of as many groups as there are experts is the mean
 * over the experts of the bound by the samples of each, as in the paper; `Elbo.iwae` is a bound by all of them, and no lower.
 *
 * Shapes: `{ [name]: [Row, ...In] } -> EvenMixture<Row, Out>`.
 * Errors: as `product`.
 * Source: Shi, Siddharth, Paige and Torr, "Variational Mixture-of-Experts Autoencoders for Multi-Modal Deep Generative Models",
 * arXiv:1911.03393, section 3.
 */
export const mixture = <Experts>(experts: CheckedExperts<'mixture', Experts>): ExpertsOf<Experts, 'EvenMixture'> =>
  madeOf('mixture', experts as Named, { family: EvenMixture.family, kind: 'EvenMixture' }, mixtureOf)

// -----------------------------------------------------------------------------
// one by its name
// -----------------------------------------------------------------------------

type NotOneExpert = Said<typeof notOneExpert>
const notOneExpert = () => 'expert: takes a network that gives a distribution, without noise and state' as const

/** What a network without noise and state takes and gives. */
type PlainParts<Given> =
  NetworkParts<Given> extends infer Parts
    ? Parts extends { readonly kind: Exclude<Kind, 'Tensor'>; readonly uses: infer Uses }
      ? [Uses] extends [never]
        ? Parts
        : never
      : never
    : never

/** A network itself, or the message in its place. */
export type CheckedOne<Given> = [PlainParts<Given>] extends [never] ? NotOneExpert : Given

/** The network of one expert. */
export type ExpertOf<Name extends string, Given> =
  NetworkParts<Given> extends {
    readonly in: infer In
    readonly out: infer Out
    readonly params: infer Params
    readonly kind: infer Result extends Kind
  }
    ? Network<In, Out, { readonly experts: { readonly [Each in Name]: Params } }, Result>
    : never

/**
 * A network under a name of its own: parts of a model of several have posteriors of one latent that are not the same network, each by its
 * name, as `expert('joint', …)` and `expert('picture', …)`. One of the name of an expert of a product or a mixture is that expert.
 *
 * Shapes: those of the network. Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 */
export const expert = <const Name extends string, Given>(
  name: Name,
  network: CheckedOne<Given>,
): ExpertOf<Name, Given> => {
  const own = network as unknown as AnyNetwork & Layer<Step> & Pick<Built, 'apply'> // safe: it is asked here
  if (!isPlain(own) || own.kind === 'Tensor') return refuse(notOneExpert())
  const apply = ({ experts }: { readonly experts: Named }) => own.apply(experts[name] as never)
  const net = {
    ...own,
    name: 'expert',
    ...runBy({ [name]: own }, apply),
  }
  // safe: as above
  return madeOfEvents({
    ...net,
    build: (event: RecordSizes) => {
      const built = own.build(event)
      return typeof built === 'string' ? built : { ...net, out: built.out }
    },
  } as never) as never
}
