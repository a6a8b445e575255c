/** The last axis of a tensor as two, and two as one: the classes of several categorical distributions within one latent. */

import * as tf from '@tensorflow/tfjs-core'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import { show } from '../shapes/message.js'
import { shapeOf, unwrap, wrap } from './native.js'
import { flattenEvent } from './rows.js'
import type { Tensor } from './tensor.js'

/**
 * The last axis as the classes of several variables, `classes` of each.
 *
 * Shapes: `[...Lead, Last] -> [...Lead, 'variables', 'classes']`.
 * Errors: a `ShapeError` when the classes do not divide the axis.
 */
export const splitClasses =
  (classes: number) =>
  <Lead extends AnyShape, Last extends Dim>(
    x: Tensor<readonly [...Lead, Last]>,
  ): Tensor<readonly [...Lead, 'variables', 'classes']> => {
    const variables = (x.sizes.at(-1) as number) / classes
    return Number.isInteger(variables)
      ? wrap(
          [...shapeOf(x).slice(0, -1), 'variables', 'classes'],
          tf.reshape(unwrap(x), [...x.sizes.slice(0, -1), variables, classes]),
        )
      : refuse(`splitClasses: ${show(x.shape)} has ${x.sizes.at(-1)} numbers, not a multiple of ${classes} classes`)
  }

/** Distributions and classes as one axis, under a name. Shapes: `[...Lead, 'variables', 'classes'] -> [...Lead, Name]`. */
export const mergeClasses =
  <const Name extends string>(name: Name) =>
  <Lead extends AnyShape>(x: Tensor<readonly [...Lead, 'variables', 'classes']>): Tensor<readonly [...Lead, Name]> => {
    const [variables, classes] = x.sizes.slice(-2) as [number, number]
    return wrap(
      [...shapeOf(x).slice(0, -2), name],
      tf.reshape(unwrap(x), [...x.sizes.slice(0, -2), variables * classes]),
    )
  }

/** The event of rows as distributions of classes, which are its last axis. Shapes: `[Row, ...Event] -> [Row, 'variables', 'classes']`. */
export const nameClasses = <Row extends Dim, Event extends AnyShape>(
  x: Tensor<readonly [Row, ...Event]>,
): Tensor<readonly [Row, 'variables', 'classes']> =>
  splitClasses(x.sizes.at(-1) as number)<readonly [Row], 'event'>(flattenEvent('event')<Row, Event>(x))
