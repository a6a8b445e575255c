import { describe, expect, it } from 'vitest'
import { lamb } from '../../src/optimizers/lamb.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu } from '../support/engine.js'
import { distance } from '../support/near.js'
import { apart, bowl, endOf, numbers, type Reference, treeOf } from '../support/walk.js'

onCpu()

/** Where the tensors of the tree begin and end. */
const TENSORS = [
  [0, 6],
  [6, 8],
  [8, 12],
] as const

const norm = (of: readonly number[]): number => Math.hypot(...of)

/** Algorithm 2 of arXiv:1904.00962, with φ(x) = x, in float64. */
const algorithm2 =
  (rate: number, beta1: number, beta2: number, epsilon: number, decay: readonly number[]) => (): Reference => {
    const [m, v] = [numbers(1).map(() => 0), numbers(1).map(() => 0)]
    return (gradient, place, step) => {
      const change = gradient.map((g, at) => {
        m[at] = beta1 * (m[at] ?? 0) + (1 - beta1) * g
        v[at] = beta2 * (v[at] ?? 0) + (1 - beta2) * g * g
        const [first, second] = [(m[at] ?? 0) / (1 - beta1 ** step), (v[at] ?? 0) / (1 - beta2 ** step)]
        return first / (Math.sqrt(second) + epsilon)
      })
      return TENSORS.flatMap(([from, to], which) => {
        const own = place.slice(from, to)
        const moved = change.slice(from, to).map((each, at) => each + (decay[which] ?? 0) * (own[at] ?? 0))
        return own.map((p, at) => p - rate * (norm(own) / norm(moved)) * (moved[at] ?? 0))
      })
    }
  }

describe('lamb', () => {
  it.each([
    ['by default', {}, algorithm2(1e-3, 0.9, 0.999, 1e-6, [0.01, 0.01, 0.01])],
    [
      'with other settings, and decay of one part',
      { learningRate: 0.02, beta1: 0.5, beta2: 0.9, epsilon: 1e-3, decay: 0.5, parts: ['encoder'] },
      algorithm2(0.02, 0.5, 0.9, 1e-3, [0.5, 0, 0]),
    ],
  ] as const)('%s: follows algorithm 2 of its paper for 200 steps', (_, options, wanted) =>
    expect(apart(lamb(options), wanted, 200)).toBeLessThan(2e-5),
  )

  it('moves each tensor by the learning rate times its norm', () => {
    const end = endOf(lamb({ learningRate: 0.25 }), { slope: bowl, steps: 1 })
    for (const [from, to] of TENSORS) {
      const before = numbers(1).slice(from, to)
      expect(
        distance([norm(end.slice(from, to).map((each, at) => each - (before[at] ?? 0)))], [0.25 * norm(before)]),
      ).toBeLessThan(1e-6)
    }
  })

  it('moves a tensor of zeros as Adam does, and stays where there is nothing to move it', () => {
    const zeros = numbers(1).map(() => 0)
    const end = endOf(lamb({ learningRate: 0.25 }), {
      start: zeros,
      slope: () => [...zeros.slice(6), 1, 1, 1, -1, -1, -1],
      steps: 1,
    })
    expect(distance(end, [...zeros.slice(6), -0.25, -0.25, -0.25, 0.25, 0.25, 0.25])).toBeLessThan(1e-5)
  })

  it('refuses parts that are not there', () =>
    expect(() => lamb({ parts: ['no'] }).init(treeOf(numbers(1)))).toThrow(
      new ShapeError('lamb: no parameter is at no; there are encoder, bias, kernel'),
    ))

  it('says what is wrong with a setting', () => {
    expect(lamb({ decay: Number.NaN }).fault).toBe('lamb: the decay must be 0 or more and finite in float32, not NaN')
    expect(lamb({ beta1: 1 }).fault).toBe('lamb: beta1 must be from 0 to below 1 in float32, not 1')
  })
})
