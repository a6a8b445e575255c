/** The nearest of some codes to each vector, as vector quantization takes it. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import type { Key } from '../random/key.js'
import type { AnyShape, AnySize, Dim, Sizes } from '../shapes/dim.js'
import { mergeClasses, nameClasses } from '../tensors/classes.js'
import * as T from '../tensors/index.js'
import { unwrap, wrap } from '../tensors/native.js'

/** Codes, each a vector of the last axis of an event. */
export type Codes = T.Tensor<readonly ['codes', 'channels']>

/** Rows of events. */
export type Rows = T.Tensor<readonly ['batch', ...AnyShape]>

/** The first codes: uniform within `±1 / count`, so that none is far from the others. Shapes: `[Codes, Channels]`. */
export const initialCodes =
  (codes: AnySize, channels: AnySize) =>
  (key: Key): T.Tensor<readonly [Dim, Dim]> =>
    pipe(
      Random.uniform(key)({ shape: [codes.dim, channels.dim] as const, sizes: [codes.size, channels.size] }),
      T.mulScalar(2 / codes.size),
      T.addScalar(-1 / codes.size),
    )

type Table = T.Tensor<readonly ['codes', 'classes']>

const tableOf = (codes: Codes): Table => wrap(['codes', 'classes'], unwrap(codes))

/**
 * Which code is nearest to each vector, which are those of the last axis: the first of several.
 *
 * `‖z - e‖²` is smallest where `2 z·e - ‖e‖²` is largest, which makes one matrix product of all distances.
 *
 * Shapes: `['codes', 'channels'] -> ['batch', ...Event] -> ['batch*variables']`.
 */
export const nearestOf = (codes: Codes) => (x: Rows) => {
  const table = T.stopGradient(tableOf(codes))
  return pipe(
    T.mergeRows(nameClasses<'batch', AnyShape>(x)),
    T.stopGradient,
    T.matmul(T.transpose(table)),
    T.mulScalar(2),
    T.trailing.sub(pipe(table, T.square, T.sum(1)))<readonly ['batch*variables']>,
    T.argMax(1),
  )
}

/**
 * The code that is nearest to each vector. Its gradient goes to the codes.
 *
 * Shapes: `['codes', 'channels'] -> ['batch', ...Event] -> ['batch', ...Event]`.
 * Source: van den Oord, Vinyals and Kavukcuoglu, "Neural Discrete Representation Learning", arXiv:1711.00937, equation 2.
 */
export const nearest =
  (event: Sizes) =>
  (codes: Codes) =>
  (x: Rows): Rows => {
    const chosen = pipe(
      T.embedding(tableOf(codes))(nearestOf(codes)(x)),
      T.splitRows('batch', 'variables', x.sizes[0] as number)<readonly ['classes']>,
      mergeClasses('event')<readonly ['batch']>,
      T.unflattenEvent<AnyShape>(event),
    )
    return wrap(x.shape, unwrap(chosen)) // under the name that its rows have
  }

/** The numbers of one tensor with the gradient of another. Shapes: `[...Shape], [...Shape] -> [...Shape]`. */
export const straightThrough =
  <Shape extends AnyShape>(numbers: T.Tensor<Shape>) =>
  (gradient: T.Tensor<Shape>): T.Tensor<Shape> =>
    // the second is 0 exactly, whatever is rounded
    pipe(gradient, T.same.sub(T.stopGradient(gradient)), T.same.add(T.stopGradient(numbers)))
