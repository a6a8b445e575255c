/** Rates along a curve. */

import { aCount, aFraction, fromZero, type RateSchedule } from './range.js'

/**
 * The same rate at every step.
 *
 * Errors: a `ShapeError` for a rate below 0 or not finite.
 *
 * @example
 * constant(0.1)(7)
 * //=> 0.1
 */
export const constant = (rate: number): RateSchedule => {
  const always = fromZero('Rate.constant: the rate', rate)
  return () => always
}

/** The settings of a warm-up. */
export interface WarmUpOptions {
  /** 0 if left out. */
  readonly from?: number
  readonly to: number
  readonly steps: number
}

/**
 * Linear warm-up: from the first rate to the last within some steps, and the last from then on.
 *
 * The first step is one step on the way, so that no step is taken with a rate of 0.
 * Errors: a `ShapeError` for a rate below 0 or not finite, and for steps that are not a positive whole number.
 * Source: Goyal et al., "Accurate, Large Minibatch SGD", arXiv:1706.02677, section 2.2, gradual warm-up.
 *
 * @example
 * warmUp({ to: 0.1, steps: 10 })(5)
 * //=> 0.05
 */
export const warmUp = ({ from = 0, to, steps }: WarmUpOptions): RateSchedule => {
  const [first, last] = [fromZero('Rate.warmUp: from', from), fromZero('Rate.warmUp: to', to)]
  const count = aCount('Rate.warmUp: the number of steps', steps)
  return (step) => first + (last - first) * Math.min(1, step / count)
}

/** Half a wave: the first number at 0, the last at 1. */
const halfWave = (first: number, last: number, fraction: number): number =>
  last + ((first - last) * (1 + Math.cos(Math.PI * fraction))) / 2

/** The settings of a half wave. */
export interface CosineOptions {
  readonly from: number
  /** 0 if left out. */
  readonly to?: number
  readonly steps: number
}

/**
 * Half a cosine wave: from the first rate, at the first step, to the last within some steps, and the last from then on.
 *
 * Errors: as of `warmUp`.
 * Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", arXiv:1608.03983, equation 5,
 * without restarts.
 *
 * @example
 * cosine({ from: 0.1, steps: 100 })(101)
 * //=> 0
 */
export const cosine = ({ from, to = 0, steps }: CosineOptions): RateSchedule => {
  const [first, last] = [fromZero('Rate.cosine: from', from), fromZero('Rate.cosine: to', to)]
  const count = aCount('Rate.cosine: the number of steps', steps)
  return (step) => (step > count ? last : halfWave(first, last, (step - 1) / count))
}

/** The settings of one cycle. */
export interface OneCycleOptions {
  /** The largest rate. */
  readonly most: number
  /** How many steps the cycle has. */
  readonly steps: number
  /** How much of the cycle is spent rising: 0.3 if left out. */
  readonly rise?: number
  /** The rate of the first step: a 25th of the largest if left out. */
  readonly from?: number
  /** The rate of the last step: a 10,000th of the first if left out. */
  readonly to?: number
}

/**
 * One cycle: up to the largest rate and down to next to nothing, each along half a cosine wave; the last rate from then on.
 *
 * Errors: as of `warmUp`; for a rise that is not above 0 and below 1; and for a cycle without a whole step of rise.
 * Source: Smith and Topin, "Super-Convergence", arXiv:1708.07120; the waves and the numbers left out are those of PyTorch's
 * OneCycleLR.
 *
 * @example
 * oneCycle({ most: 0.1, steps: 101, rise: 0.5 })(101)
 * //=> 4e-7
 */
export const oneCycle = ({
  most,
  steps,
  rise = 0.3,
  from = most / 25,
  to = from / 1e4,
}: OneCycleOptions): RateSchedule => {
  const top = fromZero('Rate.oneCycle: most', most)
  const [first, last] = [fromZero('Rate.oneCycle: from', from), fromZero('Rate.oneCycle: to', to)]
  const end = aCount('Rate.oneCycle: the number of steps', steps) - 1
  const peak = aFraction('Rate.oneCycle: the rise', rise) * steps - 1
  // at the peak itself both waves are there; of a cycle that starts after it only the second is
  return (step) =>
    step - 1 < peak
      ? halfWave(first, top, (step - 1) / peak)
      : step - 1 >= end
        ? last
        : halfWave(top, last, (step - 1 - peak) / (end - peak))
}
