/** Whether numbers are what a support says: looked at by the hundred thousand, so in loops that take four at a time. */

import type { Support } from '../distributions/support.js'

// -----------------------------------------------------------------------------
// one number
// -----------------------------------------------------------------------------

const isBit = (value: number): boolean => value === 0 || value === 1

const isUnit = (value: number): boolean => value >= 0 && value <= 1

const isCount = (value: number): boolean => value >= 0 && Number.isInteger(value)

// -----------------------------------------------------------------------------
// many numbers
// -----------------------------------------------------------------------------

/** Whether all numbers before `end`, a multiple of 4, are allowed. A branch for each takes three times as long. */
type Scan = (values: Float32Array, end: number) => boolean

/** `x² - x` is 0 for 0 and 1 alone, and NaN for what is not finite. */
const bits: Scan = (values, end) => {
  for (let at = 0; at < end; at += 4) {
    const a = values[at] as number
    const b = values[at + 1] as number
    const c = values[at + 2] as number
    const d = values[at + 3] as number
    if (a * a - a !== 0 || b * b - b !== 0 || c * c - c !== 0 || d * d - d !== 0) return false
  }
  return true
}

/** The bits of 1, and those of the numbers from 0 to 1 are the whole numbers up to them. */
const ONE = 0x3f800000

/** On the bits as whole numbers: one of two differences is negative where a number is below 0, above 1 or no number. */
const units: Scan = ({ buffer, byteOffset, length }, end) => {
  const words = new Int32Array(buffer, byteOffset, length)
  let signs = 0
  for (let at = 0; at < end; at += 4) {
    const a = words[at] as number
    const b = words[at + 1] as number
    const c = words[at + 2] as number
    const d = words[at + 3] as number
    signs |= a | (ONE - a) | b | (ONE - b) | c | (ONE - c) | d | (ONE - d)
  }
  return signs >= 0
}

const counts: Scan = (values, end) => {
  for (let at = 0; at < end; at += 4) {
    const a = values[at] as number
    const b = values[at + 1] as number
    const c = values[at + 2] as number
    const d = values[at + 3] as number
    if (!(a >= 0 && b >= 0 && c >= 0 && d >= 0)) return false
    if (a - Math.floor(a) + (b - Math.floor(b)) + (c - Math.floor(c)) + (d - Math.floor(d)) !== 0) return false
  }
  return true
}

/** What is not finite times 0 is NaN, and stays so in a sum. */
const finite: Scan = (values, end) => {
  let nothing = 0
  for (let at = 0; at < end; at += 4)
    nothing +=
      (values[at] as number) * 0 +
      (values[at + 1] as number) * 0 +
      ((values[at + 2] as number) * 0 + (values[at + 3] as number) * 0)
  return nothing === 0
}

// -----------------------------------------------------------------------------
// supports
// -----------------------------------------------------------------------------

interface Rule {
  readonly requirement: string
  readonly holds: (value: number) => boolean
  readonly scan: Scan
}

const BIT: Rule = { requirement: '0 or 1', holds: isBit, scan: bits }
const UNIT: Rule = { requirement: 'a number from 0 to 1', holds: isUnit, scan: units }

const RULES: { readonly [Values in Support]: Rule } = {
  binary: BIT,
  oneHot: BIT,
  relaxed: UNIT,
  unitInterval: UNIT,
  integer: { requirement: 'a whole number from 0', holds: isCount, scan: counts },
  real: { requirement: 'a finite number', holds: Number.isFinite, scan: finite },
}

/** What each number of a support must be. */
export const requirementOf = (support: Support): string => RULES[support].requirement

/**
 * The place of the first number that a support does not have, or -1.
 *
 * @example
 * strayOf('binary', Float32Array.of(0, 1, 0.5))
 * //=> 2
 */
export const strayOf = (support: Support, values: Float32Array): number => {
  const { holds, scan } = RULES[support]
  const end = values.length - (values.length % 4)
  const isSound = scan(values, end) && values.subarray(end).every(holds)
  return isSound ? -1 : values.findIndex((value) => !holds(value))
}

/**
 * The first of the one-hot vectors of a width that has no 1 or several, or -1.
 *
 * @example
 * strayVector(2, Float32Array.of(0, 1, 1, 1))
 * //=> 1
 */
export const strayVector = (width: number, values: Float32Array): number => {
  for (let from = 0; from < values.length; from += width) {
    let ones = 0
    for (let at = from; at < from + width; at++) ones += values[at] as number
    if (ones !== 1) return from / width
  }
  return -1
}
