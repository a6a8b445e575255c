import { expect, it } from 'vitest'
import { cubo } from '../../src/losses/cubo.js'
import { iwae, renyi } from '../../src/losses/importance.js'
import { describe as described } from '../../src/losses/term.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { enumerated, exactRenyi, expectedLogLikelihood, klToPrior, logEvidence } from '../support/discrete.js'
import { onCpu } from '../support/engine.js'

onCpu()

const exactElbo = expectedLogLikelihood - klToPrior

it('of a sample is the ELBO, and with more rises towards a number above the evidence, past it', () => {
  const values = [1, 2, 3, 4, 5].map((samples) => {
    const { logWeight, expectation } = enumerated(samples)
    return expectation(cubo(4)(logWeight))
  })
  expect(values[0]).toBeCloseTo(exactElbo, 6)
  values.slice(1).forEach((value, at) => {
    expect(value).toBeGreaterThan(values[at] as number)
  })
  // the exact bound is that of Rényi of order 1 - n, above log p(x)
  expect(values.at(-1)).toBeLessThan(exactRenyi(-3))
  expect(exactRenyi(-3)).toBeGreaterThan(logEvidence)
  expect(exactRenyi(-1)).toBeGreaterThan(logEvidence)
})

it('is the Rényi estimate of order 1 - n, and of order 1 IWAE, as a cost of which nothing is proved', () => {
  const { logWeight, expectation } = enumerated(3)
  expect(expectation(cubo(2)(logWeight))).toBe(expectation(renyi(-1)(logWeight)))
  expect(expectation(cubo(1)(logWeight))).toBe(expectation(iwae(logWeight)))
  expect(described(cubo(2)(logWeight))).toMatchObject({
    text: '1/2 log mean over samples of exp[2 (log p(x|z) + log p(z) - log q(z|x))]',
    axes: ['batch'],
    sense: 'cost',
    guarantee: 'objective',
  })
})

it('refuses an order below 1, and what is not a log-weight', () => {
  const { logWeight } = enumerated(2)
  for (const order of [0.5, 0, -1, Number.NaN])
    expect(() => cubo(order)(logWeight)).toThrow(new ShapeError(`cubo: the order must be 1 or more, not ${order}`))
  expect(() => cubo(2)(iwae(logWeight) as never)).toThrow(
    new ShapeError('cubo takes a log-weight: log p(x|z) + log p(z) - log q(z|x)'),
  )
})
