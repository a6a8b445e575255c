/** Layer normalization: each event has the mean 0 and the variance 1. */

import { refuse } from '../shapes/defect.js'
import type { AnyShape, Dim, Sizes } from '../shapes/dim.js'
import { mustBe } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import type { EventTensor } from './custom.js'
import { type Layer, madeOf } from './layer.js'
import {
  type AnyTensor,
  inverseDeviation,
  noChange,
  noChannels,
  type ScaleAndShift,
  scaled,
  type WithChannels,
} from './normalized.js'
import type { Step } from './step.js'

/** A scale and a shift of every number of an event. A type and not an interface, so that it is a tree of tensors. */
export type ScaleAndShiftOf<Event> = {
  readonly scale: EventTensor<Event>
  readonly shift: EventTensor<Event>
}

/** Layer normalization as a step. */
export interface LayerNorm extends Step {
  readonly name: 'layerNorm'
  readonly takes: 'any'
  readonly out: WithChannels<this['in']>
  readonly parameters: ScaleAndShiftOf<this['in']>
  readonly kind: 'Tensor'
}

type Rows = T.Tensor<readonly [Dim, ...AnyShape]>
type Between = (right: AnyTensor) => (left: AnyTensor) => AnyTensor

// Safe: rows of one axis and one number a row, which the types cannot read here.
const [sub, mul] = [T.sub as unknown as Between, T.mul as unknown as Between]
const meanOfRow = T.keepDims.mean(1) as unknown as (x: AnyTensor) => AnyTensor

/** Each row less its mean and by its deviation, as one axis. */
const standardized =
  (epsilon: number) =>
  (x: AnyTensor): AnyTensor => {
    const centered = sub(meanOfRow(x))(x)
    return mul(inverseDeviation(epsilon)(meanOfRow(T.square(centered))))(centered)
  }

/** Safe: rows of one axis are rows. */
const normalized = (event: Sizes, epsilon: number, own: ScaleAndShift<AnyShape>) => (x: Rows) => {
  const flat = standardized(epsilon)(T.flattenEvent('event')(x) as unknown as AnyTensor)
  return scaled(own)(T.unflattenEvent(event)(flat as never) as unknown as AnyTensor)
}

/**
 * Each event less its mean and by its standard deviation over all its numbers, then scaled and shifted number by number.
 * It is the same in training and in evaluation.
 *
 * Shapes: `[Row, ...Event] -> [Row, ...Event]`. Errors: a `ShapeError` for an epsilon that is not above 0.
 * Source: Ba, Kiros and Hinton, "Layer Normalization", arXiv:1607.06450, equations 3 and 4.
 */
export const layerNorm = ({ epsilon = 1e-5 }: { readonly epsilon?: number } = {}): Layer<LayerNorm> =>
  epsilon > 0 && Number.isFinite(epsilon)
    ? madeOf({
        name: 'layerNorm',
        takes: null,
        build: (given) =>
          noChannels(given) ?? {
            out: given,
            kind: 'Tensor',
            family: null,
            init: () => noChange(given),
            apply: (own: ScaleAndShift<AnyShape>) => normalized(given, epsilon, own),
          },
      })
    : refuse(mustBe('layerNorm: epsilon', 'above 0', epsilon))
