import { describe, expect, it } from 'vitest'
import { logGammaDraw } from '../../src/distributions/gammaDraw.js'
import { child, from, ofSource, uniform } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { expectNothingKept, hostOf, onWebAssembly, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean } from '../support/near.js'
import { digamma } from '../support/reference.js'
import { runsCompiled } from './compiled.js'
import { expectMoments } from './samples.js'

const COUNT = 8000
const draws = (concentration: number, seed: number) =>
  valuesOf(logGammaDraw(from(seed))(tensorOf(['n'], [COUNT], Array(COUNT).fill(Math.log(concentration)))))

describe('draws', () => {
  onWebAssembly()

  it('have the mean and the variance of the distribution, and the mean of its logarithm', () =>
    scoped(() => {
      for (const concentration of [0.05, 0.7, 1, 3, 50, 20_000]) {
        const own = draws(concentration, 3)
        expectMoments(own.map(Math.exp), concentration, concentration)
        expectMean(own, digamma(concentration))
      }
    }))

  it('of concentration 1 are each below a number as often as it says: 1 - e⁻ˣ', () =>
    scoped(() => {
      const own = draws(1, 5)
      for (const x of [0.01, 0.1, 0.5, 1, 2, 4])
        expectMean(
          own.map((each) => (Math.exp(each) < x ? 1 : 0)),
          1 - Math.exp(-x),
        )
    }))

  it('are finite where the draw itself is too small for float32', () =>
    scoped(() => {
      const own = draws(1e-3, 7)
      expect(own.every(Number.isFinite)).toBe(true)
      expectMean(own, digamma(1e-3))
    }))

  it('below a concentration of 1 are those of one more times a power of uniform noise', () =>
    scoped(() => {
      const noise = uniform(child('power')(from(3)), COUNT)
      const [small, large] = [draws(0.5, 3), draws(1.5, 3)]
      const off = small.map((each, at) => Math.abs(each - (large[at] as number) - 2 * Math.log(noise[at] as number)))
      expect(Math.max(...off)).toBeLessThan(1e-4)
    }))

  it('are the middle where no try is taken', () =>
    scoped(() => {
      const never = ofSource({
        stream: () => (count) => new Float32Array(count).fill(1 - 2 ** -24),
        placeholder: () => null,
      })
      const one = valuesOf(logGammaDraw(never)(tensorOf(['n'], [1], [Math.log(4)])))[0] as number
      expect(Number.isFinite(one)).toBe(true)
    }))

  it('carry no gradient, and leave no tensor', () => {
    const at = tensorOf(['n'], [3], [-1, 2, 4])
    scoped(() => {
      const { gradient } = T.valueAndGradient((own: typeof at) => [T.sum(0)(logGammaDraw(from(1))(own)), null])(at)
      expect(valuesOf(gradient).map(Math.abs)).toEqual([0, 0, 0])
    })
    expectNothingKept(() => logGammaDraw(from(1))(at))
  })

  runsCompiled('draws', [hostOf(['n'], [6], [-9, -1, 0, 0.5, 5, 9])], (key, at) => [logGammaDraw(key)(at)])
})
