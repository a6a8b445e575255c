/** From numbers of a latent to places on a map and back: evenly in the number, or in the probability of a normal prior. */

// -----------------------------------------------------------------------------
// the normal distribution
// -----------------------------------------------------------------------------

/** The coefficients of `erfc`. Source: Press et al., "Numerical Recipes", 2nd edition, section 6.2: to 1.2e-7 of it. */
const ERFC = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
]

const erfc = (x: number): number => {
  const t = 1 / (1 + 0.5 * Math.abs(x))
  const tail = t * Math.exp(-x * x + ERFC.reduceRight((sum, coefficient) => sum * t + coefficient, 0))
  return x >= 0 ? tail : 2 - tail
}

/** `P(z < value)` of a standard normal z, to 1e-7. Range: 0 to 1. */
export const cdf = (value: number): number => 0.5 * erfc(-value / Math.SQRT2)

/** The value below which a standard normal z lies with a probability, to 1e-6. Range of the probability: above 0, below 1. */
export const quantile = (probability: number): number => {
  let [low, high] = [-8, 8]
  while (high - low > 1e-7) {
    const middle = (low + high) / 2
    if (cdf(middle) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}

// -----------------------------------------------------------------------------
// axes
// -----------------------------------------------------------------------------

/** How an axis is laid out. Places go from 0 to 1. */
export interface Axis {
  readonly place: (value: number) => number
  readonly value: (place: number) => number
}

const within = (place: number): number => Math.min(1, Math.max(0, place))

/** Equal steps of the number. */
export const even = (low: number, high: number): Axis => ({
  place: (value) => (value - low) / (high - low),
  value: (place) => low + within(place) * (high - low),
})

/** The share of the prior that lies beyond each edge. */
const BEYOND = 0.0007

/**
 * Equal steps of the probability of a standard normal prior: where the examples are.
 *
 * Source: Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114, appendix A.
 */
export const probable: Axis = {
  place: cdf,
  value: (place) => quantile(BEYOND + (1 - 2 * BEYOND) * within(place)),
}

/** The least and the greatest of some numbers, with a margin on both sides. */
export const spanOf = (values: ArrayLike<number>, margin = 0.06): readonly [low: number, high: number] => {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let at = 0; at < values.length; at++) {
    low = Math.min(low, values[at] as number)
    high = Math.max(high, values[at] as number)
  }
  if (!(low < high)) return [low === high ? low - 1 : -1, low === high ? high + 1 : 1]
  const more = margin * (high - low)
  return [low - more, high + more]
}
