import { describe, expect, it } from 'vitest'
import * as StandardNormal from '../../src/distributions/standardNormal.js'
import type * as Engine from '../../src/engines/index.js'
import { distancesAlong, slicedWasserstein } from '../../src/losses/slicedWasserstein.js'
import { describe as described } from '../../src/losses/term.js'
import { from, type Key, normal } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { differencesOf } from '../support/differences.js'
import { everyEngine, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance, expectNear } from '../support/near.js'
import { run } from '../support/outcome.js'

onCpu()

const codes = (values: readonly number[], latent = 2) =>
  tensorOf(['samples', 'batch', 'latent'], [1, values.length / latent, latent], values)
const CODES = [0.3, -0.7, 0.2, 0.9, 1.1, 0.1, 2.5, -1.4]
const OTHERS = [-0.6, 0.2, 1.9, -0.3, 0.4, 0.4, -1, -2]
const DIRECTIONS = [
  [1, 0],
  [0.6, 0.8],
] as const

/** By its definition, in float64. */
const byHand = (one: readonly number[], other: readonly number[]): readonly number[] =>
  DIRECTIONS.map(([x, y]) => {
    const ordered = (values: readonly number[]) =>
      Array.from(
        { length: values.length / 2 },
        (_, at) => x * (values[2 * at] ?? 0) + y * (values[2 * at + 1] ?? 0),
      ).toSorted((a, b) => a - b)
    const right = ordered(other)
    return ordered(one).reduce((sum, each, at) => sum + (each - (right[at] ?? 0)) ** 2, 0) / right.length
  })

const directions = () => tensorOf(['latent', 'directions'], [2, 2], [1, 0.6, 0, 0.8])

describe('distancesAlong', () => {
  it('is that by hand, with its gradient', () =>
    scoped(() => {
      expectNear(valuesOf(distancesAlong(directions())(codes(CODES), codes(OTHERS))), byHand(CODES, OTHERS))
      const { gradient } = T.valueAndGradient((z: ReturnType<typeof codes>) => [
        T.meanOfAll(distancesAlong(directions())(z, codes(OTHERS))),
        null,
      ])(codes(CODES))
      const mean = (z: readonly number[]) => byHand(z, OTHERS).reduce((sum, each) => sum + each, 0) / 2
      expect(distance(valuesOf(gradient), differencesOf(mean, CODES))).toBeLessThan(1e-4)
    }))

  it('is 0 for the same codes in another order, and the square of how far they are moved', () =>
    scoped(() => {
      const along = tensorOf(['latent', 'directions'], [1, 1], [1])
      const of = (one: readonly number[], other: readonly number[]) =>
        valuesOf(distancesAlong(along)(codes(one, 1), codes(other, 1)))
      expect(of([3, 1, 2], [1, 2, 3])).toEqual([0])
      expectNear(of([3, 1, 2], [1.5, 2.5, 3.5]), [0.25])
    }))

  it('of two normal distributions of one number is m² + (σ - 1)²', () =>
    scoped(() => {
      const count = 20_000
      const noise = (seed: number) => [...normal(from(seed), count)]
      const along = tensorOf(['latent', 'directions'], [1, 1], [1])
      const moved = noise(1).map((x) => 1.5 + 2 * x)
      const [found] = valuesOf(distancesAlong(along)(codes(moved, 1), codes(noise(2), 1)))
      // the mean and the deviation of so many draws are off by 1 in 140
      expectNear([found as number], [1.5 ** 2 + 1], { absolute: 0, relative: 0.05 })
    }))
})

describe('slicedWasserstein', () => {
  const term = slicedWasserstein({ directions: 30 })
  const prior = StandardNormal.standard(named('latent', 2))
  const of = (z: readonly number[], key: Key) =>
    scoped(() => valuesOf(term.evaluate({ z: codes(z), prior, key }).value))

  it('is a cost of samples, by a key of its own', () =>
    expect(described(term)).toMatchObject({ axes: ['samples'], sense: 'cost', guarantee: 'objective' }))

  it('compares codes with draws from the prior: near 0 for such codes, m² / d for codes moved by m', () => {
    const drawn = (shift: number) => Array.from(normal(from(3), 4000), (x, at) => x + (at % 2 === 0 ? shift : 0))
    expect(of(drawn(0), from(4))[0]).toBeLessThan(0.02)
    // the mean square of a direction of two numbers is ½; of 30 directions its error is 0.354 / √30
    expect(Math.abs((of(drawn(3), from(4))[0] as number) - 4.5)).toBeLessThan((4 * 9 * 0.354) / Math.sqrt(30))
  })

  it('refuses a number of directions that is none', () => {
    const given = 0 as number
    expect(() => slicedWasserstein({ directions: given })).toThrow(
      new ShapeError('slicedWasserstein: the number of directions must be a positive whole number, not 0'),
    )
  })

  it('is the same number on every engine', async () => {
    const { engines } = await everyEngine()
    const z = { shape: ['samples', 'batch', 'latent'] as const, sizes: [1, 4, 2], values: Float32Array.from(CODES) }
    const at = (engine: Engine.Engine) =>
      run(
        engine.run(
          ({ z: own }: { z: ReturnType<typeof codes> }, key: Key) => term.evaluate({ z: own, prior, key }).value,
        )({ z }, from(7)),
      )
    const [first = [], ...others] = (await Promise.all(engines.map(at))).map(({ values }) => [...values])
    for (const other of others) expect(distance(other, first)).toBeLessThan(1e-5)
  })
})
