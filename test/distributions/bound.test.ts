import { expect, it } from 'vitest'
import { boundLogVariance, LOG_VARIANCE_BOUND, positive } from '../../src/distributions/bound.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

onCpu()

it('takes a number above 0', () => {
  expect(positive('head', 'temperature', 0.5)).toBe(0.5)
  for (const given of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => positive('head', 'temperature', given)).toThrow(
      new ShapeError(`head: the temperature must be a positive number, not ${given}`),
    )
})

it('bounds a log-variance: 10 tanh(raw / 10)', () =>
  scoped(() => {
    const raw = [-1e6, -20, -0.5, 0, 3, 1e6]
    const found = valuesOf(boundLogVariance(tensorOf(['n'], [6], raw)))
    expectNear(
      found,
      raw.map((each) => LOG_VARIANCE_BOUND * Math.tanh(each / LOG_VARIANCE_BOUND)),
    )
  }))
