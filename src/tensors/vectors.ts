/** Events as vectors: all numbers of an event together. */

import * as tf from '@tensorflow/tfjs-core'
import type { AnyShape } from '../shapes/dim.js'
import { unwrap, wrap } from './native.js'
import { type AnyTensor, elements, type Tensor } from './tensor.js'

/** Events of so many axes as vectors along the last one. */
export const vectorsOf =
  (axes: number) =>
  (x: AnyTensor): tf.Tensor => {
    const lead = x.sizes.slice(0, x.sizes.length - axes)
    return tf.reshape(unwrap(x), [...lead, elements(x.sizes.slice(lead.length))])
  }

/** What is done to vectors as the last axis, for events of any axes. */
export const asVectors =
  (axes: number, run: (x: tf.Tensor) => tf.Tensor) =>
  <Given extends AnyShape>(x: Tensor<Given>): Tensor<Given> =>
    wrap(x.shape, tf.reshape(run(vectorsOf(axes)(x)), [...x.sizes]))

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

/** What the square of a length has added to it, so that 0 has a slope: lengths below its root, 1e-5, are of that size. */
const ADDED = 1e-10

/** The lengths of vectors along the last axis, which stays: where they may be 0, and a gradient goes through them. */
export const slopedLengths = (vectors: tf.Tensor, added = ADDED): tf.Tensor =>
  tf.sqrt(tf.add(tf.sum(tf.square(vectors), -1, true), added))

/** The length of every event, but that none is below 1e-5. Shapes: `[...Lead, ...Event] -> [...Lead]`. */
export const lengthEvents =
  <Event extends AnyShape>(event: Event) =>
  <Lead extends AnyShape>(x: Tensor<readonly [...Lead, ...Event]>): Tensor<Lead> =>
    wrap(x.shape.slice(0, x.shape.length - event.length), tf.squeeze(slopedLengths(vectorsOf(event.length)(x)), [-1]))
