/** Parts of data of one field or of several: its first examples, the rest, or those chosen by number. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type AnyDataset, within } from './dataset.js'
import { type BadRequest, badRequest } from './errors.js'
import { changedOf, type Rows, read, vouched } from './reading.js'
import type { AnyField, Records } from './records.js'

// -----------------------------------------------------------------------------
// some of the examples
// -----------------------------------------------------------------------------

/** What has parts: a data set, or data of several fields, whose parts are of the same type. */
export type Divisible = Pick<AnyDataset, 'name' | 'count' | 'rows' | 'support'> | Records<object>

type Original = (index: number) => number

const chosenSet = (data: AnyDataset, count: number, original: Original): AnyDataset => {
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

const chosenField = (field: AnyField, count: number, original: Original): AnyField =>
  'mask' in field
    ? {
        data: chosenSet(field.data, count, original),
        mask: Uint8Array.from({ length: count }, (_, index) => field.mask[original(index)] as number),
      }
    : 'below' in field
      ? { ...field, data: chosenSet(field.data, count, original) }
      : chosenSet(field, count, original)

const chosenFields = (fields: object, count: number, original: Original): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]: [string, AnyField]) => [name, chosenField(field, count, original)]),
  )

/** Some examples by their numbers in the data. Internal. */
export const choose = <Given extends Divisible>(data: Given, count: number, original: Original): Given =>
  // safe: each is of the same type with other rows
  ('fields' in data
    ? { ...data, count, fields: chosenFields(data.fields, count, original) }
    : chosenSet(data as unknown as AnyDataset, count, original)) as Given

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
  <Given extends Divisible>(data: Given): E.Either<BadRequest, Given> => {
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
  <Given extends Divisible>(data: Given): E.Either<BadRequest, Given> => {
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
  <Given extends Divisible>(data: Given): E.Either<BadRequest, readonly [Given, Given]> => {
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
  <Given extends Divisible>(data: Given): E.Either<BadRequest, Given> => {
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
