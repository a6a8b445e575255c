import { describe, expect, it } from 'vitest'
import { adagrad, adam, sgd } from '../../src/optimizers/index.js'
import { decayFault, epsilonFault, rateFault, rateOf, scalarsAt } from '../../src/optimizers/range.js'
import { ShapeError } from '../../src/shapes/defect.js'

const BAD = [Number.NaN, -1, Number.NEGATIVE_INFINITY]

describe('rates', () => {
  it('are those of a step', () => {
    expect(rateOf('adam', 0.5)(3)).toBe(0.5)
    expect(rateOf('adam', (step) => step / 10)(3)).toBe(0.3)
    // 0 stands still
    expect([rateOf('adam', 0)(1), rateOf('adam', () => 0)(1)]).toEqual([0, 0])
    expect([0, 0.5, () => -1].map((rate) => rateFault('adam', rate))).toEqual([null, null, null])
  })

  it.each([...BAD, Number.POSITIVE_INFINITY, 1e39])('are not %d', (rate) =>
    expect(rateFault('adam', rate)).toBe(
      `adam: the learning rate must be 0 or more and finite in float32, not ${rate}`,
    ),
  )

  it.each([...BAD, Number.POSITIVE_INFINITY, 1e39])(
    'of a schedule are refused when they are %d, at their step',
    (rate) => {
      const schedule = rateOf('adam', (step) => (step < 5 ? 0.1 : rate))
      expect(schedule(4)).toBe(0.1)
      expect(() => schedule(5)).toThrow(
        new ShapeError(`adam: the learning rate must be 0 or more and finite in float32, not ${rate} at step 5`),
      )
    },
  )
})

describe('decays', () => {
  it('are from 0 to below 1', () =>
    expect([0, 0.9].map((each) => decayFault('adam', 'beta1', each))).toEqual([null, null]))

  it.each([...BAD, 1, 2, 1 - 2 ** -30])('are not %d', (value) =>
    expect(decayFault('adam', 'beta1', value)).toBe(`adam: beta1 must be from 0 to below 1 in float32, not ${value}`),
  )
})

describe('epsilon', () => {
  it('is above 0', () => expect([2e-38, 1e-8].map((each) => epsilonFault('adam', each))).toEqual([null, null]))

  it.each([...BAD, Number.POSITIVE_INFINITY, 0, 1e-50, 1e-40, 1e39])('is not %d', (value) =>
    expect(epsilonFault('adam', value)).toBe(`adam: epsilon must be above 0 and finite in float32, not ${value}`),
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
  ])('%s', (words, make) => {
    const { fault, init } = make()
    expect(fault).toBe(words)
    expect(() => init({})).toThrow(new ShapeError(words))
  })

  it('with settings in their range have no fault', () =>
    expect([adam(), adagrad(), sgd({ momentum: 0.9, learningRate: () => -1 })].map(({ fault }) => fault)).toEqual([
      null,
      null,
      null,
    ]))

  it('refuse a rate of a schedule at its step', () =>
    expect(() => sgd({ learningRate: () => -1 }).scalars(1)).toThrow(
      new ShapeError('sgd: the learning rate must be 0 or more and finite in float32, not -1 at step 1'),
    ))
})
