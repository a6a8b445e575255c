import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { kl } from '../../src/losses/atoms.js'
import { atStep, cyclicalWarmUp, linearWarmUp, schedule, sigmoidWarmUp } from '../../src/losses/schedule.js'
import { scale } from '../../src/losses/weighting.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, valuesOf } from '../support/engine.js'
import { batchOf, worth } from '../support/terms.js'

onCpu()

const over = (steps: readonly number[], { training }: { readonly training: (step: number) => number }) =>
  steps.map(training)

describe('linearWarmUp', () => {
  it('rises by as much each step, and stays', () => {
    expect(over([1, 2, 3, 4, 5, 100], linearWarmUp({ steps: 4 }))).toEqual([0.25, 0.5, 0.75, 1, 1, 1])
    expect(over([1, 2, 3], linearWarmUp({ from: 4, to: 2, steps: 2 }))).toEqual([3, 2, 2])
    expect(linearWarmUp({ from: 4, to: 2, steps: 2 }).evaluation).toBe(2)
  })
})

describe('sigmoidWarmUp', () => {
  it('is the logistic curve: half in the middle, and as far from both ends', () => {
    const curve = sigmoidWarmUp({ steps: 10 })
    expect(curve.training(5)).toBe(0.5)
    expect(curve.training(10)).toBeCloseTo(1 / (1 + Math.exp(-5)), 12)
    expect(curve.training(2) + curve.training(8)).toBeCloseTo(1, 12)
    expect(curve.training(1000)).toBeCloseTo(1, 12)
  })
})

describe('cyclicalWarmUp', () => {
  it('begins anew, and rests for the rest of each cycle', () => {
    expect(over([1, 2, 3, 4, 5, 6, 7, 8, 9], cyclicalWarmUp({ steps: 4 }))).toEqual([0, 0.5, 1, 1, 0, 0.5, 1, 1, 0])
    expect(over([1, 2, 3, 4, 5], cyclicalWarmUp({ steps: 4, proportion: 1 }))).toEqual([0, 0.25, 0.5, 0.75, 0])
  })
})

describe('atStep', () => {
  it('is the number of training at a step, also 0', () => {
    const halved = schedule({ training: (step) => (step === 1 ? 0 : 1 / step), evaluation: 1 })
    expect([1, 2, 4].map((step) => atStep(step)(halved))).toEqual([0, 0.5, 0.25])
  })
})

/** A number that the types know nothing of. */
const wide = (given: number): number => given

describe('schedules refuse', () => {
  it.each<readonly [string, () => unknown]>([
    ['linearWarmUp: the steps must be above 0, not 0', () => linearWarmUp({ steps: wide(0) })],
    ['sigmoidWarmUp: the steps must be above 0, not -2', () => sigmoidWarmUp({ steps: wide(-2) })],
    ['cyclicalWarmUp: the steps must be above 0, not 0', () => cyclicalWarmUp({ steps: wide(0) })],
    [
      'linearWarmUp: from must be 0 or more, not -1; to subtract, use Elbo.minus',
      () => linearWarmUp({ steps: 3, from: wide(-1) }),
    ],
    [
      'sigmoidWarmUp: to must be 0 or more, not NaN; to subtract, use Elbo.minus',
      () => sigmoidWarmUp({ steps: 3, to: Number.NaN }),
    ],
    [
      'cyclicalWarmUp: the proportion must be above 0 and at most 1, not 2',
      () => cyclicalWarmUp({ steps: 4, proportion: wide(2) }),
    ],
    [
      'schedule: β must be 0 or more in evaluation, not -1; to subtract, use Elbo.minus',
      () => schedule({ training: () => 1, evaluation: wide(-1) }),
    ],
    [
      'schedule: γ must be 0 or more at step 2, not NaN; to subtract, use Elbo.minus',
      () => atStep(2)(schedule({ training: () => Number.NaN, evaluation: 1, name: 'γ' })),
    ],
    [
      'schedule: β must be 0 or more at step 1, not -0.5; to subtract, use Elbo.minus',
      () => atStep(1)(schedule({ training: () => -0.5, evaluation: 1 })),
    ],
    [
      'schedule: β must be 0 or more at step 1, not 1e+39; to subtract, use Elbo.minus',
      () => atStep(1)(schedule({ training: () => 1e39, evaluation: 1 })),
    ],
  ])('%s', (words, make) => {
    expect(make).toThrow(new ShapeError(words))
  })
})

describe('a term with a scheduled weight', () => {
  const warmUp = linearWarmUp({ steps: 4 })
  const cost = pipe(batchOf('c', 'cost', [3, 5]), scale(warmUp))

  it('has the number that is fed in, and that of evaluation when none is', () => {
    const fed = scoped(() => [...valuesOf(cost.evaluate({}, () => T.scalar(0.5)).value)])
    expect(fed).toEqual([1.5, 2.5])
    expect(worth(cost, {}).value).toEqual([3, 5])
  })

  it('says so, and proves nothing', () => {
    expect(cost.formula).toMatchObject({ text: 'β(t) c', latex: '\\beta(t)\\,\\c' })
    expect(cost.schedules).toEqual([warmUp])
    expect(cost.parts).toEqual([{ name: 'c', weight: 1, schedules: [warmUp] }])
    const content: readonly '~'[] = pipe(kl, scale(warmUp)).content
    expect(content).toEqual(['~'])
  })

  it('may have two, and one of them twice', () => {
    const other = linearWarmUp({ steps: 2, name: 'γ', latex: '\\gamma' })
    const twice = pipe(cost, scale(other), scale(warmUp))
    expect(twice.schedules).toEqual([warmUp, other])
    expect(twice.formula.text).toBe('β(t) γ(t) β(t) c')
    const fed = scoped(() => [...valuesOf(twice.evaluate({}, (each) => T.scalar(each === other ? 3 : 2)).value)])
    expect(fed).toEqual([36, 60])
  })
})
