/** Calibration: whether what is predicted with a probability happens as often. */

import { fixed, whole } from './format.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The bits that were predicted with about one probability. */
export interface Bin {
  /** The mean of their probabilities. */
  readonly predicted: number
  /** The share of them that are 1. */
  readonly observed: number
  readonly count: number
}

/**
 * Bits by the probability with which they were predicted, in bins of one width: those that have any, the lowest first.
 *
 * Shapes: both of as many numbers, flat. Range: probabilities of 0 to 1, which others are left out for, and bits.
 * Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", arXiv:1706.04599, section 2.
 *
 * @example
 * calibrationOf(2)(Float32Array.of(0.25, 0.125, 0.75, 1), Float32Array.of(0, 1, 1, 1))
 * //=> [{ predicted: 0.1875, observed: 0.5, count: 2 }, { predicted: 0.875, observed: 1, count: 2 }]
 */
export const calibrationOf =
  (bins: number) =>
  (predicted: Float32Array, observed: Float32Array): readonly Bin[] => {
    const sums = Array.from({ length: bins }, () => ({ predicted: 0, observed: 0, count: 0 }))
    predicted.forEach((probability, at) => {
      const into = sums[Math.min(bins - 1, Math.floor(probability * bins))]
      if (into === undefined) return
      into.predicted += probability
      into.observed += observed[at] as number // safe: there are as many
      into.count += 1
    })
    return sums
      .filter(({ count }) => count > 0)
      .map((sum) => ({
        predicted: sum.predicted / sum.count,
        observed: sum.observed / sum.count,
        count: sum.count,
      }))
  }

const total = (bins: readonly Bin[]): number => bins.reduce((sum, { count }) => sum + count, 0)

/**
 * How far what is predicted is from what is observed, a mean over all bits.
 *
 * Range: 0 to 1. Source: Guo et al., arXiv:1706.04599, equation 3.
 *
 * @example
 * calibrationError([{ predicted: 0.25, observed: 0.5, count: 1 }, { predicted: 0.75, observed: 0.75, count: 3 }])
 * //=> 0.0625
 */
export const calibrationError = (bins: readonly Bin[]): number =>
  bins.reduce((sum, { predicted, observed, count }) => sum + Math.abs(predicted - observed) * count, 0) / total(bins)

// -----------------------------------------------------------------------------
// on a page
// -----------------------------------------------------------------------------

/** Units: those of the picture, which grows with the page. */
const SIDE = 400
const MARGIN = 48

const place = (share: number): number => MARGIN + share * (SIDE - 2 * MARGIN)

const TICKS = [0, 0.25, 0.5, 0.75, 1]

const axes = TICKS.map((value) => {
  const [x, y] = [place(value), place(1 - value)]
  return `<path d="M${x} ${MARGIN}V${SIDE - MARGIN}M${MARGIN} ${y}H${SIDE - MARGIN}"></path><text x="${x}" y="${SIDE - MARGIN + 18}" text-anchor="middle">${value}</text><text x="${MARGIN - 6}" y="${y}" dy="4" text-anchor="end">${value}</text>`
}).join('')

/** The bins as dots over what they were predicted with; on the diagonal both are the same. */
export const calibrationPlot = (bins: readonly Bin[]): string => {
  const at = ({ predicted, observed }: Bin) => `${place(predicted).toFixed(1)} ${place(1 - observed).toFixed(1)}`
  const line = bins.length < 2 ? '' : `<path class="line" d="M${bins.map(at).join('L')}"></path>`
  const dots = bins.map(
    (bin) =>
      `<circle cx="${place(bin.predicted).toFixed(1)}" cy="${place(1 - bin.observed).toFixed(1)}" r="4"></circle>`,
  )
  return `<svg class="scatter calibration" role="img" aria-label="Observed frequency over predicted probability" viewBox="0 0 ${SIDE} ${SIDE}">${axes}<path class="ideal" d="M${place(0)} ${place(1)}L${place(1)} ${place(0)}"></path>${line}${dots.join('')}<text x="${SIDE / 2}" y="${SIDE - 4}" text-anchor="middle">predicted probability of a 1</text><text x="12" y="${SIDE / 2}" text-anchor="middle" transform="rotate(-90 12 ${SIDE / 2})">observed share of 1</text></svg>`
}

const three = fixed(3)

/** The bins as a table, with their counts. */
export const calibrationTable = (bins: readonly Bin[]): string => {
  const rows = bins.map(
    ({ predicted, observed, count }) =>
      `<tr><td>${three(predicted)}</td><td>${three(observed)}</td><td>${whole(count)}</td></tr>`,
  )
  return `<div class="table"><table class="bins">\n<thead><tr><th scope="col">predicted</th><th scope="col">observed</th><th scope="col">pixels</th></tr></thead>\n<tbody>${rows.join('\n')}</tbody></table></div>`
}

/** What the plot shows. */
export const calibrationWords = (bins: readonly Bin[]): string =>
  `${whole(total(bins))} pixels of test examples by the probability that p(x|z) gives them, z at the center of q(z|x): on the diagonal, as many are 1 as predicted. They are ${three(calibrationError(bins))} apart, a mean over pixels.`
