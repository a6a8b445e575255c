/** What reports say: units and numbers. */

import { type Caption, unitOf } from '../losses/term.js'

/** The unit of an objective and its parts, for each example. */
export const unitText = ({ parts }: { readonly parts: readonly Pick<Caption, 'unit'>[] }): string =>
  `${unitOf(parts) ?? 'nats'} per example`

// -----------------------------------------------------------------------------
// numbers
// -----------------------------------------------------------------------------

const MINUS = '\u2212'

const separated = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/**
 * A number with a fixed number of decimals, a true minus sign and commas between thousands.
 *
 * @example
 * fixed(2)(-12345.678)
 * //=> '−12,345.68'
 */
export const fixed =
  (decimals: number) =>
  (value: number): string => {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : `${MINUS}∞`
    const [whole = '', part] = Math.abs(value).toFixed(decimals).split('.')
    const size = part === undefined ? separated(whole) : `${separated(whole)}.${part}`
    return value < 0 && /[1-9]/.test(size) ? `${MINUS}${size}` : size
  }

/** A whole number with commas between thousands. */
export const whole: (value: number) => string = fixed(0)

/**
 * A weight as short as it is exact, with a true minus sign.
 *
 * @example
 * weight(-0.5)
 * //=> '−0.5'
 */
export const weight = (value: number): string => String(value).replace('-', MINUS)

/**
 * A number to four digits, with a true minus sign.
 *
 * @example
 * short(0.123456)
 * //=> '0.1235'
 */
export const short = (value: number): string => weight(Number(value.toPrecision(4)))

/**
 * Seconds in the unit that reads best.
 *
 * @example
 * duration(0.00432)
 * //=> '4.3 ms'
 */
export const duration = (seconds: number): string =>
  seconds < 1
    ? `${fixed(seconds < 0.1 ? 1 : 0)(seconds * 1000)} ms`
    : seconds < 120
      ? `${fixed(1)(seconds)} s`
      : `${fixed(1)(seconds / 60)} min`
