/** The same numbers under another shape. */

import * as tf from '@tensorflow/tfjs-core'
import { bindNames } from '../shapes/binding.js'
import type { KnownSized } from '../shapes/checkDim.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import { type Determined, type DimOrSize, type DimsWithSize, determined, stated } from '../shapes/determined.js'
import { type AnyShape, type Dim, dimsOf, numbersOf, type Shape, type ShapeOf } from '../shapes/dim.js'
import type { IsPart } from '../shapes/equal.js'
import {
  type Flatten,
  flatten as flattenShape,
  type Unflatten,
  unflatten as unflattenShape,
} from '../shapes/flatten.js'
import { show } from '../shapes/message.js'
import { factorsOf } from '../shapes/product.js'
import type { AxisOffer } from '../shapes/reduce.js'
import { type Reshape, reshape as reshapeShape } from '../shapes/reshape.js'
import { shapeOf, unwrap, wrap } from './native.js'
import type { ShapeCheck, ShapeOr } from './tensor.js'
import { type AnyTensor, elements, type Tensor } from './tensor.js'

/** What is known of dimensions: from a tensor, and from those that bring their sizes. */
const knownFrom = (operation: string, x: AnyTensor, given: readonly DimOrSize[]): ReadonlyMap<unknown, number> => {
  const sizes = stated(given)
  const bound = bindNames([
    { label: '', shape: x.shape, sizes: x.sizes },
    { label: 'the shape', shape: dimsOf(sizes), sizes: numbersOf(sizes) },
  ])
  return typeof bound === 'string'
    ? refuse(`${operation}: ${bound}`)
    : new Map([...bound].map(([name, { size }]) => [name, size]))
}

/** The number that a dimension stands for, its own or the product of the names in it; `null` when one is not known. */
const sizeOf =
  (known: ReadonlyMap<unknown, number>) =>
  (dim: Dim): number | null => {
    const own = known.get(dim)
    if (own !== undefined) return own
    const [value, names] = factorsOf([dim])
    return names.reduce<number | null>((product, name) => {
      const size = known.get(name)
      return product === null || size === undefined ? null : product * size
    }, value)
  }

/** The numbers of a shape that is determined; the one size that is not known takes what is left. */
const sizesFor = (operation: string, x: AnyTensor, to: Shape, given: readonly DimOrSize[]): readonly number[] => {
  const sizes = to.map(sizeOf(knownFrom(operation, x, given)))
  const left = elements(x.sizes) / elements(sizes.map((size) => size ?? 1))
  const numbers = sizes.map((size) => size ?? left)
  // a name whose size is no multiple of what it says, and one that is stated as another number
  return elements(numbers) === elements(x.sizes) && numbers.every(Number.isInteger)
    ? numbers
    : refuse(`${operation}: ${show(x.shape)} of sizes ${show(x.sizes)} does not say the sizes of ${show(to)}`)
}

const dimOf = (given: DimOrSize): Dim => (typeof given === 'object' ? given.dim : given)

/** The shape that dimensions and sizes spell; dimensions alone are that shape, and are not walked. */
type Spelt<Given extends readonly unknown[]> = Given extends Shape
  ? Given extends Dim[]
    ? Readonly<Given>
    : Given
  : ShapeOf<Given>

/** The verdict of `reshape`: equally many elements, and sizes that follow, which numbers and dimensions as they are do. */
type Reshaped<From extends AnyShape, Given extends readonly unknown[]> =
  Reshape<From, Spelt<Given>> extends infer Verdict
    ? Verdict extends string
      ? Verdict
      : IsPart<Given[number], number | From[number] | Bringing> extends true
        ? Verdict
        : Determined<'reshape', From, Spelt<Given>, DimsWithSize<Given>>
    : never

/** A dimension that brings its size, whatever it is called. */
type Bringing = { readonly dim: unknown; readonly size: number }

