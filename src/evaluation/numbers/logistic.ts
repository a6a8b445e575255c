/** Logistic regression of several classes. */

import { at, columnsOf, type Matrix, make, meanOf, rowsOf, sameRows, varianceOf } from './matrix.js'

/** Gives the class of each row. */
export type Classifier = (rows: Matrix) => Uint16Array

const [STEPS, DECAY] = [300, 1e-4] as const

/** What takes off the mean of each column and divides it by its deviation; a column that does not vary becomes 0. */
const standardizing = (rows: Matrix): ((other: Matrix) => Matrix) => {
  const columns = columnsOf(rows)
  const [means, deviations] = [columns.map(meanOf), columns.map((values) => Math.sqrt(varianceOf(values)))]
  return (other) =>
    // one more column, of 1: the bias
    make(other.rows, other.columns + 1, (row, column) => {
      if (column === other.columns) return 1
      const deviation = deviations[column] as number
      return deviation === 0 ? 0 : (at(other, row, column) - (means[column] as number)) / deviation
    })
}

/** The logits of a row for each class. */
const logitsOf = (weights: Float64Array, x: Matrix, row: number, classes: number): Float64Array => {
  const out = new Float64Array(classes)
  for (let each = 0; each < classes; each++) {
    let sum = 0
    for (let column = 0; column < x.columns; column++)
      sum += at(x, row, column) * (weights[each * x.columns + column] as number)
    out[each] = sum
  }
  return out
}

const softmax = (logits: Float64Array): Float64Array => {
  const most = Math.max(...logits)
  const all = logits.map((logit) => Math.exp(logit - most))
  const sum = all.reduce((total, each) => total + each, 0)
  return all.map((each) => each / sum)
}

/** The gradient of the mean of -log p(class), with the decay of weights. */
const gradientOf = (weights: Float64Array, x: Matrix, labels: ArrayLike<number>, classes: number): Float64Array => {
  const gradient = weights.map((weight) => DECAY * weight)
  for (let row = 0; row < x.rows; row++) {
    const p = softmax(logitsOf(weights, x, row, classes))
    for (let each = 0; each < classes; each++) {
      const error = ((p[each] as number) - (labels[row] === each ? 1 : 0)) / x.rows
      for (let column = 0; column < x.columns; column++) {
        const place = each * x.columns + column
        gradient[place] = (gradient[place] as number) + error * at(x, row, column)
      }
    }
  }
  return gradient
}

/**
 * What gives the logits of each row for some classes: linear, fit by accelerated gradient descent from 0, so that nothing of it
 * is random.
 *
 * Shapes: `[Row, Column]`, and as many classes as rows, from 0 on. Errors: a `ShapeError` when there are not as many.
 * Source: Nesterov, "A method of solving a convex programming problem with convergence rate O(1/k²)", 1983.
 */
export const logits = (
  rows: Matrix,
  labels: ArrayLike<number>,
  classes: number,
): ((rows: Matrix) => readonly Float64Array[]) => {
  sameRows('logistic', rows.rows, labels.length)
  const standardized = standardizing(rows)
  const x = standardized(rows)
  // the curvature is no more than half of the mean square of a row: columns of variance 1, and the 1
  const rate = 2 / x.columns
  let [weights, ahead] = [new Float64Array(classes * x.columns), new Float64Array(classes * x.columns)]
  for (let step = 0; step < STEPS; step++) {
    const gradient = gradientOf(ahead, x, labels, classes)
    const next = ahead.map((weight, place) => weight - rate * (gradient[place] as number))
    const momentum = step / (step + 3)
    ahead = next.map((weight, place) => weight + momentum * (weight - (weights[place] as number)))
    weights = next
  }
  return (others) => {
    const own = standardized(others)
    return Array.from({ length: own.rows }, (_, row) => logitsOf(weights, own, row, classes))
  }
}

/** A linear classifier of some classes: that whose logit is the largest. Shapes and errors: as of `logits`. */
export const logistic = (rows: Matrix, labels: ArrayLike<number>, classes: number): Classifier => {
  const of = logits(rows, labels, classes)
  return (others) => Uint16Array.from(of(others), placeOfLargest)
}

/** The place of the largest of some numbers, the first of several. */
export const placeOfLargest = (values: Float64Array): number => values.indexOf(Math.max(...values))

/**
 * The class of each row of probabilities or logits: the column of its largest number, the first of several.
 *
 * @example
 * largestOf(ofRows([[1, 2], [4, 3]]))
 * //=> Uint16Array.of(1, 0)
 */
export const largestOf = (rows: Matrix): Uint16Array => Uint16Array.from(rowsOf(rows), placeOfLargest)

/** The share of rows whose class is what it is said to be. */
export const accuracyOf = (said: ArrayLike<number>, labels: ArrayLike<number>): number =>
  meanOf(Array.from(said, (each, row) => (each === labels[row] ? 1 : 0)))
