import { describe, expect, it } from 'vitest'
import * as Noise from '../../src/distributions/noise.js'
import { from, uniform } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { hostOf, onCpu, onEach, scoped, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { runsCompiled } from './compiled.js'
import { expectFinite, expectMoments } from './samples.js'

const drawn = { shape: ['n'] as const, sizes: [12] }
const EULER = 0.5772156649015329

describe('forSamples', () => {
  it('is the shape and the sizes under a leading axis', () => {
    expect(Noise.forSamples('samples', 3)(drawn)).toEqual({ shape: ['samples', 'n'], sizes: [3, 12] })
    expect(Noise.forSamples('samples', 1)({ shape: [], sizes: [] })).toEqual({ shape: ['samples'], sizes: [1] })
  })
})

onEach(() => {
  it('is a function of the uniform noise of its key', () =>
    scoped(() => {
      const u = [...uniform(from(7), 12)]
      const tolerance = { absolute: 1e-5, relative: 1e-5 }
      expectNear(
        valuesOf(Noise.gumbel(from(7))(drawn)),
        u.map((each) => -Math.log(-Math.log(each))),
        tolerance,
      )
      expectNear(
        valuesOf(Noise.logistic(from(7))(drawn)),
        u.map((each) => Math.log(each / (1 - each))),
        tolerance,
      )
      expectNear(
        valuesOf(Noise.laplace(from(7))(drawn)),
        u.map((each) => -Math.sign(2 * each - 1) * Math.log(1 - Math.abs(2 * each - 1))),
        tolerance,
      )
    }))
})

describe('samples', () => {
  onCpu()

  it('have the moments of their distributions', () =>
    scoped(() => {
      const many = { shape: ['n'] as const, sizes: [40_000] }
      expectMoments(valuesOf(Noise.gumbel(from(1))(many)), EULER, Math.PI ** 2 / 6)
      expectMoments(valuesOf(Noise.logistic(from(2))(many)), 0, Math.PI ** 2 / 3)
      expectMoments(valuesOf(Noise.laplace(from(3))(many)), 0, 2)
    }))

  it('are finite, and never 0 over 0', () =>
    scoped(() => {
      const many = { shape: ['n'] as const, sizes: [200_000] }
      for (const noise of [Noise.gumbel, Noise.logistic, Noise.laplace]) {
        const values = valuesOf(noise(from(5))(many))
        expectFinite(values)
        expect(Math.max(...values.slice(0, 50_000).map(Math.abs))).toBeLessThan(17)
      }
    }))

  runsCompiled('all three', [hostOf(['n'], [12], Array(12).fill(1))], (key, scale) =>
    [Noise.gumbel, Noise.logistic, Noise.laplace].map((noise) => T.same.mul(scale)(noise(key)(drawn))),
  )
})