/** Both by `infer`, and before all else: while the tensor is not known, nothing is worked out of the verdict. */
type Reshaping<From, Given> = [From, Given] extends [
  infer Known extends AnyShape,
  infer Wanted extends readonly unknown[],
]
  ? Reshaped<Known, Wanted>
  : never

/**
 * The same numbers, in row-major order, under a shape with equally many elements.
 *
 * Names cancel against themselves: `['batch', 28, 28]` is read as `['batch', 784]`, and never as `['batch', 783]`. One
 * size that the tensor does not say takes what is left; a second one must be brought:
 * `reshape([Dim.named('samples', 5), 'batch', 20])` of `['samples*batch', 20]`.
 *
 * Shapes: `From -> To`.
 * Errors: a `ShapeError` with the message of the compiler, and where a name stands for another number than it is given.
 */
export const reshape =
  <const To extends readonly DimOrSize[]>(to: KnownSized<To, 'reshape'>) =>
  <From extends AnyShape>(x: Tensor<From> & ShapeCheck<Reshaping<From, To>>): Tensor<ShapeOr<Reshaping<From, To>>> => {
    const given = to as unknown as readonly DimOrSize[] // safe: the parameter is `To` itself wherever the call compiles
    const shape = orRefuse(reshapeShape(x.shape, given.map(dimOf)))
    orRefuse(determined('reshape', shapeOf(x), shape, dimsOf(stated(given))))
    return wrap(shape, tf.reshape(unwrap(x), [...sizesFor('reshape', x, shape, given)]))
  }

/**
 * The axes from one to another as one: `flatten(1, -1)` makes an event a vector.
 *
 * Shapes: `From -> Flatten<From, First, Last>`. Errors: a `ShapeError` with the message of the compiler.
 */
export const flatten =
  <const First extends AxisOffer, const Last extends AxisOffer>(first: First, last: Last) =>
  <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Flatten<From, First, Last>>,
  ): Tensor<ShapeOr<Flatten<From, First, Last>>> => {
    const shape = orRefuse(flattenShape(shapeOf(x), first, last))
    // safe: `flattenShape` is the run-time version of `Flatten`, held by the shared case table
    return wrap(shape, tf.reshape(unwrap(x), [...sizesFor('flatten', x, shape, [])])) as never
  }

/**
 * One axis as several of equally many elements: `unflatten(-1, [28, 28])`. As in `reshape`, one size may be left open,
 * and a second one must be brought: `unflatten(0, [Dim.named('samples', 5), 'batch'])`.
 *
 * Shapes: `From -> Unflatten<From, Axis, Dims>`.
 * Errors: a `ShapeError` with the message of the compiler, and where a name stands for another number than it is given.
 */
export const unflatten =
  <const Place extends AxisOffer, const Dims extends readonly DimOrSize[]>(
    axis: Place,
    dims: KnownSized<Dims, 'unflatten'>,
  ) =>
  <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Unflatten<From, Place, ShapeOf<Dims>, DimsWithSize<Dims>>>,
  ): Tensor<ShapeOr<Unflatten<From, Place, ShapeOf<Dims>, DimsWithSize<Dims>>>> => {
    const given = dims as unknown as readonly DimOrSize[] // safe: as in `reshape`
    const shape = orRefuse(unflattenShape(shapeOf(x), axis, given.map(dimOf), dimsOf(stated(given))))
    // safe: `unflattenShape` is the run-time version of `Unflatten`, held by the shared case table
    return wrap(shape, tf.reshape(unwrap(x), [...sizesFor('unflatten', x, shape, given)])) as never
  }

/**
 * A matrix with its two axes exchanged.
 *
 * Shapes: `[Rows, Columns] -> [Columns, Rows]`.
 */
export const transpose = <Rows extends Dim, Columns extends Dim>(
  x: Tensor<readonly [Rows, Columns]>,
): Tensor<readonly [Columns, Rows]> => wrap([x.shape[1], x.shape[0]], tf.transpose(unwrap(x)))
