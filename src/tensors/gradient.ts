/** Gradients, by TensorFlow.js's reverse mode. */

import * as tf from '@tensorflow/tfjs-core'
import { refuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { registerGradients } from './gradients/register.js'
import { stopped, unwrap, wrap } from './native.js'
import type { Tensor } from './tensor.js'
import { leaves, withLeaves } from './tree.js'

/** A value with what else was computed on the way, and the gradient in the shape of the parameters. */
export interface Gradients<Parameters, Rest> {
  readonly value: Tensor<readonly []>
  readonly gradient: Parameters
  readonly rest: Rest
}

/**
 * The value of a function of a tree of tensors and its gradient; `rest` is handed through and not differentiated.
 *
 * Shapes: `Parameters -> []`, and the gradient has the shapes of the parameters: zeros for what is not depended on.
 * Errors: a `ShapeError` for parameters without a tensor.
 */
export const valueAndGradient =
  <Parameters, Rest>(f: (parameters: Parameters) => readonly [Tensor<readonly []>, Rest]) =>
  (parameters: Parameters): Gradients<Parameters, Rest> => {
    const tensors = leaves(parameters).map(({ value }) => value)
    if (tensors.length === 0) refuse('valueAndGradient: takes parameters of one tensor or more but is given none')
    const kept: Rest[] = []
    const run = (...values: tf.Tensor[]): tf.Scalar => {
      const [value, rest] = f(
        withLeaves(
          parameters,
          values.map((each, index) => wrap((tensors[index] as Tensor<AnyShape>).shape, each)),
        ),
      )
      // the scope of the forward pass would free them
      kept.push(copy(rest, tf.keep))
      return unwrap(value) as tf.Scalar // safe: the type says `[]`
    }
    registerGradients()
    const given = tensors.map(unwrap)
    // not `tf.valueAndGrads`, which fails when the function does not depend on one of its arguments
    const { value, grads } = freeing(kept, () => tf.engine().gradients(() => run(...given), given, undefined, true))
    const gradient = withLeaves(
      parameters,
      tensors.map((each, index) => wrap(each.shape, grads[index] ?? tf.zerosLike(unwrap(each)))),
    )
    const held = kept[0] as Rest // safe: `f` has run once
    const rest = copy(held, (each) => each)
    for (const each of leaves(held)) unwrap(each.value).dispose()
    return { value: wrap([], value), gradient, rest }
  }

/** The operations that the gradients under way have recorded. */
const recorded = () => {
  const { activeTape, gradientDepth } = tf.engine().state
  return gradientDepth === 0 ? [] : activeTape
}

/** Runs a gradient. Where it throws, what it has kept is freed, and what TensorFlow.js has saved for the way back. */
const freeing = <Result>(kept: readonly unknown[], run: () => Result): Result => {
  const before = recorded().length
  try {
    return run()
  } catch (error) {
    for (const { value } of leaves(kept)) unwrap(value).dispose()
    for (const { saved = [] } of tf.engine().state.activeTape.slice(before)) for (const each of saved) each.dispose()
    throw error
  }
}

/** The same tree with a tensor of its own for every leaf. */
const copy = <Given>(tree: Given, own: (value: tf.Tensor) => tf.Tensor): Given =>
  withLeaves(
    tree,
    leaves(tree).map(({ value }) => wrap(value.shape, own(unwrap(value).clone()))),
  )

/** The same numbers, constant to the gradient. Shapes: `[...Shape] -> [...Shape]`. */
export const stopGradient = <Kept extends AnyShape>(x: Tensor<Kept>): Tensor<Kept> => wrap(x.shape, stopped(unwrap(x)))
