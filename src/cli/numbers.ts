/** Numbers as options: parsed, with what was expected in the message. */

import { InvalidArgumentError } from 'commander'

const refused = (expected: string): never => {
  throw new InvalidArgumentError(`Expected ${expected}.`) // the way of commander, which names the option and the value
}

const numberIn =
  (expected: string, fits: (value: number) => boolean) =>
  (text: string): number => {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    return fits(value) ? value : refused(expected)
  }

/** A count: epochs, rows, sizes. */
export const wholeAboveZero = numberIn('a positive whole number', (value) => Number.isSafeInteger(value) && value > 0)

/** A seed. */
export const wholeFromZero = numberIn(
  'a whole number from 0 to 2^53 - 1',
  (value) => Number.isSafeInteger(value) && value >= 0,
)

/** A weight, such as β. */
export const fromZero = numberIn('a number of 0 or more', (value) => Number.isFinite(value) && value >= 0)

/** A learning rate. */
export const aboveZero = numberIn('a positive number', (value) => Number.isFinite(value) && value > 0)
