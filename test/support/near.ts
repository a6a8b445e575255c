/** How near is near enough: float32 numbers against float64 ones. */

import { expect } from 'vitest'

/** How far a number may be off: `absolute + relative · |expected|`. */
export interface Tolerance {
  readonly absolute: number
  readonly relative: number
}

/** A few roundings of float32. */
export const FLOAT32: Tolerance = { absolute: 2e-6, relative: 2e-6 }

/** A gradient in float32 against central differences in float64. */
export const GRADIENT: Tolerance = { absolute: 2e-5, relative: 2e-5 }

/** Every number is as near to the one expected as the tolerance says; NaN is near nothing. */
export const expectNear = (
  given: ArrayLike<number>,
  expected: ArrayLike<number>,
  { absolute, relative }: Tolerance = FLOAT32,
): void => {
  expect(given.length).toBe(expected.length)
  const far = Array.from(expected).flatMap((value, index) => {
    const other = given[index] as number
    const near = other === value || Math.abs(other - value) <= absolute + relative * Math.abs(value)
    return near ? [] : [`at ${index}: ${other} for ${value}`]
  })
  expect(far).toEqual([])
}

/** The largest distance between two lists, relative to the largest number of the second. */
export const distance = (given: readonly number[], wanted: readonly number[]): number => {
  if (given.length !== wanted.length) return Number.POSITIVE_INFINITY
  const scale = Math.max(...wanted.map(Math.abs), 1e-30)
  return Math.max(...given.map((value, index) => Math.abs(value - (wanted[index] ?? Number.NaN)))) / scale
}

// -----------------------------------------------------------------------------
// Monte Carlo
// -----------------------------------------------------------------------------

/** The mean of some draws and its standard error. */
export const estimate = (draws: ArrayLike<number>): { readonly mean: number; readonly error: number } => {
  const count = draws.length
  let [sum, squares] = [0, 0]
  for (let index = 0; index < count; index++) sum += draws[index] as number
  const mean = sum / count
  for (let index = 0; index < count; index++) squares += ((draws[index] as number) - mean) ** 2
  return { mean, error: Math.sqrt(squares / (count - 1) / count) }
}

/** The mean of some draws is within 4 of its own standard errors of what is expected. */
export const expectMean = (draws: ArrayLike<number>, expected: number): void => {
  const { mean, error } = estimate(draws)
  // a constant has no error, and then no tolerance
  expect(error).toBeGreaterThan(0)
  expect(Math.abs(mean - expected) / error, `${mean} for ${expected}, standard error ${error}`).toBeLessThan(4)
}
