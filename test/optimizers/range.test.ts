import { describe, expect, it } from 'vitest'
import { adagrad, adam, sgd } from '../../src/optimizers/index.js'
import { checkedDecay, checkedEpsilon, checkedRate, scalarsAt } from '../../src/optimizers/range.js'
import { ShapeError } from '../../src/shapes/refusal.js'

const BAD = [Number.NaN, -1, Number.NEGATIVE_INFINITY]

describe('checkedRate', () => {
  it('gives the rate of a step', () => {
    expect(checkedRate('adam', 0.5)(3)).toBe(0.5)
    expect(checkedRate('adam', (step) => step / 10)(3)).toBe(0.3)
    // 0 stands still
    expect([checkedRate('adam', 0)(1), checkedRate('adam', () => 0)(1)]).toEqual([0, 0])
  })

  it.each([...BAD, Number.POSITIVE_INFINITY, 1e39])('refuses %d', (rate) =>
    expect(() => checkedRate('adam', rate)).toThrow(
      new ShapeError(`adam: the learning rate must be 0 or more and finite in float32, not ${rate}`),
    ),
  )

  it.each([...BAD, Number.POSITIVE_INFINITY, 1e39])('refuses %d of a schedule, at its step', (rate) => {
    const schedule = checkedRate('adam', (step) => (step < 5 ? 0.1 : rate))
    expect(schedule(4)).toBe(0.1)
    expect(() => schedule(5)).toThrow(
      new ShapeError(`adam: the learning rate must be 0 or more and finite in float32, not ${rate} at step 5`),
    )
  })
})

describe('checkedDecay', () => {
  it('takes 0 to below 1', () => expect([0, 0.9].map((each) => checkedDecay('adam', 'beta1', each))).toEqual([0, 0.9]))

  it.each([...BAD, 1, 2, 1 - 2 ** -30])('refuses %d', (value) =>
    expect(() => checkedDecay('adam', 'beta1', value)).toThrow(
      new ShapeError(`adam: beta1 must be from 0 to below 1 in float32, not ${value}`),
    ),
  )
})

describe('checkedEpsilon', () => {
  it('takes what is above 0', () =>
    expect([2e-38, 1e-8].map((each) => checkedEpsilon('adam', each))).toEqual([2e-38, 1e-8]))

  it.each([...BAD, Number.POSITIVE_INFINITY, 0, 1e-50, 1e-40, 1e39])('refuses %d', (value) =>
    expect(() => checkedEpsilon('adam', value)).toThrow(
      new ShapeError(`adam: epsilon must be above 0 and finite in float32, not ${value}`),
    ),
  )
})

describe('scalarsAt', () => {
  it('gives the numbers of a step', () => {
    const optimizer = { name: 'mine', scalars: (step: number) => [step, 1e-50] }
    expect(scalarsAt(optimizer, 3)).toEqual([3, 1e-50])
  })

  it.each([Number.NaN, 1e39, Number.NEGATIVE_INFINITY])('refuses %d', (odd) =>
    expect(() => scalarsAt({ name: 'mine', scalars: () => [1, odd] }, 7)).toThrow(
      new ShapeError(`mine: the numbers of a step must be finite in float32, not ${odd} at step 7`),
    ),
  )
})

describe('optimizers', () => {
  it.each([
    [
      'adam: the learning rate must be 0 or more and finite in float32, not NaN',
      () => adam({ learningRate: Number.NaN }),
    ],
    ['adam: beta1 must be from 0 to below 1 in float32, not 1', () => adam({ beta1: 1 })],
    ['adam: beta2 must be from 0 to below 1 in float32, not 1.5', () => adam({ beta2: 1.5 })],
    ['adam: epsilon must be above 0 and finite in float32, not -1', () => adam({ epsilon: -1 })],
    ['adagrad: the learning rate must be 0 or more and finite in float32, not -2', () => adagrad({ learningRate: -2 })],
    ['adagrad: epsilon must be above 0 and finite in float32, not NaN', () => adagrad({ epsilon: Number.NaN })],
    [
      'sgd: the learning rate must be 0 or more and finite in float32, not Infinity',
      () => sgd({ learningRate: Infinity }),
    ],
    ['sgd: the momentum must be from 0 to below 1 in float32, not 1', () => sgd({ momentum: 1 })],
    [
      'sgd: the learning rate must be 0 or more and finite in float32, not -1 at step 1',
      () => sgd({ learningRate: () => -1 }).scalars(1),
    ],
  ])('%s', (words, make) => expect(make).toThrow(new ShapeError(words)))
})
