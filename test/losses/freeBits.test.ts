import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as StandardNormal from '../../src/distributions/standardNormal.js'
import { kl, klPerDimension } from '../../src/losses/atoms.js'
import { sum } from '../../src/losses/axes.js'
import { elbo, elboWithCapacity, elboWithFreeBits, elboWithGroupedFreeBits } from '../../src/losses/estimators.js'
import { atLeast, distanceFrom } from '../../src/losses/freeBits.js'
import { isBound } from '../../src/losses/proof.js'
import { linearWarmUp } from '../../src/losses/schedule.js'
import { scale } from '../../src/losses/weighting.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { differencesOf } from '../support/differences.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'
import { batchOf, worth } from '../support/terms.js'

onCpu()

// two examples, a latent of four
const MEAN = [0.5, -1, 0.1, 0, 1.5, 0, 0.2, 0.3]
const LOG_VARIANCE = [0, -1.2, 0.1, 2e-4, 0.3, 0.5, -0.1, 0]
const RECONSTRUCTION = [-3, -5, -4, -6]

const supplied = (mean: readonly number[] = MEAN, logVariance: readonly number[] = LOG_VARIANCE) => ({
  logLikelihood: tensorOf(['samples', 'batch'], [2, 2], RECONSTRUCTION),
  prior: StandardNormal.standard(named('latent', 4)),
  posterior: DiagonalNormal.make<'batch', readonly ['latent']>(
    tensorOf(['batch', 'latent'], [2, 4], mean),
    tensorOf(['batch', 'latent'], [2, 4], logVariance),
  ),
})

/** The KL of every dimension of every example, in float64. */
const kls = (mean: readonly number[] = MEAN, logVariance: readonly number[] = LOG_VARIANCE) =>
  mean.map((m, index) => {
    const v = logVariance[index] ?? Number.NaN
    return 0.5 * (Math.expm1(v) - v + m * m)
  })
const column = (all: readonly number[], dimension: number) => ((all[dimension] ?? 0) + (all[dimension + 4] ?? 0)) / 2
const add = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** Free bits by hand: the mean over the batch first. */
const free = (floor: number, size: number, all = kls()) => {
  const means = [0, 1, 2, 3].map((dimension) => column(all, dimension))
  return add(
    Array.from({ length: 4 / size }, (_, group) => Math.max(floor, add(means.slice(group * size, (group + 1) * size)))),
  )
}

describe('klPerDimension', () => {
  it('is the KL of each dimension, and its sum the KL, proved', () => {
    expect(distance(worth(klPerDimension, supplied()).value, kls())).toBeLessThan(1e-6)
    const whole = pipe(klPerDimension, sum('latent'))
    expect(distance(worth(whole, supplied()).value, worth(kl, supplied()).value)).toBeLessThan(1e-6)
    const content: readonly '+kl'[] = whole.content
    expect(content).toEqual(['+kl'])
  })
})

describe('elboWithFreeBits', () => {
  it('pays for each dimension at least the floor, on average over the batch', () => {
    for (const floor of [0, 0.05, 0.3, 2]) {
      const { value, shape } = worth(elboWithFreeBits<number>(floor), supplied())
      expect(shape).toEqual([])
      expect(value[0]).toBeCloseTo(-4.5 - free(floor, 1), 5)
    }
    // a floor that lies between the two examples: the mean comes before the maximum
    const apart = add(kls().map((each) => Math.max(0.3, each))) / 2
    expect(Math.abs(apart - free(0.3, 1))).toBeGreaterThan(0.1)
  })

  it('of 0 is the bound, and of any floor below it: so it is one', () => {
    const plain = worth(elbo, supplied()).mean
    expect(worth(elboWithFreeBits(0), supplied()).mean).toBeCloseTo(plain, 6)
    for (const floor of [0.1, 1, 3]) {
      const objective = elboWithFreeBits<number>(floor)
      expect(worth(objective, supplied()).mean).toBeLessThan(plain)
      expect(isBound(objective.content)).toBe(true)
    }
    const atoms: readonly ('+log p(x|z)' | '-kl, at least once')[] = elboWithFreeBits(
      linearWarmUp({ steps: 3 }),
    ).content
    expect(new Set(atoms)).toEqual(new Set(['+log p(x|z)', '-kl, at least once']))
  })

  it('has no gradient in the dimensions below the floor, and that of the KL above', () => {
    const floor = 0.1
    const gradient = scoped(() => {
      const found = T.valueAndGradient((q: ReturnType<typeof supplied>['posterior']) => [
        elboWithFreeBits(floor).evaluate({ ...supplied(), posterior: q }).surrogate,
        null,
      ])(supplied().posterior).gradient
      return [...valuesOf(found.mean), ...valuesOf(found.logVariance)]
    })
    const wanted = differencesOf(
      (all) => -free(floor, 1, kls(all.slice(0, 8), all.slice(8))),
      [...MEAN, ...LOG_VARIANCE],
    )
    expect(distance(gradient, wanted)).toBeLessThan(1e-6)
    expect(wanted.filter((each) => each === 0).length).toBeGreaterThanOrEqual(8)
  })

  it('reports what is paid with its weight, and the KL of which it is the floor with none', () => {
    const objective = elboWithFreeBits(0.3)
    expect(objective.parts.map(({ name, weight }) => [name, weight])).toEqual([
      ['log p(x|z)', 1],
      ['max(0.3, mean over batch of [KL(q(z_j|x) || p(z_j))])', -1],
      ['KL(q(z_j|x) || p(z_j))', 0],
    ])
    const { parts, mean } = worth(objective, supplied())
    expect(parts[1]).toBeCloseTo(free(0.3, 1), 5)
    expect(parts[2]).toBeCloseTo(add(kls()) / 2, 5)
    expect((parts[0] ?? 0) - (parts[1] ?? 0)).toBeCloseTo(mean, 5)
  })
})

