/** Layers that say or change the shape of an event, and compute nothing. */

import { type KnownSizes, knownSize } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { dimsOf, numbersOf, type ShapeOf, type Sizes } from '../shapes/dim.js'
import { eventFault } from '../shapes/event.js'
import { type Product, product } from '../shapes/product.js'
import { type Reshape, reshape as reshapeShape } from '../shapes/reshape.js'
import * as T from '../tensors/index.js'
import { elements } from '../tensors/tensor.js'
import { type Layer, madeOf, stateless } from './layer.js'
import type { Input, Step } from './step.js'

const sizesOf = (name: string, given: readonly unknown[]): Sizes =>
  given.map((size) => orRefuse(knownSize(size, `${name}: a dimension`)))

/**
 * The shape of what enters a sequence: where its first layer takes whatever it is given.
 *
 * Shapes: `[Row, ...Event] -> [Row, ...Event]`.
 */
export const input = <const Given extends readonly unknown[]>(
  shape: KnownSizes<Given, 'input'>,
): Layer<Input<ShapeOf<Given>>> => {
  const needed = sizesOf('input', shape as readonly unknown[])
  return madeOf({
    name: 'input',
    takes: needed,
    build: (given) =>
      eventFault(needed, given) ?? stateless(needed, 'Tensor', null, (x: T.Tensor<readonly [Dim, ...AnyShape]>) => x),
  })
}

/** The event as one axis. */
export interface Flatten extends Step {
  readonly name: 'flatten'
  readonly takes: 'any'
  readonly out: readonly [Product<this['in']>]
  readonly parameters: null
  readonly kind: 'Tensor'
}

const reshapeRows =
  (out: Sizes) =>
  (x: T.Tensor<readonly [Dim, ...AnyShape]>): T.Tensor<readonly [Dim, ...AnyShape]> =>
    T.unflattenEvent<AnyShape>(out)(T.flattenEvent('event')(x))

/**
 * All axes of the event as one.
 *
 * Shapes: `[Row, ...Event] -> [Row, product of Event]`.
 */
export const flatten: Layer<Flatten> = madeOf({
  name: 'flatten',
  takes: null,
  build: (given) => {
    const out = [{ dim: product(dimsOf(given)), size: elements(numbersOf(given)) }]
    return stateless(out, 'Tensor', null, reshapeRows(out))
  },
})

/** The message without the name of the rule: the name of the layer stands before them. */
type Unprefixed<Verdict> = Verdict extends `reshape: ${infer Message}` ? Message : Verdict

/** The event under another shape. */
export interface ReshapeTo<To extends AnyShape> extends Step {
  readonly name: 'reshape'
  readonly takes: 'any'
  readonly out: Unprefixed<Reshape<this['in'], To>>
  readonly parameters: null
  readonly kind: 'Tensor'
}

/**
 * The event under another shape with equally many elements.
 *
 * Shapes: `[Row, ...Event] -> [Row, ...To]`.
 */
export const reshape = <const Given extends readonly unknown[]>(
  shape: KnownSizes<Given, 'reshape'>,
): Layer<ReshapeTo<ShapeOf<Given>>> => {
  const out = sizesOf('reshape', shape as readonly unknown[])
  return madeOf({
    name: 'reshape',
    takes: null,
    build: (given) => {
      const verdict = reshapeShape(dimsOf(given), dimsOf(out))
      return typeof verdict === 'string'
        ? verdict.replace(/^reshape: /, '')
        : stateless(out, 'Tensor', null, reshapeRows(out))
    },
  })
}
