/** Events as vectors: all numbers of an event together. */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape } from '../shapes/dim.js'
import { unwrap, wrap } from './native.js'
import { elements, type Tensor } from './tensor.js'

/** What is done to vectors as the last axis, for events of any axes. */
const asVectors =
  (axes: number, run: (x: tf.Tensor) => tf.Tensor) =>
  <Given extends AnyShape>(x: Tensor<Given>): Tensor<Given> => {
    const lead = x.sizes.slice(0, x.sizes.length - axes)
    const flat = tf.reshape(unwrap(x), [...lead, elements(x.sizes.slice(lead.length))])
    return wrap(x.shape, tf.reshape(run(flat), [...x.sizes]))
  }

/** Numbers below the first are small beside it, and the square of a length of such is at least the second: 0 has a finite slope. */
const [SMALL, LEAST] = [1e-10, 1e-6]

/** Every event divided by its length. Shapes: `[...Lead, ...Event]`; of 0 it is 0, and of a length below 1e-10 shorter. */
export const normalizeEvents = (event: AnyShape): (<Given extends AnyShape>(x: Tensor<Given>) => Tensor<Given>) =>
  asVectors(event.length, (x) => {
    // by the largest first: squares of numbers may be 0 or infinite
    const largest = tf.maximum(tf.max(tf.abs(x), -1, true), SMALL)
    const scaled = tf.div(x, largest)
    return tf.div(scaled, tf.sqrt(tf.maximum(tf.sum(tf.square(scaled), -1, true), LEAST)))
  })

/** Every event times a number of its own. Shapes: `[...Lead], [...Lead, ...Event] -> [...Lead, ...Event]`. */
export const scaleEvents =
  <Lead extends AnyShape>(scale: Tensor<Lead>) =>
  <Event extends AnyShape>(x: Tensor<readonly [...Lead, ...Event]>): Tensor<readonly [...Lead, ...Event]> =>
    asVectors(x.sizes.length - scale.sizes.length, (flat) => tf.mul(flat, tf.expandDims(unwrap(scale), -1)))(x)
