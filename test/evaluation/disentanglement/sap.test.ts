import { describe, expect, it } from 'vitest'
import { sap } from '../../../src/evaluation/disentanglement/sap.js'
import { codesOf, constant, duplicated, type Encode, independent, perfect, rotated, twoOf } from './known.js'

const straight: Encode = ([left = 0, top = 0, shape = 0]) => [2 * shape - 1, -3 * left, top, 0.7]

describe('sap', () => {
  it('of a perfect code is 1 of continuous factors, and of three levels 1 less what is guessed', () => {
    const { score, factors } = sap(codesOf(straight))
    expect(factors).toEqual({
      left: expect.closeTo(1, 12),
      top: expect.closeTo(1, 12),
      shape: expect.closeTo(2 / 3, 12),
    })
    expect(score).toBeCloseTo((1 + 1 + 2 / 3) / 3, 12)
  })

  it('is the square of a correlation: a bent latent has less', () => {
    // corr² of t and exp t at 0, 1/11, …, 1
    const t = Array.from({ length: 12 }, (_, at) => at / 11)
    const mean = (all: readonly number[]) => all.reduce((sum, each) => sum + each, 0) / 12
    const [m, n] = [mean(t), mean(t.map(Math.exp))]
    const moment = (f: (each: number) => number) => mean(t.map(f))
    const r2 =
      moment((each) => (each - m) * (Math.exp(each) - n)) ** 2 /
      (moment((each) => (each - m) ** 2) * moment((each) => (Math.exp(each) - n) ** 2))
    expect(sap(codesOf(perfect)).factors.top).toBeCloseTo(r2, 10)
  })

  it('is 0 of what two latents say alike, of a code that is turned, and of one that does not move', () => {
    expect(sap(codesOf(duplicated)).factors).toMatchObject({ left: 0, top: expect.closeTo(1, 12) })
    expect(sap(twoOf(rotated)).score).toBeCloseTo(0, 12)
    expect(sap(codesOf(constant)).score).toBeCloseTo(0, 12)
  })

  it('is near 0 of a code that knows nothing', () => expect(sap(codesOf(independent)).score).toBeLessThan(0.05))

  it('of one latent is what it is better than nothing', () => {
    const { codes, factors } = codesOf(([left = 0]) => [left])
    expect(sap({ codes, factors }).factors).toEqual({
      ...{ left: expect.closeTo(1, 12), top: expect.closeTo(0, 12), shape: expect.closeTo(0, 12) },
    })
  })
})
