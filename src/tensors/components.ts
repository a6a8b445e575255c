/** An axis of components before the axes of an event: what mixtures are computed on. */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { logSoftmaxAlong, logSumExpOf } from './exponentials.js'
import { bind, shapeOf, unwrap, wrap } from './native.js'
import { type AnyTensor, elements, type Tensor } from './tensor.js'

/**
 * Every event once for each component.
 *
 * By a sum with zeros and not by tiling, of which TensorFlow.js has no gradient above four axes.
 *
 * Shapes: `[...Lead, ...Event] -> [...Lead, 'components', ...Event]`.
 */
export const underComponents =
  <Event extends AnyShape>(event: Event, count: number) =>
  <Lead extends AnyShape>(
    x: Tensor<readonly [...Lead, ...Event]>,
  ): Tensor<readonly [...Lead, 'components', ...Event]> => {
    const at = x.sizes.length - event.length
    const ones = tf.zeros([count, ...event.map(() => 1)])
    return wrap(shapeOf(x).toSpliced(at, 0, 'components'), tf.add(tf.expandDims(unwrap(x), at), ones))
  }

/**
 * The sum over the components, each with its weight.
 *
 * Shapes: `[...Lead, 'components'], [...Lead, 'components', ...Event] -> [...Lead, ...Event]`.
 */
export const weightedSum =
  <Lead extends AnyShape>(weights: Tensor<readonly [...Lead, 'components']>) =>
  <Event extends AnyShape>(
    values: Tensor<readonly [...Lead, 'components', ...Event]>,
  ): Tensor<readonly [...Lead, ...Event]> => {
    bind('weightedSum', [weights, values])
    const axis = weights.sizes.length - 1
    const more = values.sizes.slice(axis + 1).map(() => 1)
    const weighted = tf.mul(unwrap(values), tf.reshape(unwrap(weights), [...weights.sizes, ...more]))
    return wrap(shapeOf(values).toSpliced(axis, 1), tf.sum(weighted, axis))
  }

/** All axes of an event as one under every component. Shapes: `[Row, 'components', ...Event] -> [Row, 'components', Name]`. */
export const nameUnderComponents =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(
    x: Tensor<readonly [Row, 'components', ...Event]>,
  ): Tensor<readonly [Row, 'components', Name]> =>
    wrap([...shapeOf(x).slice(0, 2), name], tf.reshape(unwrap(x), [...x.sizes.slice(0, 2), elements(x.sizes.slice(2))]))

/**
 * Each number of an event as that of a row of its own, under every component.
 *
 * Shapes: `[Row, 'components', Event] -> [Row, 'components', Event]`, of as many rows as there were numbers, and of one number.
 */
export const aloneUnderComponents = <Row extends Dim, Event extends Dim>(
  x: Tensor<readonly [Row, 'components', Event]>,
): Tensor<readonly [Row, 'components', Event]> =>
  wrap(x.shape, tf.reshape(tf.transpose(unwrap(x), [0, 2, 1]), [-1, x.sizes[1] as number, 1]))

/** The weights of these: those of a row for each of its numbers. Shapes: `[Row, 'components'] -> [Row, 'components']`. */
export const repeatedFor =
  ({ sizes: [, components, numbers] }: AnyTensor) =>
  <Row extends Dim>(weights: Tensor<readonly [Row, 'components']>): Tensor<readonly [Row, 'components']> => {
    const repeated = tf.tile(tf.expandDims(unwrap(weights), 1), [1, numbers as number, 1])
    return wrap(weights.shape, tf.reshape(repeated, [-1, components as number]))
  }

/** Tensors of one shape as the components of one. Shapes: several of `[Row, ...Event] -> [Row, 'components', ...Event]`. */
export const asComponents = <Row extends Dim, Event extends AnyShape>(
  all: readonly [Tensor<readonly [Row, ...Event]>, ...Tensor<readonly [Row, ...Event]>[]],
): Tensor<readonly [Row, 'components', ...Event]> => {
  bind('asComponents', all)
  return wrap(shapeOf(all[0]).toSpliced(1, 0, 'components'), tf.stack(all.map(unwrap), 1))
}

