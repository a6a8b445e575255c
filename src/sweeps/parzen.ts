/**
 * Parzen estimators: the density of what was seen of a parameter, in which the prior counts as one more value.
 *
 * Source: Bergstra, Bardenet, Bengio and Kégl, "Algorithms for Hyper-Parameter Optimization", NeurIPS 2011, section 4.2. Widths
 * and weights of old values are as in Optuna 3.1 without its multivariate option, whose numbers are the test.
 */

import { between as cutAt, mass } from './normal.js'
import type { Between, Choice, Plain, Value } from './parameter.js'
import { endsOf, numberAt, placeOf } from './scale.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The density of a parameter. */
export interface Density {
  readonly logAt: (value: Value) => number
  /** A value for two numbers from 0 to 1. */
  readonly draw: (which: number, where: number) => Value
}

/** A kernel: its share of the whole, and its middle and width on the scale of its parameter. */
export interface Kernel {
  readonly weight: number
  readonly middle: number
  readonly width: number
}

// -----------------------------------------------------------------------------
// weights
// -----------------------------------------------------------------------------

/** How many of the newest values count in full. */
const NEWEST = 25

/** What values count, the oldest first: the newest in full, those before them the less the older they are. */
export const weightsOf = (count: number): readonly number[] => {
  const old = Math.max(0, count - NEWEST)
  return Array.from({ length: count }, (_, at) =>
    at >= old ? 1 : old === 1 ? 1 / count : 1 / count + (at * (1 - 1 / count)) / (old - 1),
  )
}

/** The weights of some values and of the prior after them, which sum to 1. */
const withPrior = (count: number): readonly number[] => {
  const all = [...weightsOf(count), 1]
  const sum = all.reduce((total, each) => total + each, 0)
  return all.map((each) => each / sum)
}

/** The place of a share among weights. */
const placeAmong = (weights: readonly number[], share: number): number => {
  let left = share
  const place = weights.findIndex((weight) => {
    left -= weight
    return left < 0
  })
  return place < 0 ? weights.length - 1 : place
}

// -----------------------------------------------------------------------------
// numbers
// -----------------------------------------------------------------------------

/** Each number is as wide as the further of its neighbors is away; the first and the last know one alone. */
const widthsOf = (middles: readonly number[], [low, high]: readonly [number, number]): readonly number[] => {
  const order = middles.map((_, at) => at).sort((a, b) => (middles[a] as number) - (middles[b] as number) || a - b)
  const sorted = [low, ...order.map((at) => middles[at] as number), high]
  const gap = (at: number) => (sorted[at] as number) - (sorted[at - 1] as number)
  const last = order.length
  const widths = order.map((_, at) =>
    last < 2
      ? Math.max(gap(at + 1), gap(at + 2))
      : at === 0
        ? gap(2)
        : at === last - 1
          ? gap(last)
          : Math.max(gap(at + 1), gap(at + 2)),
  )
  return middles.map((_, at) => widths[order.indexOf(at)] as number)
}

/** The kernels of some numbers, the oldest first, and of the prior. */
export const kernelsOf = (between: Between, seen: readonly number[]): readonly Kernel[] => {
  const [low, high] = endsOf(between)
  const middles = [...seen.map((value) => placeOf(between, value)), (low + high) / 2]
  const weights = withPrior(seen.length)
  const least = (high - low) / Math.min(100, 1 + middles.length)
  return widthsOf(middles, [low, high]).map((width, at) => ({
    weight: weights[at] as number,
    middle: middles[at] as number,
    width: at === seen.length ? high - low : Math.min(high - low, Math.max(least, width)),
  }))
}

/** The sum of what is given by its logarithms, as a logarithm. */
const logSum = (logs: readonly number[]): number => {
  const most = Math.max(...logs)
  return most + Math.log(logs.reduce((sum, each) => sum + Math.exp(each - most), 0))
}

const LOG_SQRT_TAU = Math.log(2 * Math.PI) / 2

/** A kernel with the logarithm of its mass between the two ends. */
interface Inside extends Kernel {
  readonly inside: number
}

const ofNumbers = (between: Between, seen: readonly number[]): Density => {
  const [low, high] = endsOf(between)
  const cut = ({ middle, width }: Kernel, from: number, to: number) =>
    mass((from - middle) / width, (to - middle) / width)
  const kernels = kernelsOf(between, seen).map((kernel) => ({ ...kernel, inside: Math.log(cut(kernel, low, high)) }))
  /** The logarithm of the density at a number, or of the mass of a whole one. */
  const logIn = (kernel: Inside, value: number): number => {
    if (between.whole)
      return Math.log(cut(kernel, placeOf(between, value - 0.5), placeOf(between, value + 0.5))) - kernel.inside
    const z = (placeOf(between, value) - kernel.middle) / kernel.width
    return -(z * z) / 2 - LOG_SQRT_TAU - Math.log(kernel.width) - kernel.inside
  }
  return {
    logAt: (value) => logSum(kernels.map((kernel) => Math.log(kernel.weight) + logIn(kernel, Number(value)))),
    draw: (which, where) => {
      const place = placeAmong(
        kernels.map(({ weight }) => weight),
        which,
      )
      const { middle, width } = kernels[place] as Kernel // safe: it is the place of one
      return numberAt(between, middle + width * cutAt((low - middle) / width, (high - middle) / width, where))
    },
  }
}

// -----------------------------------------------------------------------------
// choices
// -----------------------------------------------------------------------------

/** The probability of each value of a choice: of each that was seen its own, and a share of the prior for all. */
export const sharesOf = ({ values }: Choice, seen: readonly Value[]): readonly number[] => {
  const weights = withPrior(seen.length)
  const even = 1 / (seen.length + 1)
  const whole = 1 + values.length * even
  return values.map((value) =>
    weights.reduce((sum, weight, at) => {
      const own = at === seen.length ? 1 / values.length : ((seen[at] === value ? 1 : 0) + even) / whole
      return sum + weight * own
    }, 0),
  )
}

const ofChoice = (choice: Choice, seen: readonly Value[]): Density => {
  const shares = sharesOf(choice, seen)
  return {
    logAt: (value) => Math.log(shares[choice.values.indexOf(value)] ?? 0),
    draw: (which) => choice.values[placeAmong(shares, which)] as Value, // safe: it is the place of one
  }
}

/** The density of a parameter by the values that were seen of it, the oldest first. */
export const densityOf = (plain: Plain, seen: readonly Value[]): Density =>
  plain._tag === 'Choice' ? ofChoice(plain, seen) : ofNumbers(plain, seen.map(Number))
