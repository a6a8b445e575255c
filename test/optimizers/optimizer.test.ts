import { describe, expect, it } from 'vitest'
import { adagrad, adam, sgd } from '../../src/optimizers/index.js'
import { rateAt } from '../../src/optimizers/optimizer.js'

describe('rateAt', () => {
  it('is the rate, or the rate of the step', () => {
    expect(rateAt(0.3, 12)).toBe(0.3)
    expect(rateAt((step) => 1 / step, 4)).toBe(0.25)
  })

  it('asks a schedule with what was watched, and with nothing before the first epoch', () => {
    const rate = (_: number, watched: readonly number[]) => watched.length
    expect([rateAt(rate, 1), rateAt(rate, 1, [-3, -2])]).toEqual([0, 2])
    for (const make of [adagrad, adam, sgd]) {
      const { scalars } = make({ learningRate: (step, watched) => step + watched.length })
      expect(scalars(1, [-3])).toEqual(make({ learningRate: 2 }).scalars(1))
    }
  })

  it('asks a schedule for each step, the first of which is 1', () => {
    for (const make of [adagrad, sgd]) {
      const asked: number[] = []
      const optimizer = make({ learningRate: (step) => asked.push(step) })
      expect([1, 2, 3].map((step) => optimizer.scalars(step))).toEqual([[1], [2], [3]])
      expect(asked).toEqual([1, 2, 3])
    }
    const [first, later] = [1, 1000].map((step) => adam({ learningRate: (at) => at }).scalars(step)[0] ?? Number.NaN)
    // the corrections of the first step cancel: 1 - β₁ over 1 - β₁, and the root of the same
    expect(first).toBeCloseTo(1, 12)
    expect(later).toBeGreaterThan(1000)
  })
})