describe('elboWithGroupedFreeBits', () => {
  it('pays for each group at least the floor', () => {
    for (const [size, floor] of [
      [1, 0.3],
      [2, 0.5],
      [4, 3],
    ] as const) {
      const objective = elboWithGroupedFreeBits(size)<number>(floor)
      const { value, parts } = worth(objective, supplied())
      expect(value[0]).toBeCloseTo(-4.5 - free(floor, size), 5)
      expect(parts[1]).toBeCloseTo(free(floor, size), 5)
      expect(parts[2]).toBeCloseTo(add(kls()) / 2, 5)
      expect(isBound(objective.content)).toBe(true)
    }
  })
})

describe('elboWithCapacity', () => {
  it('is γ times the distance of the KL from the capacity, and no bound', () => {
    const whole = add(kls()) / 2
    for (const capacity of [0, 1, 5]) {
      const objective = elboWithCapacity<number>({ gamma: 10, capacity })
      expect(worth(objective, supplied()).value[0]).toBeCloseTo(-4.5 - 10 * Math.abs(whole - capacity), 4)
      expect(isBound(objective.content)).toBe(false)
    }
    const objective = elboWithCapacity({ gamma: 10, capacity: linearWarmUp({ to: 25, steps: 100, name: 'C' }) })
    expect(objective.formula.text).toBe(
      'mean over batch of [E_q[log p(x|z)]] - 10 |mean over batch of [KL(q(z|x) || p(z))] - C(t)|',
    )
    const content: readonly ('+log p(x|z)' | '~')[] = objective.content
    expect(content).toContain('~')
  })

  it('takes the capacity of each step', () => {
    const capacity = linearWarmUp({ to: 25, steps: 100 })
    const objective = elboWithCapacity({ gamma: 2, capacity })
    expect(objective.schedules).toEqual([capacity])
    const at = (step: number) =>
      scoped(() => valuesOf(objective.evaluate(supplied(), (each) => T.scalar(each.training(step))).value)[0])
    expect(at(50)).toBeCloseTo(-4.5 - 2 * Math.abs(add(kls()) / 2 - 12.5), 4)
  })
})

describe('limits', () => {
  it('of a KL with a weight, and of anything else', () => {
    expect(pipe(kl, scale(2), atLeast(1)).content).toEqual(['+kl, at least once'])
    expect(pipe(kl, atLeast(1), scale(2)).content).toEqual(['~'])
    expect(pipe(batchOf('a', 'cost', [1, 3]), atLeast(2)).content).toEqual(['~'])
    expect(worth(pipe(batchOf('a', 'cost', [1, 3]), atLeast(2)), {}).value).toEqual([2, 3])
    expect(worth(pipe(batchOf('a', 'cost', [1, 3]), distanceFrom(2.5)), {}).value).toEqual([1.5, 0.5])
  })

  it.each<readonly [string, () => unknown]>([
    ['atLeast: the nats must be 0 or more, not -1', () => atLeast(-1 as number)(kl)],
    ['atLeast: the nats must be 0 or more, not NaN', () => atLeast(Number.NaN)(kl)],
    ['distanceFrom: the nats must be 0 or more, not -2', () => distanceFrom(-2 as number)(kl)],
    ['distanceFrom: gain must be a cost, not a gain', () => distanceFrom(2)(batchOf('gain', 'gain', [1, 2]) as never)],
  ])('refuse: %s', (words, limit) => {
    expect(limit).toThrow(new ShapeError(words))
  })

  it('are finite at the ends of what a head gives', () => {
    for (const [mean, logVariance] of [
      [1e6, 10],
      [-1e6, -10],
      [0, 10],
      [0, -10],
    ] as const) {
      const found = supplied(new Array<number>(8).fill(mean), new Array<number>(8).fill(logVariance))
      for (const term of [elboWithFreeBits(0.5), elboWithCapacity({ gamma: 100, capacity: 25 })])
        expect(Number.isFinite(worth(term, found).mean)).toBe(true)
    }
  })
})
