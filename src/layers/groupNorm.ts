/** Group normalization: the channels of an event in groups, each with the mean 0 and the variance 1. */

import type { Divides } from '../shapes/arithmetic.js'
import type { Known, UnlessNever } from '../shapes/checkDim.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import type { AnyShape, Dim, Sizes } from '../shapes/dim.js'
import { dimsOf } from '../shapes/dim.js'
import { mustBe, type Said, type Show, show } from '../shapes/message.js'
import { numberMessage } from '../shapes/windows.js'
import * as T from '../tensors/index.js'
import { type Layer, madeOf } from './layer.js'
import {
  type AnyTensor,
  type Channels,
  inverseDeviation,
  noChange,
  noChannels,
  type ScaleAndShift,
  scaled,
  type WithChannels,
} from './normalized.js'
import type { Step } from './step.js'

// -----------------------------------------------------------------------------
// in the types
// -----------------------------------------------------------------------------

type Undivided<Groups extends number, Event> = Said<typeof undivided<Groups, Show<Event>>>

const undivided = <Groups extends number, Event extends string>(groups: Groups, event: Event) =>
  `takes channels that ${groups} groups divide but is given ${event}` as const

/** The event itself where its channels are so many groups, or the message. A size with a name is looked at at run time. */
export type InGroups<Event, Groups extends number> = Event extends readonly [...infer _Rest, infer Last extends number]
  ? Divides<Groups, Last> extends true
    ? Event
    : Undivided<Groups, Event>
  : WithChannels<Event>

/** Group normalization as a step. */
export interface GroupNorm<Groups extends number> extends Step {
  readonly name: 'groupNorm'
  readonly takes: 'any'
  readonly out: InGroups<this['in'], Groups>
  readonly parameters: ScaleAndShift<Channels<this['in']>>
  readonly kind: 'Tensor'
}

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

type Rows = T.Tensor<readonly [Dim, ...AnyShape]>
type Between = (right: AnyTensor) => (left: AnyTensor) => AnyTensor

// Safe: rows of three axes and one number a row and a group, which the types cannot read here.
const [sub, mul] = [T.sub as unknown as Between, T.mul as unknown as Between]
const meanOfGroup = T.keepDims.mean(1, 3) as unknown as (x: AnyTensor) => AnyTensor

const standardized =
  (epsilon: number) =>
  (x: AnyTensor): AnyTensor => {
    const centered = sub(meanOfGroup(x))(x)
    return mul(inverseDeviation(epsilon)(meanOfGroup(T.square(centered))))(centered)
  }

/** Places, groups, and the channels of a group. */
const groupedAxes = (event: Sizes, groups: number): Sizes => {
  const [channels, ...others] = event.map(({ size }) => size).reverse() as [number, ...number[]]
  const places = others.reduce((all, each) => all * each, 1)
  return [places, groups, channels / groups].map((size) => ({ dim: size, size }))
}

/** Safe: rows of an event are rows of its numbers in groups. */
const normalized = (event: Sizes, groups: number, epsilon: number, own: ScaleAndShift<AnyShape>) => {
  const as = (axes: Sizes) => (x: AnyTensor) =>
    T.unflattenEvent(axes)(T.flattenEvent('event')(x as unknown as Rows) as never) as unknown as AnyTensor
  return (x: AnyTensor): AnyTensor => scaled(own)(as(event)(standardized(epsilon)(as(groupedAxes(event, groups))(x))))
}

const built = (given: Sizes, groups: number, epsilon: number) => ({
  out: given,
  kind: 'Tensor' as const,
  family: null,
  init: () => noChange(given.slice(-1)),
  apply: (own: ScaleAndShift<AnyShape>) => normalized(given, groups, epsilon, own),
})

const eventFault = (given: Sizes, groups: number): string | null =>
  noChannels(given) ?? ((given.at(-1)?.size ?? 0) % groups === 0 ? null : undivided(groups, show(dimsOf(given))))

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const GROUPS = 'groupNorm: the groups'

/**
 * The channels, the last axis, in equal groups of neighbors: of each event each group less its mean and by its standard
 * deviation over its channels and all other axes, then scaled and shifted channel by channel: `groupNorm(8)`. It is the
 * same in training and in evaluation, and for batches of any size.
 *
 * With one group it is `layerNorm` but for its scale and shift, which are those of channels.
 *
 * Shapes: `[Row, ...Event, Channels] -> [Row, ...Event, Channels]`. Errors: a `ShapeError` with the message of the compiler,
 * for channels that the groups do not divide, and for an epsilon that is not above 0.
 * Source: Wu and He, "Group Normalization", arXiv:1803.08494, equations 1, 2 and 7.
 *
 * @example
 * Layer.sequence(Layer.input([7, 7, 64]), groupNorm(8)).output.map(({ size }) => size)
 * //=> [7, 7, 64]
 */
export const groupNorm = <const Groups extends number>(
  groups: Known<Groups, typeof GROUPS>,
  { epsilon = 1e-5 }: { readonly epsilon?: number } = {},
): Layer<UnlessNever<keyof Groups, GroupNorm<Groups>>> => {
  const count = Number(groups)
  orRefuse(numberMessage(groups, GROUPS) ?? count)
  return epsilon > 0 && Number.isFinite(epsilon)
    ? madeOf({
        name: 'groupNorm',
        takes: null,
        build: (given) => eventFault(given, count) ?? built(given, count, epsilon),
      })
    : refuse(mustBe('groupNorm: epsilon', 'above 0', epsilon))
}
