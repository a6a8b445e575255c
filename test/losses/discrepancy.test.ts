import { describe, expect, it } from 'vitest'
import * as StandardNormal from '../../src/distributions/standardNormal.js'
import type * as Engine from '../../src/engines/index.js'
import {
  discrepancyOf,
  inverseMultiquadratic,
  type Kernel,
  maximumMeanDiscrepancy,
  radialBasis,
} from '../../src/losses/discrepancy.js'
import { describe as described } from '../../src/losses/term.js'
import { child, from, type Key, normal } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { differencesOf } from '../support/differences.js'
import { everyEngine, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance, estimate } from '../support/near.js'
import { run } from '../support/outcome.js'

onCpu()

const LATENT = 2
const SCALES = [0.5, 2]

/** The kernels in float64, of codes of two dimensions. */
const KERNELS: readonly (readonly [string, Kernel, (squared: number) => number])[] = [
  [
    'inverse multiquadratic',
    inverseMultiquadratic(SCALES),
    (squared) => SCALES.reduce((sum, s) => sum + (2 * LATENT * s) / (2 * LATENT * s + squared), 0),
  ],
  [
    'radial basis',
    radialBasis(SCALES),
    (squared) => SCALES.reduce((sum, s) => sum + Math.exp(-squared / (2 * LATENT * s)), 0),
  ],
]

type Codes = readonly (readonly number[])[]

const rowsOf = (values: readonly number[]): Codes =>
  Array.from({ length: values.length / LATENT }, (_, row) => values.slice(row * LATENT, (row + 1) * LATENT))

const squared = (one: readonly number[], other: readonly number[]) =>
  one.reduce((sum, each, at) => sum + (each - (other[at] ?? Number.NaN)) ** 2, 0)

/** The estimate without bias, by its definition. */
const byHand = (kernel: (squared: number) => number, one: readonly number[], other: readonly number[]) => {
  const [left, right, count] = [rowsOf(one), rowsOf(other), one.length / LATENT]
  const among = (a: Codes, b: Codes, different: boolean) =>
    a.flatMap((x, i) => b.map((y, j) => (different && i === j ? 0 : kernel(squared(x, y))))).reduce((x, y) => x + y, 0)
  const pairs = count * (count - 1)
  return (
    among(left, left, true) / pairs + among(right, right, true) / pairs - (2 * among(left, right, false)) / count ** 2
  )
}

const CODES = [0.3, -0.7, 0.2, 0.9, 1.1, 0.1, 2.5, -1.4]
const OTHERS = [-0.6, 0.2, 1.9, -0.3, 0.4, 0.4, -1, -2]
const codes = (values: readonly number[]) =>
  tensorOf(['samples', 'batch', 'latent'], [1, values.length / LATENT, LATENT], values)

const found = (kernel: Kernel, one: readonly number[], other: readonly number[]) =>
  scoped(() => valuesOf(discrepancyOf(kernel)(codes(one), codes(other)))[0] ?? Number.NaN)

const drawn = (key: Key, count: number, at = 0) => Array.from(normal(key, count * LATENT), (each) => each + at)

describe('discrepancyOf', () => {
  it.each(KERNELS)('%s: is the estimate by hand, with its gradient', (_, kernel, of) => {
    expect(found(kernel, CODES, OTHERS)).toBeCloseTo(byHand(of, CODES, OTHERS), 6)
    const gradient = scoped(() =>
      valuesOf(
        T.valueAndGradient((z: ReturnType<typeof codes>) => [
          T.meanOfAll(discrepancyOf(kernel)(z, codes(OTHERS))),
          null,
        ])(codes(CODES)).gradient,
      ),
    )
    expect(
      distance(
        gradient,
        differencesOf((z) => byHand(of, z, OTHERS), CODES),
      ),
    ).toBeLessThan(1e-4)
  })

  it('is without bias: 0 on average for two sets of one distribution', () => {
    const values = Array.from({ length: 300 }, (_, at) => {
      const key = child(at)(from(1))
      return found(inverseMultiquadratic(), drawn(child('one')(key), 8), drawn(child('other')(key), 8))
    })
    const { mean, error } = estimate(values)
    expect(Math.abs(mean)).toBeLessThan(4 * error)
    expect(Math.min(...values)).toBeLessThan(0)
  })

  it('radial basis: is that of two normal distributions, in closed form', () => {
    const [scale, shift] = [1, 1.5]
    const values = Array.from({ length: 300 }, (_, at) => {
      const key = child(at)(from(2))
      return found(radialBasis([scale]), drawn(child('one')(key), 8, shift), drawn(child('other')(key), 8))
    })
    const { mean, error } = estimate(values)
    // E exp(-|u|²/2h) for u ~ N(m, 2I) of d dimensions is (h/(h+2))^(d/2) exp(-|m|²/2(h+2))
    const h = LATENT * scale
    const of = (distance: number) => (h / (h + 2)) ** (LATENT / 2) * Math.exp(-distance / (2 * (h + 2)))
    expect(Math.abs(mean - 2 * (of(0) - of(LATENT * shift ** 2)))).toBeLessThan(4 * error)
  })

  it('refuses a set of one, and scales that are none', () => {
    expect(() => found(radialBasis(), [1, 2], [3, 4])).toThrow(
      new ShapeError('maximumMeanDiscrepancy: the batch must be 2 examples or more, not 1'),
    )
    expect(() => radialBasis([1, 0])).toThrow(
      new ShapeError('radialBasis: the scales must be numbers above 0, one or more, not [1, 0]'),
    )
    expect(() => inverseMultiquadratic([])).toThrow(ShapeError)
  })
})

describe('maximumMeanDiscrepancy', () => {
  const term = maximumMeanDiscrepancy(inverseMultiquadratic())

  it('is a cost of samples, by a key of its own', () => {
    expect(described(term)).toMatchObject({ axes: ['samples'], sense: 'cost', guarantee: 'objective' })
  })

  it('compares codes with draws from the prior: near 0 for such codes, and above it for others', () => {
    const of = (z: readonly number[], key: Key) =>
      scoped(() => {
        const prior = StandardNormal.standard(named('latent', LATENT))
        return valuesOf(term.evaluate({ z: codes(z), prior, key }).value)[0] ?? Number.NaN
      })
    expect(Math.abs(of(drawn(from(3), 200), from(4)))).toBeLessThan(0.1)
    expect(of(drawn(from(3), 200, 2), from(4))).toBeGreaterThan(1)
  })

  it('is the same number on every engine', async () => {
    const { engines } = await everyEngine()
    const at = (engine: Engine.Engine) => {
      const program = engine.run(({ z }: { z: ReturnType<typeof codes> }, key: Key) => ({
        basis: discrepancyOf(radialBasis())(z, T.mulScalar(2)(z)),
        quadratic: discrepancyOf(inverseMultiquadratic())(z, T.mulScalar(2)(z)),
        term: maximumMeanDiscrepancy(inverseMultiquadratic()).evaluate({
          ...{ z, key, prior: StandardNormal.standard(named('latent', LATENT)) },
        }).value,
      }))
      const z = { shape: ['samples', 'batch', 'latent'] as const, sizes: [1, 4, 2], values: Float32Array.from(CODES) }
      return run(program({ z }, from(7)))
    }
    const numbersOf = ({ basis, quadratic, term: drawnFor }: Awaited<ReturnType<typeof at>>) =>
      [basis, quadratic, drawnFor].flatMap(({ values }) => [...values])
    const [first = [], ...others] = (await Promise.all(engines.map(at))).map(numbersOf)
    for (const other of others) expect(distance(other, first)).toBeLessThan(1e-5)
  })
})
