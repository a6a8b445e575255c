/** What samples and densities of a distribution are held to: its moments, and an integral of 1. */

import { expect } from 'vitest'
import { type Key, streamOf } from '../../src/random/key.js'
import { expectMean, expectNear, type Tolerance } from '../support/near.js'

/** The samples of each number of an event, from samples outermost. */
export const columns = (draws: ArrayLike<number>, width: number): readonly (readonly number[])[] =>
  Array.from({ length: width }, (_, at) => Array.from(draws).filter((_each, index) => index % width === at))

/** The uniform numbers of some samples, of as many numbers each: every sample has a stream of its own. */
export const uniformOf = (key: Key, samples: number, width: number): readonly number[] =>
  Array.from({ length: samples }, (_, sample) => [...streamOf('uniform')(key)(width, 0, sample)]).flat()

/** Samples have a mean and a variance, each within 4 standard errors. */
export const expectMoments = (draws: readonly number[], mean: number, variance: number): void => {
  expectMean(draws, mean)
  expectMean(
    draws.map((each) => (each - mean) ** 2),
    variance,
  )
}

/** The middles of so many cells of an interval. */
export const grid = (from: number, to: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => from + ((at + 0.5) * (to - from)) / count)

/** A density of one number, by its logarithm on a grid, integrates to 1. */
export const expectIntegral = (
  logDensity: (points: readonly number[]) => readonly number[],
  [from, to]: readonly [number, number],
  count = 20_000,
  tolerance: Tolerance = { absolute: 2e-5, relative: 0 },
): void => {
  const densities = logDensity(grid(from, to, count)).map(Math.exp)
  expectNear([densities.reduce((sum, each) => sum + each, 0) * ((to - from) / count)], [1], tolerance)
}

/** All of some numbers are finite. */
export const expectFinite = (...lists: readonly (readonly number[])[]): void =>
  expect(lists.flat().filter((each) => !Number.isFinite(each))).toEqual([])
