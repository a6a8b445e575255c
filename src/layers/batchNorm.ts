/** Batch normalization: channels that have the mean 0 and the variance 1 over the rows of a batch. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Sizes } from '../shapes/dim.js'
import { mustBe } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import type { Context, ContextStep } from './context.js'
import { type Layer, madeOf } from './layer.js'
import {
  type AnyTensor,
  type Channels,
  inverseDeviation,
  noChange,
  noChannels,
  onesOf,
  type ScaleAndShift,
  scaled,
  type WithChannels,
  zerosOf,
} from './normalized.js'
import { using } from './running.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The running mean and variance of channels. A type and not an interface, so that it is a tree of tensors. */
export type Moments<Shape extends AnyShape> = {
  readonly mean: T.Tensor<Shape>
  readonly variance: T.Tensor<Shape>
}

/** Batch normalization as a step. */
export interface BatchNorm extends ContextStep {
  readonly name: 'batchNorm'
  readonly takes: 'any'
  readonly out: WithChannels<this['in']>
  readonly parameters: ScaleAndShift<Channels<this['in']>>
  readonly kind: 'Tensor'
  readonly uses: 'state'
  readonly state: Moments<Channels<this['in']>>
}

/** How batch normalization remembers, and what keeps it from a division by 0. */
export interface BatchNormOptions {
  /** The part of the running mean and variance that stays at a step: 0.9 if left out. PyTorch calls `1 - momentum` so. */
  readonly momentum?: number
  /** What is added to a variance: 1e-5 if left out. */
  readonly epsilon?: number
}

// -----------------------------------------------------------------------------
// in a context
// -----------------------------------------------------------------------------

type AnyMoments = Moments<AnyShape>

/** The mean over all axes but the last. Safe: each of them is an axis of `x`. */
const meanOfChannels = (x: AnyTensor): AnyTensor =>
  (T.mean as unknown as (...axes: readonly number[]) => (x: AnyTensor) => AnyTensor)(...x.shape.slice(1).keys())(x)

const lessMean = (x: AnyTensor, mean: AnyTensor): AnyTensor => T.trailing.sub(mean)<AnyShape>(x as never) as AnyTensor

const momentsOf = (x: AnyTensor): AnyMoments => {
  const mean = meanOfChannels(x)
  return { mean, variance: meanOfChannels(T.square(lessMean(x, mean))) }
}

const normalized =
  ({ mean, variance }: AnyMoments, epsilon: number) =>
  (x: AnyTensor): AnyTensor =>
    T.trailing.mul(inverseDeviation(epsilon)(variance))<AnyShape>(lessMean(x, mean) as never) as AnyTensor

/** No gradient is taken of a state. */
const moved =
  (momentum: number) =>
  (before: AnyTensor, now: AnyTensor): AnyTensor =>
    pipe(T.stopGradient(now), T.mulScalar(1 - momentum), T.same.add(T.mulScalar(momentum)(before)))

const after =
  (momentum: number) =>
  (before: AnyMoments, now: AnyMoments): AnyMoments => ({
    mean: moved(momentum)(before.mean, now.mean),
    variance: moved(momentum)(before.variance, now.variance),
  })

const runNorm =
  ({ momentum = 0.9, epsilon = 1e-5 }: BatchNormOptions) =>
  (own: ScaleAndShift<AnyShape>, { mode, state }: Context<AnyMoments>) =>
  (x: AnyTensor) => {
    const moments = mode === 'training' ? momentsOf(x) : state
    const value = scaled(own)(normalized(moments, epsilon)(x))
    return [value, mode === 'training' ? after(momentum)(state, moments) : state] as const
  }

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const optionsFault = ({ momentum = 0.9, epsilon = 1e-5 }: BatchNormOptions): string | null =>
  !(momentum >= 0 && momentum < 1)
    ? mustBe('batchNorm: the momentum', 'from 0 to below 1', momentum)
    : epsilon > 0 && Number.isFinite(epsilon)
      ? null
      : mustBe('batchNorm: epsilon', 'above 0', epsilon)

/**
 * Each channel, the last axis, less its mean and by its standard deviation over the rows and all other axes, then scaled
 * and shifted. In evaluation the mean and the variance are those of the state, which every step of training moves.
 *
 * The variance of the state is that of the rows, divided by their number, as in Flax.
 *
 * Shapes: `[Row, ...Event, Channels] -> [Row, ...Event, Channels]`. Errors: a `ShapeError` for an option out of its range.
 * Source: Ioffe and Szegedy, "Batch Normalization", arXiv:1502.03167, algorithms 1 and 2.
 */
export const batchNorm = (options: BatchNormOptions = {}): Layer<BatchNorm> => {
  const fault = optionsFault(options)
  if (fault !== null) return refuse(fault)
  return madeOf({ name: 'batchNorm', takes: null, build: (given) => noChannels(given) ?? built(given, options) })
}

const built = (given: Sizes, options: BatchNormOptions) => {
  const channels = given.slice(-1)
  return using({
    out: given,
    uses: 'state',
    init: () => noChange(channels),
    begin: () => ({ mean: zerosOf(channels), variance: onesOf(channels) }),
    run: runNorm(options),
  })
}
