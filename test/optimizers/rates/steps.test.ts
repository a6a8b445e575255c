import { describe, expect, it } from 'vitest'
import { warmUp } from '../../../src/optimizers/rates/curves.js'
import { plateau } from '../../../src/optimizers/rates/plateau.js'
import { joined, piecewise, step } from '../../../src/optimizers/rates/steps.js'
import { ShapeError } from '../../../src/shapes/defect.js'
import { RATES } from '../torch.js'

const first = (count: number, rate: (at: number) => number) => Array.from({ length: count }, (_, at) => rate(at + 1))

describe('step', () => {
  it('gives the rates of StepLR of PyTorch', () =>
    expect(first(10, step({ rate: 0.1, factor: 0.5, every: 3 }))).toEqual(RATES.step))
  it('refuses other numbers', () => {
    expect(() => step({ rate: 1, factor: 0, every: 3 })).toThrow(
      new ShapeError('Rate.step: the factor must be above 0 and at most 1, not 0'),
    )
    expect(() => step({ rate: 1, factor: 0.5, every: 0.5 })).toThrow(
      new ShapeError('Rate.step: the number of steps must be a positive whole number, not 0.5'),
    )
  })
})

describe('piecewise', () => {
  it('is one rate after another, each from its step on', () => {
    const rate = piecewise({
      rate: 3,
      changes: [
        [2, 2],
        [4, 1],
      ],
    })
    expect(first(6, rate)).toEqual([3, 2, 2, 1, 1, 1])
    expect(first(2, piecewise({ rate: 3, changes: [] }))).toEqual([3, 3])
  })
  it('refuses steps out of order', () => {
    const twice = () =>
      piecewise({
        rate: 3,
        changes: [
          [4, 2],
          [4, 1],
        ],
      })
    expect(twice).toThrow(new ShapeError('Rate.piecewise: a step must be above the one before it, 4, not 4'))
    expect(() => piecewise({ rate: 3, changes: [[2, -1]] })).toThrow(
      new ShapeError('Rate.piecewise: the rate from step 2 must be 0 or more and finite in float32, not -1'),
    )
  })
})

describe('joined', () => {
  it('counts the steps of the second anew, and hands on what was watched', () => {
    const rate = joined({ first: warmUp({ to: 1, steps: 2 }), steps: 2, next: (at) => 10 * at })
    expect(first(4, rate)).toEqual([0.5, 1, 10, 20])
    const watching = joined({ first: 1, steps: 2, next: plateau({ rate: 1, factor: 0.5, patience: 0 }) })
    expect(watching(3, [-1, -2])).toBe(0.5)
  })
  it('is the same wherever the brackets are', () => {
    const [a, b, c] = [(at: number) => at, (at: number) => 10 * at, (at: number) => 100 * at]
    const left = joined({ first: joined({ first: a, steps: 2, next: b }), steps: 5, next: c })
    const right = joined({ first: a, steps: 2, next: joined({ first: b, steps: 3, next: c }) })
    expect(first(9, left)).toEqual(first(9, right))
  })
  it('refuses no steps', () =>
    expect(() => joined({ first: 1, steps: 0, next: 2 })).toThrow(
      new ShapeError('Rate.joined: the number of steps must be a positive whole number, not 0'),
    ))
})
