import { describe, expect, it } from 'vitest'
import { poissonDraw } from '../../src/distributions/poissonDraw.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { expectNothingKept, hostOf, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean } from '../support/near.js'
import { runsCompiled } from './compiled.js'
import { expectMoments } from './samples.js'

const COUNT = 6000
const draws = (rate: number, seed: number) =>
  valuesOf(poissonDraw(from(seed))(tensorOf(['n'], [COUNT], Array(COUNT).fill(Math.log(rate)))))

describe('draws', () => {
  onCpu()

  it('are whole numbers with the moments of the law, on both sides of the middle and far from it', () =>
    scoped(() => {
      for (const rate of [0.05, 1, 9.9, 10.1, 40, 5000]) {
        const own = draws(rate, 3)
        expect(own.every((x) => Number.isInteger(x) && x >= 0)).toBe(true)
        expectMoments(own, rate, rate)
      }
    }))

  it('are each count as often as its probability', () =>
    scoped(() => {
      for (const rate of [2, 12]) {
        const own = draws(rate, 5)
        let probability = Math.exp(-rate)
        for (let count = 0; count < 2 * rate; count++) {
          if (probability > 0.001)
            expectMean(
              own.map((x) => (x === count ? 1 : 0)),
              probability,
            )
          probability *= rate / (count + 1)
        }
      }
    }))

  it('carry no gradient, and leave no tensor', () => {
    const logRates = tensorOf(['n'], [3], [-1, 2, 4])
    scoped(() => {
      const { gradient } = T.valueAndGradient((own: typeof logRates) => [T.sum(0)(poissonDraw(from(1))(own)), null])(
        logRates,
      )
      expect(valuesOf(gradient).map(Math.abs)).toEqual([0, 0, 0])
    })
    expectNothingKept(() => poissonDraw(from(1))(logRates))
  })

  runsCompiled('draws', [hostOf(['n'], [6], [-9, -1, 2, 2.5, 5, 9])], (key, logRates) => [poissonDraw(key)(logRates)])
})
