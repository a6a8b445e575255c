/** How far reconstructions are from examples. */

import { type Estimate, estimateOf } from './estimate.js'
import { at, type Matrix, sameColumns, sameRows } from './numbers/matrix.js'

/** The errors of reconstructions: means over examples, each a sum over the numbers of one. */
export interface Reconstruction {
  readonly squaredError: Estimate
  readonly absoluteError: Estimate
  /** Of bits alone: `-log p(x)` under independent bits of these probabilities. Units: nats. */
  readonly crossEntropy: Estimate | null
  /** Of bits alone: how many are not what is more probable. */
  readonly wrongBits: Estimate | null
}

type Error = (x: number, mean: number) => number

const isBit = (value: number): boolean => value === 0 || value === 1

/** So much is taken off a probability of 0 or 1, of which a bit that is otherwise would cost infinitely much: that of a float32. */
const LEAST = 2 ** -24

const crossEntropy: Error = (bit, mean) => {
  const p = Math.min(1 - LEAST, Math.max(LEAST, mean))
  return -(bit === 1 ? Math.log(p) : Math.log1p(-p))
}

/**
 * How far the means of reconstructions are from the examples. Bits are told by their numbers: all are 0 or 1.
 *
 * Shapes: `[Row, size]` each. Errors: a `ShapeError` when they are not of one shape.
 *
 * @example
 * reconstruction(ofRows([[1, 0]]), ofRows([[0.5, 0.25]])).squaredError.mean
 * //=> 0.3125
 */
export const reconstruction = (x: Matrix, means: Matrix): Reconstruction => {
  sameRows('reconstruction', x.rows, means.rows)
  sameColumns('reconstruction', x, means)
  const summed = (error: Error): Estimate =>
    estimateOf(
      Array.from({ length: x.rows }, (_, row) => {
        let sum = 0
        for (let column = 0; column < x.columns; column++) sum += error(at(x, row, column), at(means, row, column))
        return sum
      }),
    )
  const bits = Array.prototype.every.call(x.values, isBit)
  return {
    squaredError: summed((value, mean) => (value - mean) ** 2),
    absoluteError: summed((value, mean) => Math.abs(value - mean)),
    crossEntropy: bits ? summed(crossEntropy) : null,
    wrongBits: bits ? summed((bit, mean) => (mean > 0.5 === (bit === 1) ? 0 : 1)) : null,
  }
}
