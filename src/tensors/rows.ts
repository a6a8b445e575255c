/** Rows, events and samples: the leading axis of a tensor, and the axes that make up one example. */

import * as tf from '@tensorflow/tfjs-core'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Dim, Sizes } from '../shapes/dim.js'
import { dimsOf, numbersOf } from '../shapes/dim.js'
import { show } from '../shapes/message.js'
import { shapeOf, unwrap, wrap } from './native.js'
import { elements, type Tensor } from './tensor.js'

// -----------------------------------------------------------------------------
// events
// -----------------------------------------------------------------------------

/** The shape of the event of rows. Shapes: `[Row, ...Event] -> Event`. */
export const eventShape = <Row extends Dim, Event extends AnyShape>(x: Tensor<readonly [Row, ...Event]>): Event =>
  // safe: it is what the type of the shape says
  x.shape.slice(1) as AnyShape as Event

/**
 * All axes of the event as one, under a name.
 *
 * Terms see every latent as `'latent'` and every observation as `'features'`, whatever their true axes.
 *
 * Shapes: `[Row, ...Event] -> [Row, Name]`.
 */
export const flattenEvent =
  <const Name extends string>(name: Name) =>
  <Row extends Dim, Event extends AnyShape>(x: Tensor<readonly [Row, ...Event]>): Tensor<readonly [Row, Name]> =>
    wrap([x.shape[0], name], tf.reshape(unwrap(x), [x.sizes[0] as number, elements(x.sizes.slice(1))]))

/**
 * The axes of an event again, after `flattenEvent`.
 *
 * Shapes: `[Row, Name] -> [Row, ...Event]`. Errors: a `ShapeError` when the event has another number of elements.
 */
export const unflattenEvent =
  <Event extends AnyShape>(event: Sizes) =>
  <Row extends Dim, Name extends Dim>(x: Tensor<readonly [Row, Name]>): Tensor<readonly [Row, ...Event]> =>
    elements(numbersOf(event)) === x.sizes[1]
      ? wrap([x.shape[0], ...dimsOf(event)], tf.reshape(unwrap(x), [x.sizes[0] as number, ...numbersOf(event)]))
      : refuse(
          `unflattenEvent: ${show(dimsOf(event))} has ${elements(numbersOf(event))} elements and ${x.shape[1]} has ${x.sizes[1]}`,
        )

/**
 * The sum over the axes of the event, which are as many as `event` has.
 *
 * Shapes: `[...Lead, ...Event] -> [...Lead]`.
 */
export const sumEvent =
  <Event extends AnyShape>(event: Event) =>
  <Lead extends AnyShape>(x: Tensor<readonly [...Lead, ...Event]>): Tensor<readonly [...Lead]> => {
    const lead = x.sizes.length - event.length
    return wrap(
      shapeOf(x).slice(0, lead),
      tf.sum(
        unwrap(x),
        event.map((_, axis) => lead + axis),
      ),
    )
  }

// -----------------------------------------------------------------------------
// samples
// -----------------------------------------------------------------------------

/** The row axis of all samples of all examples. */
export type Merged<Samples extends string, Row extends string> = `${Samples}*${Row}`

/**
 * Samples and examples as one row axis: what a decoder sees.
 *
 * Shapes: `[Samples, Row, ...Event] -> [Samples*Row, ...Event]`.
 */
export const mergeRows = <Samples extends string, Row extends string, Event extends AnyShape>(
  x: Tensor<readonly [Samples, Row, ...Event]>,
): Tensor<readonly [Merged<Samples, Row>, ...Event]> => {
  const [samples, rows, ...event] = x.sizes as [number, number, ...number[]]
  const [samplesDim, rowDim, ...dims] = shapeOf(x)
  return wrap([`${samplesDim}*${rowDim}`, ...dims], tf.reshape(unwrap(x), [samples * rows, ...event]))
}

/**
 * Samples and examples as two axes again.
 *
 * Shapes: `[Samples*Row, ...Event] -> [Samples, Row, ...Event]`.
 * Errors: a `ShapeError` when the rows are not a whole number for each sample.
 */
export const splitRows =
  <const Samples extends string, const Row extends string>(samples: Samples, row: Row, count: number) =>
  <Event extends AnyShape>(
    x: Tensor<readonly [Merged<Samples, Row>, ...Event]>,
  ): Tensor<readonly [Samples, Row, ...Event]> => {
    const [rows, ...event] = x.sizes as [number, ...number[]]
    // TensorFlow.js would make an axis of 1.5
    return Number.isInteger(rows / count)
      ? wrap([samples, row, ...shapeOf(x).slice(1)], tf.reshape(unwrap(x), [count, rows / count, ...event]))
      : refuse(`splitRows: ${show(x.shape)} has ${rows} rows, which ${count} ${samples} do not divide`)
  }

/**
 * Every example once for each sample, under the merged row axis.
 *
 * Shapes: `[Row, ...Event] -> [Samples*Row, ...Event]`.
 */
export const repeatRows =
  <const Samples extends string>(samples: Samples, count: number) =>
  <Row extends string, Event extends AnyShape>(
    x: Tensor<readonly [Row, ...Event]>,
  ): Tensor<readonly [Merged<Samples, Row>, ...Event]> => {
    const repeats = [count, ...x.sizes.slice(1).map(() => 1)]
    // one sample is no copy
    const value = count === 1 ? tf.clone(unwrap(x)) : tf.tile(unwrap(x), repeats)
    return wrap([`${samples}*${x.shape[0]}`, ...shapeOf(x).slice(1)], value)
  }
