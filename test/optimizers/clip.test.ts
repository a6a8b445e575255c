import { describe, expect, it } from 'vitest'
import { chain } from '../../src/optimizers/chain.js'
import { clipByNorm, clipByValue, clipEachByNorm } from '../../src/optimizers/clip.js'
import type { Transform } from '../../src/optimizers/optimizer.js'
import { sgd } from '../../src/optimizers/sgd.js'
import { descend } from '../support/descent.js'
import { onCpu } from '../support/engine.js'
import { distance } from '../support/near.js'
import { bowl, endOf, numbers } from '../support/walk.js'
import { CLIPPED } from './torch.js'

onCpu()

/** The gradient after a transform: where a step of 1 has gone from 0. */
const through = (transform: Transform, gradient: readonly number[]): readonly number[] =>
  endOf(chain(transform, sgd({ learningRate: 1 })), {
    start: numbers(1).map(() => 0),
    slope: () => gradient,
    steps: 1,
  }).map((each) => -each)

const given = numbers(2)
const size = Math.hypot(...given)

describe('clipByNorm', () => {
  it('scales a gradient to the limit, and leaves a smaller one alone to the bit', () => {
    const clipped = through(clipByNorm(0.5), given)
    expect(Math.hypot(...clipped)).toBeCloseTo(0.5, 6)
    expect(
      distance(
        clipped,
        given.map((each) => (0.5 * each) / size),
      ),
    ).toBeLessThan(1e-6)
    for (const limit of [size * 1.0001, 3, 100, 1e30])
      expect(through(clipByNorm(Math.max(limit, size * 1.0001)), given)).toEqual([...given])
    const tiny = given.map((each) => Math.fround(each * 1e-25))
    expect(through(clipByNorm(1e-3), tiny)).toEqual(tiny)
  })

  it('gives the numbers of clip_grad_norm_ of PyTorch, which adds 1e-6 to the norm', () => {
    const found = descend(chain(clipByNorm(0.5), sgd({ learningRate: 0.05 })), 200).at(-1) ?? []
    expect(distance(found, CLIPPED)).toBeLessThan(2e-5)
  })

  it('does not hide what is not a number', () =>
    expect(through(clipByNorm(1), [Number.NaN, ...given.slice(1)]).every(Number.isNaN)).toBe(true))
})

describe('clipEachByNorm', () => {
  it('scales each tensor on its own', () => {
    const clipped = through(clipEachByNorm(0.9), [...given.slice(0, 6), 0.5, 0.5, ...given.slice(8)])
    expect(Math.hypot(...clipped.slice(0, 6))).toBeCloseTo(0.9, 6)
    expect(clipped.slice(6, 8)).toEqual([0.5, 0.5])
    expect(Math.hypot(...clipped.slice(8))).toBeCloseTo(0.9, 6)
  })
})

describe('clipByValue', () => {
  it('clips each number, and leaves smaller ones alone to the bit', () => {
    const clipped = through(clipByValue(0.5), given)
    expect(clipped).toEqual(given.map((each) => Math.min(0.5, Math.max(-0.5, each))))
    expect(through(clipByValue(9), given)).toEqual([...given])
  })
})

describe.each([
  ['clipByNorm', clipByNorm],
  ['clipEachByNorm', clipEachByNorm],
  ['clipByValue', clipByValue],
] as const)('%s', (name, clip) => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a limit of %d', (limit) =>
    expect(clip(limit)(sgd()).fault).toBe(`${name}: the limit must be above 0 and finite in float32, not ${limit}`),
  )

  it('has nothing against another', () => {
    expect(clip(1)(sgd()).fault).toBeNull()
    expect(endOf(clip(1)(sgd()), { slope: bowl, steps: 2 }).every(Number.isFinite)).toBe(true)
  })
})
