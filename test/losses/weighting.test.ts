import fc from 'fast-check'
import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { minus } from '../../src/losses/algebra.js'
import { kl, squaredError } from '../../src/losses/atoms.js'
import { minimize, scale } from '../../src/losses/weighting.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu } from '../support/engine.js'
import { batchOf, worth } from '../support/terms.js'

onCpu()

const cost = batchOf('cost', 'cost', [3, 5])
const gain = batchOf('gain', 'gain', [-1, 2])

describe('scale', () => {
  it('multiplies the value and the weight of each part, and no part', () => {
    const scaled = pipe(gain, minus(cost), scale(2.5))
    expect(worth(scaled, {})).toMatchObject({ value: [-10, -7.5], parts: [0.5, 4] })
    expect(scaled.parts).toEqual([
      { name: 'gain', weight: 2.5 },
      { name: 'cost', weight: -2.5 },
    ])
    expect(scaled).toMatchObject({ sense: 'gain', axes: ['batch'] })
    expect(pipe(cost, scale(0.5)).sense).toBe('cost')
  })

  it('by 1 changes nothing', () => {
    const { evaluate: _, ...before } = kl
    const { evaluate: __, ...after } = pipe(kl, scale(1))
    expect(after).toEqual(before)
    expect(worth(pipe(cost, scale(1)), {})).toEqual(worth(cost, {}))
  })

  it('by 0 is 0', () => {
    expect(worth(pipe(cost, scale(0)), {}).value).toEqual([0, 0])
  })

  it('twice is scale by the product', () => {
    const weight = fc.double({ min: 0, max: 100, noNaN: true })
    fc.assert(
      fc.property(weight, weight, (a, b) => {
        const [twice, once] = [worth(pipe(cost, scale(a), scale(b)), {}), worth(pipe(cost, scale(a * b)), {})]
        twice.value.forEach((each, index) => {
          const wanted = once.value[index] ?? Number.NaN
          expect(Math.abs(each - wanted)).toBeLessThanOrEqual(1e-6 * wanted + 1e-30)
        })
      }),
    )
  })

  it.each([-1, -0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (weight) => {
    expect(() => scale(weight)(cost)).toThrow(
      new ShapeError(`scale: the weight must be 0 or more, not ${weight}; to subtract, use Elbo.minus`),
    )
  })

  it('does not compile with a negative literal, alone or among others', () => {
    type Taken<Weight extends number> = Parameters<typeof scale<Weight>>[0]
    const words: Taken<-1> = 'scale: the weight must be 0 or more, not -1; to subtract, use Elbo.minus'
    const among: Taken<2 | -3> = 'scale: the weight must be 0 or more, not -3; to subtract, use Elbo.minus'
    const several: Taken<2 | 3> = 2
    const wide: Taken<number> = 0.1
    expect(() => scale(-1 as never)(cost)).toThrow(words)
    expect(() => scale(-3 as never)(cost)).toThrow(among)
    expect(worth(pipe(cost, scale<number>(wide)), {}).value[0]).toBeCloseTo(0.3, 6)
    expect(several).toBe(2)
  })
})

describe('minimize', () => {
  it('refuses a gain past a cast', () => {
    expect(() => minimize(gain as never)).toThrow(new ShapeError('minimize: gain must be a cost, not a gain'))
  })

  it('is the negative of a cost, to maximize, and proves no bound', () => {
    const objective = minimize(pipe(cost, scale(2)))
    expect(worth(objective, {})).toMatchObject({ value: [-6, -10], parts: [4] })
    expect(objective).toMatchObject({ sense: 'gain', content: ['~'], parts: [{ name: 'cost', weight: -2 }] })
    expect(minimize(squaredError).needs).toEqual(['x', 'reconstruction'])
  })
})
