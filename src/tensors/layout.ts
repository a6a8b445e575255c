/** Axes exchanged, added, taken away, cut and joined. An axis is its place, from the front or the back, or its name. */

import * as tf from '@tensorflow/tfjs-core'
import { dimFault, type IsAny, type Known } from '../shapes/checkDim.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import type { AnyShape, Dim, Shape } from '../shapes/dim.js'
import {
  type Concat,
  concat as concatShapes,
  type Expand,
  expand as expandShape,
  type Permute,
  permute as permuteShape,
  type Rename,
  rename as renameShape,
  type Slice,
  type Split,
  type Squeeze,
  type Stack,
  slice as sliceShape,
  split as splitShape,
  squeeze as squeezeShape,
  stack as stackShapes,
} from '../shapes/layout.js'
import { type Axis, type AxisOffer, placeOf } from '../shapes/reduce.js'
import { bind, shapeOf, unwrap, wrap } from './native.js'
import type { AnyTensor, ShapeCheck, ShapeOr, Tensor } from './tensor.js'

// Every `as never` below is safe: the rule is the run-time version of the type, held by the shared case table.

// -----------------------------------------------------------------------------
// the order of axes
// -----------------------------------------------------------------------------

/** A permutation, given its axes. The second way to call it is as that of `Reducing`. */
export interface PermuteOperation {
  <const Axes extends readonly Axis[]>(
    ...axes: Axes
  ): <From extends AnyShape>(x: Tensor<From> & ShapeCheck<Permute<From, Axes>>) => Tensor<ShapeOr<Permute<From, Axes>>>
  (
    first: AxisOffer,
    second: AxisOffer,
    ...others: readonly AxisOffer[]
  ): <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Permute<From, readonly Axis[]>>,
  ) => Tensor<ShapeOr<Permute<From, readonly Axis[]>>>
}

/**
 * The axes in another order, each named once.
 *
 * Shapes: `From -> Permute<From, Axes>`.
 *
 * @example
 * pipe(zeros(['batch', 28, 3], [2, 28, 3]), permute(0, 2, 1)).shape
 * //=> ['batch', 3, 28]
 */
export const permute: PermuteOperation =
  (...axes: readonly Axis[]) =>
  <From extends AnyShape>(x: Tensor<From>) => {
    const from = shapeOf(x)
    const shape = orRefuse(permuteShape(from, axes))
    const order = axes.map((axis) => placeOf(from, axis))
    return wrap(shape, tf.transpose(unwrap(x), order)) as never
  }

// -----------------------------------------------------------------------------
// axes of 1
// -----------------------------------------------------------------------------

/**
 * An axis of 1 before that at a place, or at the end for `-1`.
 *
 * Shapes: `From -> Expand<From, Place>`.
 */
export const expand =
  <const Place extends number>(axis: Place) =>
  <From extends AnyShape>(x: Tensor<From> & ShapeCheck<Expand<From, Place>>): Tensor<ShapeOr<Expand<From, Place>>> =>
    wrap(orRefuse(expandShape(shapeOf(x), axis)), tf.expandDims(unwrap(x), axis)) as never

/**
 * Without an axis of 1.
 *
 * Shapes: `From -> Squeeze<From, Place>`.
 */
export const squeeze =
  <const Place extends AxisOffer>(axis: Place) =>
  <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Squeeze<From, Place>>,
  ): Tensor<ShapeOr<Squeeze<From, Place>>> => {
    const from = shapeOf(x)
    const shape = orRefuse(squeezeShape(from, axis))
    bind('squeeze', [x])
    return wrap(shape, tf.squeeze(unwrap(x), [placeOf(from, axis)])) as never
  }

// -----------------------------------------------------------------------------
// names
// -----------------------------------------------------------------------------

const NAME = 'rename: the name'

/**
 * Another name for an axis that has one, its numbers as they are: `pipe(x, rename('rows', 'batch'))`.
 *
 * Shapes: `From -> Rename<From, Place, Name>`.
 * Errors: a `ShapeError` with the message of the compiler, and where another axis of the name has another size.
 *
 * @example
 * pipe(zeros(['rows', 784], [2, 784]), rename('rows', 'batch')).shape
 * //=> ['batch', 784]
 */
export const rename =
  <const Place extends AxisOffer, const Name extends string>(axis: Place, name: Known<Name, typeof NAME>) =>
  <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Rename<From, Place, Name>>,
  ): Tensor<ShapeOr<Rename<From, Place, Name>>> => {
    const message = dimFault(name, NAME)
    const shape = orRefuse(message ?? renameShape(shapeOf(x), axis, String(name)))
    bind('rename', [{ shape, sizes: x.sizes }])
    return wrap(shape, tf.clone(unwrap(x))) as never
  }

// -----------------------------------------------------------------------------
// joined
// -----------------------------------------------------------------------------

/**
 * Another tensor after this one along an axis: `pipe(z, concat(labels, -1))`.
 *
 * Shapes: `Right -> Left -> Concat<Left, Right, Place>`.
 */
