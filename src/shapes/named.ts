/** Dimensions that are given a name, because their size is known only when the program runs. */

import { dimFault, type Known, knownSize } from './checkDim.js'
import { orRefuse, refuse } from './defect.js'
import type { Size } from './dim.js'

const NAME = 'Dim.named: the name'

/**
 * A size under a name: two sizes of one name are one dimension, two names are two, whatever their numbers.
 *
 * Errors: a `ShapeError` when the size is not a whole number above 0.
 *
 * @example
 * named('latent', 20).size
 * //=> 20
 */
export const named = <const Name extends string>(name: Known<Name, typeof NAME>, size: number): Size<Name> => {
  const message = dimFault(name, NAME) ?? dimFault(size, `Dim.named: the size of '${String(name)}'`)
  // safe: `Known<Name>` is `Name` wherever the call compiles, and the message above is its run-time check
  return message === null ? { dim: name as unknown as Name, size } : refuse(message)
}

const SIZE = 'Dim.literal: the size'

/**
 * A number literal as a `Size`, for helpers that are generic in it.
 *
 * Errors: a `ShapeError` when it is not a whole number above 0.
 *
 * @example
 * literal(784).dim
 * //=> 784
 */
export const literal = <const Given extends number>(size: Known<Given, typeof SIZE>): Size<Given> =>
  // safe: as in `named`
  orRefuse(knownSize(size, SIZE)) as unknown as Size<Given>
