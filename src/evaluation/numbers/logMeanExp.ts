/** The log of a mean of numbers that are given by their logs. */

/**
 * The log of the mean of the exponentials of some numbers. The greatest is taken out, so that nothing is too small or too large.
 *
 * @example
 * logMeanExp([1000, 1000])
 * //=> 1000
 */
export const logMeanExp = (logs: ArrayLike<number>): number => {
  let most = Number.NEGATIVE_INFINITY
  for (let index = 0; index < logs.length; index++) most = Math.max(most, logs[index] as number)
  if (!Number.isFinite(most)) return most
  let sum = 0
  for (let index = 0; index < logs.length; index++) sum += Math.exp((logs[index] as number) - most)
  return most + Math.log(sum / logs.length)
}
