import { describe, expect, it } from 'vitest'
import { poissonDraw } from '../../src/distributions/poissonDraw.js'
import { child, from, ofSource, uniform } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { expectNothingKept, hostOf, onWebAssembly, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean } from '../support/near.js'
import { runsCompiled } from './compiled.js'
import { expectMoments } from './samples.js'

const COUNT = 6000
const draws = (rate: number, seed: number) =>
  valuesOf(poissonDraw(from(seed))(tensorOf(['n'], [COUNT], Array(COUNT).fill(Math.log(rate)))))

const logFactorial = (n: number): number =>
  Array.from({ length: n }, (_, at) => Math.log(at + 1)).reduce((sum, each) => sum + each, 0)

/** A try of PTRS in float64, in the words of the paper; `null` where it is rejected. */
const tried = (rate: number, u: number, v: number): number | null => {
  const b = 0.931 + 2.53 * Math.sqrt(rate)
  const a = -0.059 + 0.02483 * b
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  const centered = u - 0.5
  const us = 0.5 - Math.abs(centered)
  const k = Math.floor(((2 * a) / us + b) * centered + rate + 0.43)
  if (k < 0) return null
  const isTaken = Math.log((v * inverseAlpha) / (a / us ** 2 + b)) <= k * Math.log(rate) - rate - logFactorial(k)
  return isTaken ? k : null
}

/** For each draw, the first try that is taken. */
const firstTaken = (rate: number, seed: number): readonly number[] => {
  const tries = Array.from({ length: 24 }, (_, at) =>
    (['u', 'v'] as const).map((name) => uniform(child(name)(child(at)(child('large')(from(seed)))), COUNT)),
  )
  return Array.from({ length: COUNT }, (_, at) => {
    for (const [u, v] of tries) {
      const taken = tried(rate, u?.[at] as number, v?.[at] as number)
      if (taken !== null) return taken
    }
    return Math.floor(rate)
  })
}

const quantile = (rate: number, u: number): number => {
  let [count, term] = [0, Math.exp(-rate)]
  for (let sum = term; sum < u; sum += term) term *= rate / ++count
  return count
}

describe('draws', () => {
  onWebAssembly()

  it('are whole numbers with the moments of the distribution, on both sides of the middle and far from it', () =>
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

  it('from a rate of 10 on are the first try that is taken', () =>
    scoped(() => {
      for (const rate of [10.5, 40, 900]) {
        const own = draws(rate, 7)
        const wanted = firstTaken(rate, 7)
        // in float32 a try may fall to the other side of a bound that it lies on
        expect(own.filter((count, at) => count !== wanted[at]).length).toBeLessThan(COUNT / 500)
      }
    }))

  it('below a rate of 10 are where the distribution function passes the noise', () =>
    scoped(() => {
      for (const rate of [0.05, 3, 9.5]) {
        const noise = uniform(child('small')(from(7)), COUNT)
        const wanted = Array.from(noise, (u) => quantile(rate, u))
        expect(draws(rate, 7).filter((count, at) => count !== wanted[at]).length).toBeLessThan(COUNT / 500)
      }
    }))

  it('are the mode where none of 24 tries is taken', () =>
    scoped(() => {
      const paths = new Set<string>()
      const key = ofSource({
        stream: (path) => (count) => {
          paths.add(path.join())
          return new Float32Array(count).fill(1 - 2 ** -24)
        },
        placeholder: () => null,
      })
      const logRates = tensorOf(['n'], [3], [10.5, 40.5, 900.5].map(Math.log))
      expect(valuesOf(poissonDraw(key)(logRates))).toEqual([10, 40, 900])
      // two numbers a try, and the one of rates below 10
      expect(paths.size).toBe(2 * 24 + 1)
    }))

  it('below a rate of 10 are 44 at most', () =>
    scoped(() => {
      const beyond = ofSource({ stream: () => (count) => new Float32Array(count).fill(2), placeholder: () => null })
      expect(valuesOf(poissonDraw(beyond)(tensorOf(['n'], [2], [-3, 2])))).toEqual([44, 44])
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
