import { describe, expect, test } from 'vitest'
import { choice, logUniform, type Plain, uniform, type Value, whole } from '../../src/sweeps/parameter.js'
import { densityOf, kernelsOf, sharesOf, weightsOf } from '../../src/sweeps/parzen.js'

// Optuna 3.1.0, _ParzenEstimator with consider_prior, prior_weight 1, consider_magic_clip and the default weights. Its log_pdf of
// numbers leaves out the widths of the kernels, which a later release has mended: these are its kernels with the densities of SciPy 1.10.1,
// scipy.stats.truncnorm

const THIRTY = [
  ...[0.508, 2.081, -2.091, 0.108, 3.929, 3.963, -3.744, -2.928, -4.485, -0.592, -4.701, -0.432, 1.491, -2.215],
  ...[1.763, 0.909, -4.76, 0.589, -2.407, -0.849, -2.165, 1.931, -0.595, -3.431, 0.446, 2.803, -1.936, -2.78],
  ...[-1.12, 4.364],
]

interface Recorded {
  readonly of: Plain
  readonly seen: readonly Value[]
  readonly at: readonly Value[]
  readonly logs: readonly number[]
}

const RECORDED: Readonly<Record<string, Recorded>> = {
  numbers: {
    of: uniform(-5, 5),
    seen: [0.5, -1.25, 3, 0.75],
    at: [-4.5, 0, 0.6, 2.5],
    logs: [-3.5339962612203206, -1.8575057219222817, -1.8559078042261148, -2.144200657609812],
  },
  'thirty numbers, the oldest of which count less': {
    of: uniform(-5, 5),
    seen: THIRTY,
    at: [-4.5, 0, 2.5],
    logs: [-2.060094926294956, -2.199147335399764, -3.1188477356385684],
  },
  'whole numbers': {
    of: whole(2, 20),
    seen: [2, 8, 20, 8],
    at: [2, 8, 13],
    logs: [-2.974962719544751, -2.5952693669497324, -3.0532012206432384],
  },
  words: {
    of: choice(['a', 'b', 'c']),
    seen: ['a', 'b', 'b'],
    at: ['a', 'b', 'c'],
    logs: [-1.0986122886681098, -0.7419373447293772, -1.6582280766035324],
  },
  'one number': { of: uniform(-5, 5), seen: [4], at: [1], logs: [-2.1540386651246157] },
  'no number': { of: uniform(-5, 5), seen: [], at: [1], logs: [-2.266607292503096] },
}

describe('the density of another implementation', () => {
  test.each(Object.entries(RECORDED))('of %s', (_, { of, seen, at, logs }) => {
    const density = densityOf(of, seen)
    for (const [place, value] of at.entries()) expect(density.logAt(value)).toBeCloseTo(logs[place] as number, 10)
  })
})

test('widths: each number is as wide as the further neighbor is away, and the ends know one', () => {
  const widths = kernelsOf(uniform(-5, 5), [0.5, -1.25, 3, 0.75]).map(({ width }) => width)
  expect(widths).toEqual([10 / 6, 10 / 6, 2.25, 2.25, 10])
  const logs = kernelsOf(logUniform(1e-5, 1), [1e-3, 2e-4, 0.5]).map(({ width }) => width)
  const wanted = [Math.LN10, Math.LN10, 5.063315551925169, 11.512925464970229]
  for (const [place, width] of logs.entries()) expect(width).toBeCloseTo(wanted[place] as number, 12)
})

test('the newest 25 count in full, and those before them the less the older they are', () => {
  expect(weightsOf(3)).toEqual([1, 1, 1])
  const weights = weightsOf(30)
  expect(weights.slice(5)).toEqual(Array.from({ length: 25 }, () => 1))
  expect(weights[0]).toBeCloseTo(1 / 30, 14)
  expect(weights[4]).toBe(1)
  expect(weightsOf(26)[0]).toBeCloseTo(1 / 26, 14)
})

test('shares of a choice sum to 1, and a density of numbers integrates to 1', () => {
  expect(sharesOf(choice([1, 4, 8]), [4, 4, 8]).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14)
  const density = densityOf(uniform(-5, 5), [0.5, -1.25, 3])
  const cells = 4000
  const sum = Array.from({ length: cells }, (_, at) => Math.exp(density.logAt(-5 + ((at + 0.5) * 10) / cells)))
  expect((sum.reduce((total, each) => total + each, 0) * 10) / cells).toBeCloseTo(1, 6)
  const masses = densityOf(whole(1, 6), [2, 2, 5])
  expect([1, 2, 3, 4, 5, 6].reduce((total, each) => total + Math.exp(masses.logAt(each)), 0)).toBeCloseTo(1, 12)
})

test('draws are values of the parameter, and the likelier the denser', () => {
  const density = densityOf(whole(1, 100), [10, 11, 12])
  const drawn = Array.from({ length: 400 }, (_, at) => Number(density.draw(((at * 7) % 400) / 400, (at + 0.5) / 400)))
  expect(drawn.every((each) => Number.isInteger(each) && each >= 1 && each <= 100)).toBe(true)
  expect(drawn.filter((each) => each < 40).length).toBeGreaterThan(250)
})
