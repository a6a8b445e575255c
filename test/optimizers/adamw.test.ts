import { describe, expect, it } from 'vitest'
import { adam } from '../../src/optimizers/adam.js'
import { adamw } from '../../src/optimizers/adamw.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { descend, type Three } from '../support/descent.js'
import { onCpu } from '../support/engine.js'
import { distance } from '../support/near.js'
import { bowl, endOf, numbers, treeOf, walk } from '../support/walk.js'
import { PLACES } from './torch.js'

onCpu()

const RECORDED = [
  ['adamw', adamw({ learningRate: 0.05 })],
  ['adamw that decays', adamw({ learningRate: 0.05, decay: 0.5, beta1: 0.8, beta2: 0.9, epsilon: 1e-3 })],
] as const

describe('adamw', () => {
  it.each(RECORDED)('gives the numbers of PyTorch for 200 steps: %s', (name, optimizer) => {
    const found = descend(optimizer, 200)
    for (const [step, place] of Object.entries<Three>(PLACES[name]))
      expect(distance(found[Number(step) - 1] ?? [], place)).toBeLessThan(2e-5)
  })

  it('draws what it decays to 0 by the learning rate of the step times the decay, whatever the gradient', () => {
    const optimizer = adamw({ learningRate: (step) => 0.1 / step, decay: 0.5 })
    // without a gradient Adam stands still
    const [first, second] = walk(optimizer, { slope: (place) => place.map(() => 0), steps: 2 })
    expect(
      distance(
        first?.place ?? [],
        numbers(1).map((each) => each * 0.95),
      ),
    ).toBeLessThan(1e-6)
    expect(
      distance(
        second?.place ?? [],
        numbers(1).map((each) => each * 0.95 * 0.975),
      ),
    ).toBeLessThan(1e-6)
  })

  it('decays the parts alone that it is given', () => {
    const still = { slope: (place: readonly number[]) => place.map(() => 0), steps: 1 }
    const end = endOf(adamw({ learningRate: 0.1, decay: 1, parts: ['encoder'] }), still)
    expect(end.slice(6)).toEqual(numbers(1).slice(6))
    expect(end.slice(0, 6)).not.toEqual(numbers(1).slice(0, 6))
    expect(endOf(adamw({ decay: 0 }), { slope: bowl, steps: 3 })).toEqual(endOf(adam(), { slope: bowl, steps: 3 }))
  })

  it('says what is wrong with a setting under its own name', () => {
    expect(adamw({ decay: -1 }).fault).toBe('adamw: the decay must be 0 or more and finite in float32, not -1')
    expect(adamw({ beta1: 1 }).fault).toBe('adamw: beta1 must be from 0 to below 1 in float32, not 1')
    expect(() => adamw({ parts: ['nowhere'] }).init(treeOf(numbers(1)))).toThrow(
      new ShapeError('adamw: no parameter is at nowhere; there are encoder, bias, kernel'),
    )
  })
})
