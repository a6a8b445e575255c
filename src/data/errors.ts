/** What can go wrong with data, as values: each says the operation, what it needs and what it got. */

import type { FileError } from '../files/errors.js'
import { type Tagged, TaggedError, tagged } from '../shapes/tagged.js'

/** More was asked of a data set than it has. */
export type BadRequest = Tagged<'BadRequest'>

/** Where a number of a data set is: its row, its place among the numbers of the row, and itself. */
export interface BadNumber {
  readonly row: number
  readonly column: number | null
  readonly value: number
}

/**
 * The numbers of a data set are not what it says of them: outside its support, or another count of them than its event
 * takes.
 *
 * It is thrown where rows are read, and the effects that read them (`Train.fit`, `Evaluate.bound`) give it as a `Left`.
 */
export class BadData extends TaggedError<'BadData'> {
  /** `at` is `null` where the fault is no single number. */
  constructor(
    message: string,
    readonly at: BadNumber | null = null,
  ) {
    super('BadData', message)
  }
}

/** Anything that can go wrong with a data set that is read from files. */
export type DataError = FileError | BadRequest

export const badRequest = (message: string): BadRequest => tagged<BadRequest>('BadRequest', message, {})
