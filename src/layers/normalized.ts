/** What layers of normalization share: numbers less their mean and by their deviation, and the scale and shift after it. */

import type { AnyShape, Dim, Sizes } from '../shapes/dim.js'
import { dimsOf, numbersOf } from '../shapes/dim.js'
import type { Show } from '../shapes/message.js'
import { show } from '../shapes/message.js'
import * as T from '../tensors/index.js'

// -----------------------------------------------------------------------------
// in the types
// -----------------------------------------------------------------------------

/** The last axis of an event, as a shape. */
export type Channels<Event> = Event extends readonly [...infer _Rest, infer Last] ? readonly [Last & Dim] : never

/** The event itself where it has channels, or the message. */
export type WithChannels<Event> = Event extends readonly [unknown, ...unknown[]]
  ? Event
  : `takes channels on the last axis but is given ${Show<Event>}`

/** A scale and a shift of a shape. A type and not an interface, so that it is a tree of tensors. */
export type ScaleAndShift<Shape extends AnyShape> = {
  readonly scale: T.Tensor<Shape>
  readonly shift: T.Tensor<Shape>
}

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/** The message of an event without channels, or `null`. */
export const noChannels = (given: Sizes): string | null =>
  given.length === 0 ? `takes channels on the last axis but is given ${show(dimsOf(given))}` : null

export type AnyTensor = T.Tensor<AnyShape>

/** Zeros of an event. */
export const zerosOf = (event: Sizes): AnyTensor => T.zeros(dimsOf(event), numbersOf(event)) as AnyTensor

/** Ones of an event. */
export const onesOf = (event: Sizes): AnyTensor => T.addScalar(1)(zerosOf(event))

/** A scale of 1 and a shift of 0. */
export const noChange = (event: Sizes): ScaleAndShift<AnyShape> => ({ scale: onesOf(event), shift: zerosOf(event) })

/** `1 / √(variance + ε)`. */
export const inverseDeviation =
  (epsilon: number) =>
  <Shape extends AnyShape>(variance: T.Tensor<Shape>): T.Tensor<Shape> =>
    T.same.div(T.sqrt(T.addScalar(epsilon)(variance)))(T.addScalar(1)(T.zerosLike(variance)))

/** `scale · x + shift`, the shapes of both at the end of that of `x`. */
export const scaled = ({ scale, shift }: ScaleAndShift<AnyShape>) => {
  const [mul, add] = [T.trailing.mul(scale), T.trailing.add(shift)]
  return (x: AnyTensor): AnyTensor => add<AnyShape>(mul<AnyShape>(x as never) as never) as AnyTensor
}
