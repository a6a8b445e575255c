import { describe, expect, it } from 'vitest'
import { adamax } from '../../src/optimizers/adamax.js'
import { begin, descend, type Three, update } from '../support/descent.js'
import { onCpu } from '../support/engine.js'
import { distance } from '../support/near.js'
import { PLACES } from './torch.js'

onCpu()

const RECORDED = [
  ['adamax', adamax()],
  ['adamax that is fast', adamax({ learningRate: 0.01, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 })],
] as const

describe('adamax', () => {
  it.each(RECORDED)('gives the numbers of PyTorch for 200 steps: %s', (name, optimizer) => {
    const found = descend(optimizer, 200)
    for (const [step, place] of Object.entries<Three>(PLACES[name]))
      expect(distance(found[Number(step) - 1] ?? [], place)).toBeLessThan(2e-5)
  })

  it('first moves by the learning rate, whatever the gradient, and stays where it is 0', () => {
    const optimizer = adamax({ learningRate: 0.25 })
    const { params } = update(optimizer, 1, begin(optimizer, [0, 0, 0]), [1e-3, -1e3, 0])
    expect(distance(params, [-0.25, 0.25, 0])).toBeLessThan(2e-5)
  })

  it('says what is wrong with a setting', () =>
    expect(adamax({ epsilon: 0 }).fault).toBe('adamax: epsilon must be above 0 and finite in float32, not 0'))
})
