/** The standard normal distribution in float64: its distribution function, and normal numbers cut off at two ends. */

const SQRT2 = Math.SQRT2
const SQRT_PI = Math.sqrt(Math.PI)

/** Source: Abramowitz and Stegun, 7.1.6: all terms have one sign, so nothing cancels. */
const erfBySeries = (x: number): number => {
  let [term, sum] = [x, x]
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / SQRT_PI) * Math.exp(-x * x) * sum
}

/** How deep the continued fraction goes: from 2.5 on that is exact to the last digits. */
const DEPTH = 60

/** Source: Abramowitz and Stegun, 7.1.14. */
const erfcByFraction = (x: number): number => {
  let below = x
  for (let k = DEPTH; k > 0; k--) below = x + k / 2 / below
  return Math.exp(-x * x) / (SQRT_PI * below)
}

const erfcAbove = (x: number): number => (x < 2.5 ? 1 - erfBySeries(x) : erfcByFraction(x))

/**
 * The probability that a standard normal number is below another.
 *
 * Range: from 0 to 1, with an error below 1e-15.
 *
 * @example
 * below(0)
 * //=> 0.5
 */
export const below = (z: number): number => (z < 0 ? erfcAbove(-z / SQRT2) / 2 : 1 - erfcAbove(z / SQRT2) / 2)

/** The probability between two numbers, taken from the side on which no digits are lost. */
export const mass = (from: number, to: number): number =>
  from > 0 ? below(-from) - below(-to) : below(to) - below(from)

/** How many steps are enough wherever one begins: as many halvings as a float64 has digits. */
const STEPS = 60

const densityAt = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)

/**
 * The number below which a part of the probability between two ends lies.
 *
 * By Newton's steps, and by halving where one of them would leave the interval that it is in.
 */
export const between = (from: number, to: number, part: number): number => {
  const wanted = below(from) + part * mass(from, to)
  let [low, high, at] = [from, to, (from + to) / 2]
  for (let step = 0; step < STEPS; step++) {
    const over = below(at) - wanted
    if (over < 0) low = at
    else high = at
    const newton = at - over / densityAt(at)
    const then = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(then - at) < 1e-14) return then
    at = then
  }
  return at
}