export const concat =
  <Right extends AnyShape, const Place extends AxisOffer>(right: Tensor<Right>, axis: Place) =>
  <Left extends AnyShape>(
    left: Tensor<Left> & ShapeCheck<Concat<Left, Right, Place>>,
  ): Tensor<ShapeOr<Concat<Left, Right, Place>>> => {
    const shape = orRefuse(concatShapes(shapeOf(left), shapeOf(right), axis))
    const at = placeOf(shapeOf(left), axis)
    const others = ({ shape: dims, sizes, native }: AnyTensor): AnyTensor => ({
      shape: dims.toSpliced(at, 1),
      sizes: sizes.toSpliced(at, 1),
      native,
    })
    bind('concat', [others(left), others(right)])
    return wrap(shape, tf.concat([unwrap(left), unwrap(right)], at)) as never
  }

type ShapesOf<Tensors extends readonly unknown[]> = {
  readonly [Index in keyof Tensors]: Tensors[Index] extends Tensor<infer Each> ? Each : readonly [`one of ${string}`]
}

/**
 * Tensors of one shape under a new axis.
 *
 * Shapes: `[...Shapes] -> Stack<Shapes, Place>`.
 */
export const stack =
  <const Place extends number>(axis: Place) =>
  <const Tensors extends readonly [AnyTensor, ...AnyTensor[]]>(
    tensors: Tensors & ShapeCheck<Stack<ShapesOf<Tensors>, Place>>,
  ): Tensor<ShapeOr<Stack<ShapesOf<Tensors>, Place>>> => {
    const given: readonly AnyTensor[] = tensors
    const shape = orRefuse(stackShapes(given.map(shapeOf), axis))
    bind('stack', given)
    return wrap(shape, tf.stack(given.map(unwrap), axis < 0 ? shape.length + axis : axis)) as never
  }

// -----------------------------------------------------------------------------
// cut
// -----------------------------------------------------------------------------

/** A place to begin: a whole number from 0. */
type Begin<Given> = IsAny<Given> extends true ? never : [Given] extends [0] ? Given : Known<Given, 'slice: the begin'>

/**
 * So many of an axis, from a place on, which is 0 for the first: `slice(-1, 0, 10)`.
 *
 * Shapes: `From -> Slice<From, Place, From, Size>`.
 * Errors: a `ShapeError` with the message of the compiler, and where the size of a name is too small.
 */
export const slice =
  <const Place extends AxisOffer, const First extends number, const Size extends number>(
    axis: Place,
    begin: Begin<First>,
    size: Known<Size, 'slice: the size'>,
  ) =>
  <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Slice<From, Place, First, Size>>,
  ): Tensor<ShapeOr<Slice<From, Place, First, Size>>> => {
    const [from, first, count] = [shapeOf(x), Number(begin), Number(size)]
    const at = placeOf(from, axis)
    const shape = orRefuse(sliceShape(from, axis, first, count))
    orRefuse(sliceShape(x.sizes, at, first, count))
    const begins = from.map((_, index) => (index === at ? first : 0))
    const sizes = x.sizes.map((each, index) => (index === at ? count : each))
    return wrap(shape, tf.slice(unwrap(x), begins, sizes)) as never
  }

type Parts<Verdict> = Verdict extends readonly AnyShape[]
  ? { readonly [Index in keyof Verdict]: Tensor<ShapeOr<Verdict[Index]>> }
  : never

/**
 * The parts of an axis, whose sizes are together the whole: `split(-1, [20, 10])`.
 *
 * Shapes: `From -> Split<From, Place, Sizes>`.
 */
export const split =
  <const Place extends AxisOffer, const Sizes extends readonly number[]>(
    axis: Place,
    sizes: { readonly [Index in keyof Sizes]: Known<Sizes[Index], 'split: a size'> },
  ) =>
  <From extends AnyShape>(
    x: Tensor<From> & ShapeCheck<Split<From, Place, Sizes>>,
  ): Parts<Split<From, Place, Sizes>> => {
    const counts = sizes as readonly unknown[] as readonly number[] // safe: wherever the call compiles
    const shapes = splitShape(shapeOf(x), axis, counts)
    if (typeof shapes === 'string') return refuse(shapes)
    bind('split', [x])
    return tf
      .split(unwrap(x), [...counts], placeOf(shapeOf(x), axis))
      .map((part, index) => wrap(shapes[index] as Shape, part)) as never
  }

type Each<Count, Item, Out extends readonly unknown[] = readonly []> = Out['length'] extends Count
  ? Out
  : Each<Count, Item, readonly [...Out, Item]>

/**
 * The slices of the first axis, without it: its size must be a number below 1,000.
 *
 * Plain unification: the compiler names the shape of a tensor whose first axis has a name.
 *
 * Shapes: `[Count, ...Event] -> Count times [...Event]`.
 */
export const unstack = <const Count extends number, Event extends AnyShape>(
  x: Tensor<readonly [Count, ...Event]>,
): Each<Count, Tensor<readonly [...Event]>> => {
  bind('unstack', [x])
  const [, ...event] = shapeOf(x) as readonly [Dim, ...Dim[]]
  return tf.unstack(unwrap(x)).map((part) => wrap(event, part)) as never
}
