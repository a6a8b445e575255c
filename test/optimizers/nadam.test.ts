import { describe, expect, it } from 'vitest'
import { momentaOf, nadam } from '../../src/optimizers/nadam.js'
import { onCpu } from '../support/engine.js'
import { apart, numbers, type Reference } from '../support/walk.js'

onCpu()

interface Settings {
  readonly rate: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly decay: number
}

/** Algorithm 2 of Dozat, 2016, with the schedule of its section 2.2, in float64: as PyTorch 2 has it. */
const algorithm2 =
  ({ rate, beta1, beta2, epsilon, decay }: Settings) =>
  (): Reference => {
    const [m, v] = [numbers(1).map(() => 0), numbers(1).map(() => 0)]
    let product = 1
    return (gradient, place, step) => {
      const [now, next] = [step, step + 1].map((at) => beta1 * (1 - 0.5 * 0.96 ** (at * decay))) as [number, number]
      product *= now
      return place.map((p, at) => {
        const g = gradient[at] ?? 0
        m[at] = beta1 * (m[at] ?? 0) + (1 - beta1) * g
        v[at] = beta2 * (v[at] ?? 0) + (1 - beta2) * g * g
        const ahead = ((1 - now) * g) / (1 - product) + (next * (m[at] ?? 0)) / (1 - product * next)
        return p - (rate * ahead) / (Math.sqrt((v[at] ?? 0) / (1 - beta2 ** step)) + epsilon)
      })
    }
  }

describe('nadam', () => {
  it.each([
    ['by default', {}, { rate: 2e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 4e-3 }],
    [
      'with other settings',
      { learningRate: 0.02, beta1: 0.8, beta2: 0.99, epsilon: 1e-3, momentumDecay: 0.5 },
      { rate: 0.02, beta1: 0.8, beta2: 0.99, epsilon: 1e-3, decay: 0.5 },
    ],
  ] as const)('%s: follows its paper for 200 steps', (_, options, settings) =>
    expect(apart(nadam(options), algorithm2(settings), 200)).toBeLessThan(2e-5),
  )

  it('says what is wrong with a setting', () => {
    expect(nadam({ momentumDecay: -1 }).fault).toBe(
      'nadam: the decay of the momentum must be 0 or more and finite in float32, not -1',
    )
    expect(nadam({ beta2: 1 }).fault).toBe('nadam: beta2 must be from 0 to below 1 in float32, not 1')
  })
})

describe('the momenta of nadam', () => {
  it.each([
    [0.9, 4e-3],
    [0.5, 0.5],
    [0.999, 0],
    [0, 4e-3],
  ])('of β₁ %d and ψ %d are those of the loop over all steps', (beta1, decay) => {
    const { momentum, product } = momentaOf(beta1, decay)
    let wanted = 1
    for (let step = 1; step <= 500; step++) {
      const own = beta1 * (1 - 0.5 * 0.96 ** (step * decay))
      wanted *= own
      expect(Math.abs(momentum(step) - own)).toBeLessThan(1e-15)
      expect(Math.abs(product(step) - wanted)).toBeLessThanOrEqual(1e-12 * wanted)
    }
  })
})
