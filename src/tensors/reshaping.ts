/** The same numbers under another shape. */

import type { Binding } from '../shapes/binding.js'
import type { AnyShape, Dim, Shape } from '../shapes/dim.js'
import type { KnownShape } from '../shapes/door.js'
import { factorsOf } from '../shapes/product.js'
import { orRefuse, refuse } from '../shapes/refusal.js'
import { type Reshape, reshape as reshapeShape } from '../shapes/reshape.js'
import { show } from '../shapes/show.js'
import { bind, tf, unwrap, wrap } from './lift.js'
import { type AnyTensor, elements, type Tensor } from './tensor.js'
import type { Allowed } from './verdict.js'

/** The number a dimension stands for: its own, or the product of the names in it. */
const sizeOf = (bound: Binding, dim: Dim): number => {
  const [value, names] = factorsOf([dim])
  return (
    bound.get(dim)?.size ??
    names.reduce(
      (product, name) => product * (bound.get(name)?.size ?? refuse(`reshape: no size is known for ${name}`)),
      value,
    )
  )
}

/** The numbers of a shape, given what its names stand for in a tensor; one unknown name takes what is left. */
const sizesFor = (from: AnyTensor, to: Shape): readonly number[] => {
  const bound = bind('reshape', [from])
  const known = (dim: Dim) => bound.has(dim) || factorsOf([dim])[1].every((name) => bound.has(name))
  const left = elements(from.sizes) / elements(to.filter(known).map((dim) => sizeOf(bound, dim)))
  const sizes = to.map((dim) => (known(dim) ? sizeOf(bound, dim) : left))
  // with two unknown names, or a name whose size is no multiple of what it says, the numbers do not tell
  return elements(sizes) === elements(from.sizes) && sizes.every(Number.isInteger)
    ? sizes
    : refuse(`reshape: ${show(from.shape)} of sizes ${show(from.sizes)} does not say the sizes of ${show(to)}`)
}

/**
 * The same numbers, in row-major order, under a shape with equally many elements.
 *
 * Names cancel against themselves: `['batch', 28, 28]` is read as `['batch', 784]`, and never as `['batch', 783]`.
 *
 * Shapes: `From -> To`.
 */
export const reshape =
  <const To extends Shape>(to: KnownShape<To, 'reshape'>) =>
  <From extends AnyShape>(x: Tensor<From> & Allowed<Reshape<From, To>>): Tensor<To> => {
    // safe: the parameter is `To` itself wherever the call compiles
    const shape = orRefuse(reshapeShape(x.shape, to as unknown as Shape))
    return wrap(shape, tf.reshape(unwrap(x), [...sizesFor(x, shape)]))
  }

/**
 * A matrix with its two axes exchanged.
 *
 * Shapes: `[Rows, Columns] -> [Columns, Rows]`.
 */
export const transpose = <Rows extends Dim, Columns extends Dim>(
  x: Tensor<readonly [Rows, Columns]>,
): Tensor<readonly [Columns, Rows]> => wrap([x.shape[1], x.shape[0]], tf.transpose(unwrap(x)))
