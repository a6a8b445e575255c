import { describe, expect, it } from 'vitest'
import { adagrad, adam, sgd } from '../../src/optimizers/index.js'
import { checkedDecay, checkedEpsilon, checkedRate } from '../../src/optimizers/range.js'
import { ShapeError } from '../../src/shapes/refusal.js'

const BAD = [Number.NaN, -1, Number.NEGATIVE_INFINITY]

describe('checkedRate', () => {
  it('gives the rate of a step', () => {
    expect(checkedRate('adam', 0.5)(3)).toBe(0.5)
    expect(checkedRate('adam', (step) => step / 10)(3)).toBe(0.3)
    // 0 stands still
    expect([checkedRate('adam', 0)(1), checkedRate('adam', () => 0)(1)]).toEqual([0, 0])
  })

  it.each([...BAD, Number.POSITIVE_INFINITY])('refuses %d', (rate) =>
    expect(() => checkedRate('adam', rate)).toThrow(
      new ShapeError(`adam: the learning rate is ${rate}: it is a number from 0`),
    ),
  )

  it.each([...BAD, Number.POSITIVE_INFINITY])('refuses %d of a schedule, at its step', (rate) => {
    const schedule = checkedRate('adam', (step) => (step < 5 ? 0.1 : rate))
    expect(schedule(4)).toBe(0.1)
    expect(() => schedule(5)).toThrow(
      new ShapeError(`adam: the learning rate is ${rate} at step 5: it is a number from 0`),
    )
  })
})

describe('checkedDecay', () => {
  it('takes 0 to below 1', () => expect([0, 0.9].map((each) => checkedDecay('adam', 'beta1', each))).toEqual([0, 0.9]))

  it.each([...BAD, 1, 2])('refuses %d', (value) =>
    expect(() => checkedDecay('adam', 'beta1', value)).toThrow(
      new ShapeError(`adam: beta1 is ${value}: it is from 0 to below 1`),
    ),
  )
})

describe('checkedEpsilon', () => {
  it('takes 0 and more', () => expect([0, 1e-8].map((each) => checkedEpsilon('adam', each))).toEqual([0, 1e-8]))

  it.each([...BAD, Number.POSITIVE_INFINITY])('refuses %d', (value) =>
    expect(() => checkedEpsilon('adam', value)).toThrow(
      new ShapeError(`adam: epsilon is ${value}: it is a number from 0`),
    ),
  )
})

describe('optimizers', () => {
  it.each([
    ['adam: the learning rate is NaN: it is a number from 0', () => adam({ learningRate: Number.NaN })],
    ['adam: beta1 is 1: it is from 0 to below 1', () => adam({ beta1: 1 })],
    ['adam: beta2 is 1.5: it is from 0 to below 1', () => adam({ beta2: 1.5 })],
    ['adam: epsilon is -1: it is a number from 0', () => adam({ epsilon: -1 })],
    ['adagrad: the learning rate is -2: it is a number from 0', () => adagrad({ learningRate: -2 })],
    ['adagrad: epsilon is NaN: it is a number from 0', () => adagrad({ epsilon: Number.NaN })],
    ['sgd: the learning rate is Infinity: it is a number from 0', () => sgd({ learningRate: Infinity })],
    ['sgd: the momentum is 1: it is from 0 to below 1', () => sgd({ momentum: 1 })],
    ['sgd: the learning rate is -1 at step 1: it is a number from 0', () => sgd({ learningRate: () => -1 }).scalars(1)],
  ])('%s', (words, make) => expect(make).toThrow(new ShapeError(words)))
})
