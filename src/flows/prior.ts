/** A prior that a flow makes of another one: it is drawn forward, and its density is found by the inverse. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Draw } from '../distributions/coordinates.js'
import { record } from '../distributions/family.js'
import type { PriorsOver } from '../distributions/kinds.js'
import {
  type AnyPart,
  type AnyPrior,
  initOf,
  isPrior,
  logPriorOf,
  type PartRecord,
  type PriorKind,
  type PriorRecord,
  priorDistribution,
  type ThroughEncoder,
} from '../distributions/priors.js'
import { child, type Key } from '../random/key.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Sizes } from '../shapes/dim.js'
import { type Same, same } from '../shapes/equal.js'
import type { Hint, PriorHint } from '../shapes/hint.js'
import { type Said, type Show, show } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { type AnyBijection, type Bijection, type Direction, isBijection } from './bijection.js'
import type { FlowHint } from './posterior.js'
import { moveSamples } from './samples.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The parameters of a prior and of the flow after it. A type and not an interface, so that it is a tree of tensors. */
export type FlowPriorParameters<Base = T.Tree.Tree, Flow = T.Tree.Tree> = {
  /** `null` for a prior that has none. */
  readonly base: Base
  readonly flow: Flow
}

/** A prior through a flow, as terms see it. */
export interface SeenFlowPrior {
  readonly _tag: 'FlowPrior'
  readonly base: unknown
  readonly flow: T.Tree.Tree
  readonly [record]: PriorRecord<'real'>
}

/** A prior through a flow, as a part of a model. */
export interface FlowPrior<in out Event extends AnyShape, out Params = unknown> {
  readonly _tag: 'FlowPrior'
  readonly shape: Event
  readonly event: Sizes
  readonly init: (key: Key) => Params
  readonly [record]: PartRecord<'real', Event, SeenFlowPrior>
}

/** The prior that a flow makes of another one. */
export type FlowPriorOf<Base, Given> = Base extends { readonly shape: infer Event extends AnyShape }
  ? FlowPrior<Event, FlowPriorParameters<ParamsOfPrior<Base>, ParamsOfFlow<Given>>>
  : PriorHint

type ParamsOfPrior<Base> = Base extends { readonly init: (key: never) => infer Params } ? Params : null
type ParamsOfFlow<Given> = Given extends { readonly init: (key: never) => infer Params } ? Params : never

declare module '../distributions/kinds.js' {
  interface PriorsOver<Event extends AnyShape> {
    readonly FlowPrior: FlowPrior<Event>
  }
}

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

const NOT_A_PRIOR = 'Flow.prior: the base is not a prior'

const THROUGH_ENCODER = 'Flow.prior: the base goes through an encoder, which a flow does not know'

const NOT_A_FLOW = 'Flow.prior: the flow is not a flow'

type OtherNumbers<Tag extends string, Over extends string> = Said<typeof otherNumbers<Tag, Over>>
const otherNumbers = <Tag extends string, Over extends string>(tag: Tag, over: Over) =>
  `Flow.prior: the base ${tag} is over ${over} numbers but flows are over real ones` as const

type Apart<Over, Event> = Said<typeof apart<Show<Over>, Show<Event>>>
const apart = <Over extends string, Event extends string>(over: Over, event: Event) =>
  `Flow.prior: the base is over ${over} but the flow is over ${event}` as const

type OneWay<Way extends Direction> = Said<typeof oneWay<Way>>
const oneWay = <Way extends Direction>(way: Way) =>
  `Flow.prior: the flow goes ${way} alone, but a prior goes both ways: its density is found by the inverse` as const

type OverOf<Tag extends PriorKind> = PriorsOver<AnyShape>[Tag][typeof record]['over']

/** The prior that a flow begins with itself, or the message in its place. */
export type BasePrior<Base> =
  IsAny<Base> extends true
    ? never
    : [Base] extends [Hint]
      ? Base
      : IsUnion<Base> extends true
        ? 'Flow.prior: the base is a union; pass one'
        : Base extends { readonly _tag: infer Tag extends PriorKind; readonly shape: unknown }
          ? Base extends ThroughEncoder
            ? typeof THROUGH_ENCODER
            : OverOf<Tag> extends 'real'
              ? Base
              : OtherNumbers<Tag, OverOf<Tag>>
          : typeof NOT_A_PRIOR

