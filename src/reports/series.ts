/** Series of numbers, made ready to be drawn: thinned, and with an axis that a few wild values cannot spoil. */

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A point, and the range of what it is the mean of. */
export interface Point {
  readonly x: number
  readonly y: number
  readonly low: number
  readonly high: number
}

export type Role = 'training' | 'validation'

export interface Series {
  readonly role: Role
  readonly points: readonly Point[]
}

/** The ends of an axis. */
export type Extent = readonly [number, number]

/** A point that is a single value. */
export const point = (x: number, y: number): Point => ({ x, y, low: y, high: y })

// -----------------------------------------------------------------------------
// thinning
// -----------------------------------------------------------------------------

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const blend = (points: readonly Point[]): Point => ({
  x: meanOf(points.map(({ x }) => x)),
  y: meanOf(points.map(({ y }) => y)),
  low: Math.min(...points.map(({ low }) => low)),
  high: Math.max(...points.map(({ high }) => high)),
})

/** How many points make one, so that no more than `most` are left. */
export const windowFor = (most: number, count: number): number => Math.max(1, Math.ceil(count / most))

/**
 * The means of windows of so many points in turn, with the range of each window.
 *
 * What is not a number is left out: a curve cannot show it.
 */
export const windowed =
  (size: number) =>
  (points: readonly Point[]): readonly Point[] => {
    const finite = points.filter(({ y }) => Number.isFinite(y))
    return Array.from({ length: Math.ceil(finite.length / size) }, (_, index) =>
      blend(finite.slice(index * size, (index + 1) * size)),
    )
  }

// -----------------------------------------------------------------------------
// axes
// -----------------------------------------------------------------------------

/** With fewer values none can be told to be wild. */
const FEW = 5

/** How far an axis may reach from the bulk of its values, in widths of the bulk: less where single values say less. */
const reachOf = (count: number): number => (count < 20 ? 4 : count < 100 ? 1 : 0.5)

const spread = (low: number, high: number): Extent => {
  const room = high > low ? (high - low) * 0.04 : Math.max(Math.abs(high) * 0.05, 0.5)
  return [low - room, high + room]
}

/** Less than this much of a gain in detail is not worth a value that is not shown. */
const WORTH = 2

/**
 * The ends of an axis for some values.
 *
 * All of them, unless that costs half of the detail or more: then the lowest and the highest 5 % may lie outside, and the
 * axis ends at most some widths of the rest away from the rest, 4 where there are few values and half a width where there
 * are many. A curve that falls from 550 to 100 in its first steps would else be flat for the other thousands.
 */
export const extentOf = (values: readonly number[]): Extent => {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b)
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)]
  if (sorted.length < FEW) return spread(least, most)
  const aside = Math.ceil(sorted.length * 0.05)
  const [low = least, high = most] = [sorted[aside], sorted[sorted.length - 1 - aside]]
  const reach = (high - low) * reachOf(sorted.length)
  const [from, to] = [Math.max(least, low - reach), Math.min(most, high + reach)]
  return to > from && most - least > WORTH * (to - from) ? spread(from, to) : spread(least, most)
}

/** How many of some values lie outside an axis. */
export const outside =
  ([low, high]: Extent) =>
  (values: readonly number[]): number =>
    values.filter((value) => value < low || value > high).length