/**
 * Which of `count` components each sample is of, as evenly over the samples as can be: of sample s the one at `count (s + u) / samples`,
 * where u is a number from 0 to 1 of each row. Shapes: `[Row] -> [...Lead, Row, 'components']`, 1 at the one and else 0.
 */
export const chosenEvenly =
  <Lead extends AnyShape>(
    { shape, sizes }: { readonly shape: Lead; readonly sizes: readonly number[] },
    count: number,
  ) =>
  <Row extends Dim>(u: Tensor<readonly [Row]>): Tensor<readonly [...Lead, Row, 'components']> => {
    const samples = elements(sizes)
    const [starts, rows] = [Array.from({ length: samples }, (_, at) => (at * count) / samples), u.sizes[0] as number]
    const at = tf.add(tf.mul(unwrap(u), count / samples), tf.tensor(starts, [samples, 1]))
    // by the ends between components: of the first and the last one end is beyond all
    const ends = Array.from({ length: count - 1 }, (_, component) => component + 1)
    const above = tf.step(tf.sub(tf.tensor([...ends, count + 1]), tf.expandDims(at, 2)))
    const below = tf.step(tf.sub(tf.tensor([-1, ...ends]), tf.expandDims(at, 2)))
    const wanted: readonly [...Lead, Row, 'components'] = [...shape, u.shape[0], 'components']
    return wrap(wanted, tf.reshape(tf.sub(above, below), [...sizes, rows, count]))
  }

// -----------------------------------------------------------------------------
// of every number
// -----------------------------------------------------------------------------

const axisOf = (x: AnyTensor, event: AnyShape): number => x.sizes.length - event.length - 1

/** The logarithms of the weights of logits, of a mixture for every number of an event. Shapes: `[...Lead, 'components', ...Event]`. */
export const logWeightsOfEach =
  <Event extends AnyShape>(event: Event) =>
  <Lead extends AnyShape>(
    logits: Tensor<readonly [...Lead, 'components', ...Event]>,
  ): Tensor<readonly [...Lead, 'components', ...Event]> =>
    wrap(logits.shape, logSoftmaxAlong([axisOf(logits, event)])(unwrap(logits)))

/** `ln Σ eˣ` over the components of every number. Shapes: `[...Lead, 'components', ...Event] -> [...Lead, ...Event]`. */
export const logSumExpOfEach =
  <Event extends AnyShape>(event: Event) =>
  <Lead extends AnyShape>(
    x: Tensor<readonly [...Lead, 'components', ...Event]>,
  ): Tensor<readonly [...Lead, ...Event]> => {
    const axis = axisOf(x, event)
    return wrap(shapeOf(x).toSpliced(axis, 1), logSumExpOf(unwrap(x), [axis]))
  }

/** The sum over the components of every number. Shapes: `[...Lead, 'components', ...Event] -> [...Lead, ...Event]`. */
export const sumOfEach =
  <Event extends AnyShape>(event: Event) =>
  <Lead extends AnyShape>(
    x: Tensor<readonly [...Lead, 'components', ...Event]>,
  ): Tensor<readonly [...Lead, ...Event]> => {
    const axis = axisOf(x, event)
    return wrap(shapeOf(x).toSpliced(axis, 1), tf.sum(unwrap(x), axis))
  }

/** 1 for the largest component of every number, shared where several are, and 0 elsewhere. It carries no gradient. */
export const largestOfEach =
  <Event extends AnyShape>(event: Event) =>
  <Lead extends AnyShape>(
    x: Tensor<readonly [...Lead, 'components', ...Event]>,
  ): Tensor<readonly [...Lead, 'components', ...Event]> => {
    const [axis, value] = [axisOf(x, event), unwrap(x)]
    const largest = tf.cast(tf.equal(value, tf.max(value, axis, true)), 'float32')
    return wrap(x.shape, tf.div(largest, tf.sum(largest, axis, true)))
  }
