/** The order of numbers. */

/**
 * The ranks of numbers from 0 on, of equal ones their mean.
 *
 * @example
 * ranksOf([5, 1, 5])
 * //=> Float64Array.of(1.5, 0, 1.5)
 */
export const ranksOf = (values: ArrayLike<number>): Float64Array => {
  const order = Array.from({ length: values.length }, (_, at) => at).sort(
    (one, other) => (values[one] as number) - (values[other] as number),
  )
  const ranks = new Float64Array(values.length)
  for (let first = 0; first < order.length; ) {
    const value = values[order[first] as number]
    let last = first
    while (last + 1 < order.length && values[order[last + 1] as number] === value) last++
    for (let place = first; place <= last; place++) ranks[order[place] as number] = (first + last) / 2
    first = last + 1
  }
  return ranks
}

/**
 * How often a number of those that are meant is above one of the others, half as often where both are equal: the area under the
 * curve of a receiver. Not a number where all are meant, or none.
 *
 * Range: from 0 to 1, and ½ of numbers that tell nothing. Source: Mann and Whitney, "On a test of whether one of two random variables
 * is stochastically larger than the other", 1947.
 *
 * @example
 * areaUnderCurve([0, 1, 2, 3], [0, 1, 0, 1])
 * //=> 0.75
 */
export const areaUnderCurve = (scores: ArrayLike<number>, meant: ArrayLike<number>): number => {
  const own = ranksOf(scores).filter((_, row) => meant[row] === 1)
  const above = own.reduce((sum, rank) => sum + rank, 0) - (own.length * (own.length - 1)) / 2
  return above / (own.length * (scores.length - own.length))
}
