/** Activations: layers without parameters that keep the shape they are given. */

import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { type Layer, madeOf, stateless } from './layer.js'
import type { Keep } from './step.js'

/** An activation, by the name it has in messages. */
export interface Activation<Name extends string> extends Keep<Name, 'Tensor'> {}

/**
 * A layer from a function that keeps shapes: how a user adds an activation.
 *
 * Shapes: `[Row, ...Event] -> [Row, ...Event]`.
 *
 * @example
 * activation('double', (x) => mulScalar(2)(x)).name
 * //=> 'double'
 */
export const activation = <const Name extends string>(
  name: Name,
  apply: <Kept extends AnyShape>(x: T.Tensor<Kept>) => T.Tensor<Kept>,
): Layer<Activation<Name>> => madeOf({ name, takes: null, build: (given) => stateless(given, 'Tensor', null, apply) })

/** `tanh x`. */
export const tanh = activation('tanh', T.tanh)

/** `max(x, 0)`. */
export const relu = activation('relu', T.relu)

/** `1 / (1 + e⁻ˣ)`. */
export const sigmoid = activation('sigmoid', T.sigmoid)

/** `ln(1 + eˣ)`. */
export const softplus = activation('softplus', T.softplus)

/** `x` above 0, `eˣ - 1` below. */
export const elu = activation('elu', T.elu)

/** `x · sigmoid(x)`. */
export const silu = activation('silu', T.silu)

/** `x` above 0, `slope · x` below. */
export const leakyRelu = (slope: number): Layer<Activation<'leakyRelu'>> => activation('leakyRelu', T.leakyRelu(slope))
