/** Parts of a data set: its first examples, the rest, or those chosen by number. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Support } from '../distributions/support.js'
import type { AnyShape } from '../shapes/dim.js'
import { type Dataset, within } from './dataset.js'
import { type BadRequest, badRequest } from './errors.js'
import { changedOf, type Rows, read, vouched } from './reading.js'

// -----------------------------------------------------------------------------
// some of the examples
// -----------------------------------------------------------------------------

const choose = <Event extends AnyShape, Values extends Support>(
  data: Dataset<Event, Values>,
  count: number,
  original: (index: number) => number,
): Dataset<Event, Values> => {
  const chosen =
    (rows: Rows): Rows =>
    (indices, key, into) =>
      rows(within(data.name, count, indices).map(original), key, into)
  const changed = changedOf(data)
  return {
    ...data,
    count,
    rows: vouched(data.support, chosen(read(data)), changed && ((change) => chosen(changed(change)))),
  }
}

const outside = (operation: string, least: number, most: number, given: number): BadRequest | null =>
  Number.isInteger(given) && given >= least && given <= most
    ? null
    : badRequest(`${operation} takes a whole number from ${least} to ${most} but is given ${given}`)

/**
 * The first examples.
 *
 * Errors: `BadRequest` when the count is not from 1 to the count of the data.
 */
export const take =
  (count: number) =>
  <Event extends AnyShape, Values extends Support>(
    data: Dataset<Event, Values>,
  ): E.Either<BadRequest, Dataset<Event, Values>> => {
    const error = outside(`take: ${data.name}`, 1, data.count, count)
    return error === null ? E.right(choose(data, count, (index) => index)) : E.left(error)
  }

/**
 * The examples after the first ones.
 *
 * Errors: `BadRequest` when none would be left.
 */
export const drop =
  (count: number) =>
  <Event extends AnyShape, Values extends Support>(
    data: Dataset<Event, Values>,
  ): E.Either<BadRequest, Dataset<Event, Values>> => {
    const error = outside(`drop: ${data.name}`, 0, data.count - 1, count)
    return error === null ? E.right(choose(data, data.count - count, (index) => index + count)) : E.left(error)
  }

/**
 * The first examples and the others.
 *
 * Errors: `BadRequest` when either part would be empty.
 *
 * @example
 * const { grey } = sprites({ key: from(1), count: 60, size: 8 })
 * pipe(grey, split(50), E.map((parts) => parts.map(({ count }) => count)))
 * //=> right([50, 10])
 */
export const split =
  (count: number) =>
  <Event extends AnyShape, Values extends Support>(
    data: Dataset<Event, Values>,
  ): E.Either<BadRequest, readonly [Dataset<Event, Values>, Dataset<Event, Values>]> => {
    const error = outside(`split: ${data.name}`, 1, data.count - 1, count)
    return error === null
      ? pipe(
          E.Do,
          E.apS('first', take(count)(data)),
          E.apS('others', drop(count)(data)),
          E.map(({ first, others }) => [first, others] as const),
        )
      : E.left(error)
  }

/**
 * The examples of some numbers, in their order; a number may come twice.
 *
 * Errors: `BadRequest` when there are none, or one is not below the count of the data.
 *
 * @example
 * const { grey } = sprites({ key: from(1), count: 60, size: 8 })
 * pipe(grey, subset(permutation(from(7), 60)), E.map(({ count }) => count)) // shuffled
 * //=> right(60)
 */
export const subset =
  (indices: Uint32Array) =>
  <Event extends AnyShape, Values extends Support>(
    data: Dataset<Event, Values>,
  ): E.Either<BadRequest, Dataset<Event, Values>> => {
    const kept = indices.slice() // the caller may write into its own later
    const beyond = kept.find((index) => index >= data.count)
    const error =
      kept.length === 0
        ? badRequest(`subset: ${data.name} takes at least one number but is given none`)
        : beyond === undefined
          ? null
          : outside(`subset: ${data.name}`, 0, data.count - 1, beyond)
    return error === null
      ? E.right(choose(data, kept.length, (index) => kept[index] as number /* `within` has seen it */))
      : E.left(error)
  }
