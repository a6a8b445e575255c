import { describe, expect, it } from 'vitest'
import { constant, cosine, oneCycle, warmUp } from '../../../src/optimizers/rates/curves.js'
import { ShapeError } from '../../../src/shapes/defect.js'
import { RATES } from '../torch.js'

const near = (found: readonly number[], wanted: readonly number[]) => {
  expect(found.length).toBe(wanted.length)
  for (const [at, each] of found.entries()) expect(Math.abs(each - (wanted[at] ?? Number.NaN))).toBeLessThan(1e-15)
}
const at = (steps: readonly number[], rate: (step: number) => number) => steps.map((step) => rate(step))
const first = (count: number, rate: (step: number) => number) => Array.from({ length: count }, (_, at) => rate(at + 1))

describe('constant', () => {
  it('is always the same', () => expect(first(3, constant(0.1))).toEqual([0.1, 0.1, 0.1]))
  it('is a rate', () =>
    expect(() => constant(-1)).toThrow(
      new ShapeError('Rate.constant: the rate must be 0 or more and finite in float32, not -1'),
    ))
})

describe('warmUp', () => {
  it('rises from step to step, and stays', () => {
    near(first(6, warmUp({ to: 0.4, steps: 4 })), [0.1, 0.2, 0.3, 0.4, 0.4, 0.4])
    near(first(3, warmUp({ from: 1, to: 0.5, steps: 2 })), [0.75, 0.5, 0.5])
  })
  it('refuses no steps', () =>
    expect(() => warmUp({ to: 1, steps: 0 })).toThrow(
      new ShapeError('Rate.warmUp: the number of steps must be a positive whole number, not 0'),
    ))
})

describe('cosine', () => {
  it('gives the rates of CosineAnnealingLR of PyTorch, and stays at the end', () => {
    near(first(9, cosine({ from: 0.1, to: 0.01, steps: 8 })), RATES.cosine)
    expect(at([10, 100], cosine({ from: 0.1, to: 0.01, steps: 8 }))).toEqual([0.01, 0.01])
    expect(cosine({ from: 0.1, steps: 8 })(9)).toBe(0)
  })
  it('refuses other numbers', () =>
    expect(() => cosine({ from: 1, to: -1, steps: 3 })).toThrow(
      new ShapeError('Rate.cosine: to must be 0 or more and finite in float32, not -1'),
    ))
})

describe('oneCycle', () => {
  it('gives the rates of OneCycleLR of PyTorch, and stays at the end', () => {
    near(first(10, oneCycle({ most: 0.1, steps: 11 })), RATES.oneCycle)
    near(at([11, 12, 99], oneCycle({ most: 0.1, steps: 11 })), [4e-7, 4e-7, 4e-7])
  })
  it('is at its most where it has risen', () => {
    const rate = oneCycle({ most: 1, steps: 10, rise: 0.5, from: 0.5, to: 0.25 })
    expect(at([1, 5, 10], rate)).toEqual([0.5, 1, 0.25])
  })
  it('has finite rates also where there is no whole step of rise', () => {
    for (const steps of [1, 2, 3, 4, 10])
      for (const rise of [0.01, 0.1, 0.25, 0.5, 0.99])
        for (const rate of first(12, oneCycle({ most: 1, steps, rise }))) {
          expect(rate).toBeGreaterThan(0)
          expect(rate).toBeLessThanOrEqual(1)
        }
  })
  it('refuses other numbers', () => {
    expect(() => oneCycle({ most: 1, steps: 3, rise: 1 })).toThrow(
      new ShapeError('Rate.oneCycle: the rise must be above 0 and below 1, not 1'),
    )
    expect(() => oneCycle({ most: -1, steps: 3 })).toThrow(
      new ShapeError('Rate.oneCycle: most must be 0 or more and finite in float32, not -1'),
    )
  })
})
