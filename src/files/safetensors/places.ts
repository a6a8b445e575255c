/** Places of tensors in the bytes of a file: one after the other, from the first byte to the last. */

import * as E from 'fp-ts/lib/Either.js'
import { shown } from './json.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A tensor by its place, in bytes from the end of the header. */
export interface Place {
  readonly name: string
  readonly dtype: string
  readonly sizes: readonly number[]
  readonly begin: number
  readonly end: number
}

type ByteRange = Pick<Place, 'name' | 'begin' | 'end'>

// -----------------------------------------------------------------------------
// checking
// -----------------------------------------------------------------------------

const stepFault =
  (size: number) =>
  (before: ByteRange | undefined, { name, begin, end }: ByteRange): string | null => {
    const reached = before?.end ?? 0
    return begin < reached
      ? `has ${shown(name)} begin at byte ${begin}, where ${shown(before?.name)} still has its numbers to byte ${reached}`
      : begin > reached
        ? `has no tensor at bytes ${reached} to ${begin}, before ${shown(name)}`
        : end > size
          ? `ends before the numbers of ${shown(name)} do`
          : null
  }

/**
 * The same places, in order, where they fill so many bytes.
 *
 * Errors: text that follows the name of the file, for a hole, an overlap, and bytes that are missing or too many.
 */
export const contiguous =
  (size: number) =>
  <Given extends ByteRange>(places: readonly Given[]): E.Either<string, readonly Given[]> => {
    const ordered = places.toSorted((a, b) => a.begin - b.begin || a.end - b.end)
    const message = ordered
      .map((place, index) => stepFault(size)(ordered[index - 1], place))
      .find((fault) => fault !== null)
    const left = size - (ordered.at(-1)?.end ?? 0)
    return message !== undefined && message !== null
      ? E.left(message)
      : left > 0
        ? E.left(`has ${left} bytes that belong to no tensor at its end`)
        : E.right(ordered)
  }
