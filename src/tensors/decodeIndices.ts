/** The checks of indices: each number is checked. */

import type { Either } from 'fp-ts/lib/Either.js'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type KnownShape, type KnownSize, knownSize } from '../shapes/checkDim.js'
import { ShapeError } from '../shapes/defect.js'
import type { AnyShape, Dim, DimOf, Shape, Size } from '../shapes/dim.js'
import { show } from '../shapes/message.js'
import { decoded } from './create.js'
import { type HostIndices, isBelow } from './indices.js'
import { type AnyHostTensor, type HostTensor, placeAt } from './tensor.js'

// -----------------------------------------------------------------------------
// what is not an index
// -----------------------------------------------------------------------------

/** Up to here float32 holds every whole number. */
const LARGEST = 2 ** 24

/** The dimension that indices are below, or the message. */
export const limited = (operation: string, given: unknown): Size<Dim> | string => {
  const below = knownSize(given, `${operation}: the size`)
  return typeof below === 'string' || below.size <= LARGEST
    ? below
    : `${operation}: takes sizes up to ${LARGEST}, since indices are float32, but is given ${below.size}`
}

type Numbers = Float32Array | readonly number[]

/** The first number that is not an index below a size, as a message, or `null`. */
const outside = (sizes: readonly number[], numbers: Numbers, below: number): string | null => {
  const at = numbers.findIndex((each: number) => !(Number.isInteger(each) && each >= 0 && each < below))
  return at < 0
    ? null
    : `takes whole numbers from 0 to ${below - 1} but is given ${numbers[at]} at ${show(placeAt(sizes, at))}`
}

/** The first number of host indices that is none, as a message, or `null`; of a host tensor, `null`. */
export const stray = (leaf: AnyHostTensor): string | null =>
  isBelow(leaf) ? outside(leaf.sizes, leaf.values, leaf.below.size) : null

/** Checked numbers as indices. */
const made = <Given extends AnyShape, Limit>(
  operation: string,
  shape: Given,
  given: unknown,
  sizes: readonly number[],
  numbers: Numbers,
): Either<ShapeError, HostIndices<Given, Limit>> => {
  const below = limited(operation, given)
  if (typeof below === 'string') return E.left(new ShapeError(below))
  const message = outside(sizes, numbers, below.size)
  const values = Float32Array.from(numbers)
  return message === null
    ? // safe: they have been checked, and the dimension is what `DimOf` makes of the size
      E.right({ shape, sizes, values, below } as unknown as HostIndices<Given, Limit>)
    : E.left(new ShapeError(`${operation}: ${message}`))
}

// -----------------------------------------------------------------------------
// checks
// -----------------------------------------------------------------------------

/**
 * Numbers as indices below a size: a number literal, or a name with its size.
 *
 * Shapes: `[...Shape] -> [...Shape]`. Range: whole numbers from 0 to the size less 1; sizes to 16,777,216.
 * Errors: `ShapeError` for a number that is no such index, with its place.
 *
 * @example
 * pipe(host(['batch'], { batch: 3 }, Float32Array.of(3, 0, 9)), asIndices(10), E.map(({ below }) => below.size))
 * //=> right(10)
 */
export const asIndices =
  <const Limit>(below: KnownSize<Limit, 'asIndices: the size'>) =>
  <Given extends AnyShape>(numbers: HostTensor<Given>): Either<ShapeError, HostIndices<Given, DimOf<Limit>>> =>
    made('asIndices', numbers.shape, below, numbers.sizes, numbers.values)

/**
 * The way from unknown data (nested arrays of numbers) to indices below a size: a number literal, or a name with its size.
 *
 * The shape is read as by `decode`.
 *
 * Errors: `ShapeError`, with what was asked and what was found, for a number that is not an index with its place.
 *
 * @example
 * pipe(decodeIndices(['batch'], 10)([3, 0, 10]), E.mapLeft(({ message }) => message))
 * //=> left('decodeIndices: takes whole numbers from 0 to 9 but is given 10 at [2]')
 */
export const decodeIndices =
  <const Given extends Shape, const Limit>(
    shape: KnownShape<Given, 'decodeIndices'>,
    below: KnownSize<Limit, 'decodeIndices: the size'>,
  ) =>
  (data: unknown): Either<ShapeError, HostIndices<Given, DimOf<Limit>>> => {
    const given = shape as unknown as Given // safe: as in `host`
    return pipe(
      decoded('decodeIndices', given, data),
      // before they are rounded to float32, in which 2.9999999999 is 3
      E.flatMap(({ sizes, numbers }) => made<Given, DimOf<Limit>>('decodeIndices', given, below, sizes, numbers)),
    )
  }