/** The flow itself, or the message in its place. */
export type FlowOfPrior<Base, Given> =
  IsAny<Given> extends true
    ? never
    : [Given] extends [Hint]
      ? Given
      : IsUnion<Given> extends true
        ? 'Flow.prior: the flow is a union; pass one'
        : Given extends Bijection<infer Event, infer _Params, infer Has, infer _Slow>
          ? Base extends { readonly shape: infer Over }
            ? Same<readonly [Over], readonly [Event]> extends true
              ? [Direction] extends [Has]
                ? Given
                : OneWay<Has>
              : Apart<Over, Event>
            : Given
          : typeof NOT_A_FLOW

const priorFault = (base: AnyPart, flow: AnyBijection): string | null =>
  !isPrior(base)
    ? NOT_A_PRIOR
    : base.encoder !== undefined
      ? THROUGH_ENCODER
      : base[record].over !== 'real'
        ? otherNumbers(base._tag, base[record].over)
        : !isBijection(flow)
          ? NOT_A_FLOW
          : !same(base.shape, flow.shape)
            ? apart(show(base.shape), show(flow.shape))
            : flow.directions.length === 2
              ? null
              : oneWay(flow.directions[0] as Direction) // safe: it goes one way at least

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/** What a prior through a flow can do, as terms see it. */
const seenBy = (flow: AnyBijection): PriorRecord<'real'> => ({
  over: 'real',
  coordinate: null,
  klFrom: {},
  logProb:
    (p: { readonly base: AnyPrior; readonly flow: unknown }) =>
    ({ z: at }: Draw) => {
      const { z, logDeterminant } = moveSamples(flow, 'inverse', p.flow)(at)
      return pipe(logPriorOf(p.base)({ z }), T.same.add(logDeterminant))
    },
})

/** A prior with draws, its types erased. */
interface AnyDrawn extends AnyPart {
  readonly [record]: AnyPart[typeof record] & Pick<PartRecord<string, AnyShape, AnyPrior>, 'draw'>
}

const recordOf = (base: AnyDrawn, flow: AnyBijection): PartRecord<'real', AnyShape, SeenFlowPrior> => {
  const seen = seenBy(flow)
  return {
    over: 'real',
    inExport: `${base[record].inExport}, before its flow`,
    seen: { name: 'FlowPrior', klFrom: Object.keys(seen.klFrom) },
    inSampler: (own: FlowPriorParameters) => (z: never) =>
      flow.forward(own.flow)((base[record].inSampler?.(own.base as never)(z) ?? z) as never).y as T.AnyTensor,
    distribution: (own: FlowPriorParameters) => ({
      _tag: 'FlowPrior',
      base: priorDistribution(base, own.base),
      flow: own.flow,
      [record]: seen,
    }),
    draw: (key, row, count) => (own: FlowPriorParameters, encode) => {
      const z = base[record].draw(key, row, count)(own.base as never, encode) // safe: they are those that `init` of the base makes
      return flow.forward(own.flow)(z as never).y as never // safe: it has the rows of what it is given
    },
  }
}

/**
 * A prior through a flow, which is learned with the model: `prior(DiagonalNormal.standard(20), flow)`.
 *
 * Draws go forward and densities come by the inverse, so that the flow must go both ways. The KL from it has no closed form.
 *
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: Papamakarios, Pavlakou and Murray, "Masked Autoregressive Flow for Density Estimation", arXiv:1705.07057, equation
 * 2; as the prior of an autoencoder: Chen et al., "Variational Lossy Autoencoder", arXiv:1611.02731, section 3.2.
 *
 * @example
 * prior(DiagonalNormal.standard(2), radial(2)).shape
 * //=> [2]
 */
export const prior = <Base = PriorHint, Given = FlowHint>(
  base: BasePrior<Base>,
  flow: FlowOfPrior<Base, Given>,
): FlowPriorOf<Base, Given> => {
  // safe: each is itself wherever the call compiles, and `priorFault` is the check at run time
  const [from, own] = [base as unknown as AnyDrawn, flow as unknown as AnyBijection]
  const message = priorFault(from, own)
  if (message !== null) return refuse(message)
  const init = initOf(from)
  const made: FlowPrior<AnyShape, FlowPriorParameters> = {
    _tag: 'FlowPrior',
    shape: from.shape,
    event: from.event,
    init: (key) => ({
      base: (init?.(child('base')(key)) ?? null) as T.Tree.Tree,
      flow: own.init(child('flow')(key)) as T.Tree.Tree,
    }),
    [record]: recordOf(from, own),
  }
  return made as never // safe: as above
}
