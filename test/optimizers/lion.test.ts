import { describe, expect, it } from 'vitest'
import { lion } from '../../src/optimizers/lion.js'
import { onCpu } from '../support/engine.js'
import { apart, numbers, type Reference, walk } from '../support/walk.js'

onCpu()

/** Algorithm 2 of arXiv:2302.06675 in float64. */
const algorithm2 = (rate: number, beta1: number, beta2: number, decay: number) => (): Reference => {
  let moment: readonly number[] = []
  return (gradient, place) => {
    const before = gradient.map((_, at) => moment[at] ?? 0)
    moment = gradient.map((g, at) => beta2 * (before[at] ?? 0) + (1 - beta2) * g)
    return place.map((p, at) => {
      const mixed = beta1 * (before[at] ?? 0) + (1 - beta1) * (gradient[at] ?? 0)
      return p - rate * (Math.sign(mixed) + decay * p)
    })
  }
}

describe('lion', () => {
  it.each([
    ['by default', {}, algorithm2(1e-4, 0.9, 0.99, 0)],
    [
      'with other settings',
      { learningRate: 0.02, beta1: 0.5, beta2: 0.8, decay: 0.5 },
      algorithm2(0.02, 0.5, 0.8, 0.5),
    ],
  ] as const)('%s: follows algorithm 2 of its paper for 200 steps', (_, options, wanted) =>
    expect(apart(lion(options), wanted, 200)).toBeLessThan(2e-5),
  )

  it('moves each number by the learning rate, up or down or not at all', () => {
    const [after] = walk(lion({ learningRate: 0.25 }), {
      start: numbers(1).map(() => 0),
      slope: (place) => place.map((_, at) => [1e-6, -1e6, 0][at % 3] ?? 0),
      steps: 1,
    })
    expect(after?.place).toEqual(numbers(1).map((_, at) => [-0.25, 0.25, 0][at % 3]))
  })

  it('says what is wrong with a setting', () => {
    expect(lion({ decay: -1 }).fault).toBe('lion: the decay must be 0 or more and finite in float32, not -1')
    expect(lion({ beta2: 1, decay: 1 }).fault).toBe('lion: beta2 must be from 0 to below 1 in float32, not 1')
  })
})
