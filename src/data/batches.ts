/** Minibatches, as the numbers of their examples: pure, and so the same on every engine. */

import * as E from 'fp-ts/lib/Either.js'
import { type Key, permutation } from '../random/key.js'
import { type BadRequest, badRequest } from './errors.js'

/** What batches ask of a data set. */
export interface Countable {
  readonly name: string
  readonly count: number
}

const cut = (order: Uint32Array, size: number, count: number): readonly Uint32Array[] =>
  Array.from({ length: count }, (_, batch) => order.subarray(batch * size, (batch + 1) * size))

const refused = (size: number, most: number, { name }: Countable): BadRequest | null =>
  Number.isInteger(size) && size >= 1 && size <= most
    ? null
    : badRequest(
        `batches: ${name} takes a whole number of rows a batch${Number.isFinite(most) ? ` from 1 to ${most}` : ' above 0'} but is given ${size}`,
      )

/**
 * The batches of one epoch of training: all examples in random order, each in at most one batch.
 *
 * The remainder that fills no batch is dropped, since a compiled step has one size; another key drops others.
 *
 * Errors: `BadRequest` when the size is not from 1 to the count: there would be no batch at all.
 */
export const trainingBatches =
  (size: number, key: Key) =>
  (data: Countable): E.Either<BadRequest, readonly Uint32Array[]> => {
    const error = refused(size, data.count, data)
    return error === null
      ? E.right(cut(permutation(key, data.count), size, Math.floor(data.count / size)))
      : E.left(error)
  }

/**
 * The batches of an evaluation: all examples in their order, each in exactly one batch.
 *
 * The last one may be smaller: a mean over all must weigh batches by their rows.
 *
 * Errors: `BadRequest` when the size is not a whole number above 0.
 */
export const evaluationBatches =
  (size: number) =>
  (data: Countable): E.Either<BadRequest, readonly Uint32Array[]> => {
    const error = refused(size, Number.POSITIVE_INFINITY, data)
    const order = Uint32Array.from({ length: data.count }, (_, index) => index)
    return error === null ? E.right(cut(order, size, Math.ceil(data.count / size))) : E.left(error)
  }
