import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { elbo, elboWithBeta, linearWarmUp } from '../../src/losses/index.js'
import { sgd } from '../../src/optimizers/index.js'
import type { AnyPlayer } from '../../src/training/erased.js'
import type { Values } from '../../src/training/events.js'
import { numbersOf, packed, unpacked } from '../../src/training/soFar.js'

const optimizer = sgd({ learningRate: 1 })
const [plain, warmed] = [
  { name: 'q', objective: elbo, moves: null, optimizer },
  { name: 'p', objective: elboWithBeta(linearWarmUp({ steps: 4 })), moves: null, optimizer },
] as unknown as readonly [AnyPlayer, AnyPlayer] // safe: as `fit` erases its options

/** The values of the two at a step: the objective, the log-likelihood and the KL of each. */
const valuesAt = (step: number, [a, b, c]: readonly number[], [d, e, f]: readonly number[]): Values => {
  const parts = (likelihood: number, kl: number, weight: number) => [
    { name: 'log p(x|z)', title: 'Reconstruction', unit: undefined, weight: 1, value: likelihood },
    { name: 'KL(q(z|x) || p(z))', title: 'KL divergence', unit: undefined, weight, value: kl },
  ]
  return {
    objective: a as number,
    parts: parts(b as number, c as number, -1),
    others: [{ player: 'p', objective: d as number, parts: parts(e as number, f as number, -Math.min(1, step / 4)) }],
  } as Values
}

describe('the values of an epoch so far', () => {
  it('are a row a step: of each player its objective and its parts', () => {
    expect(numbersOf([plain, warmed])).toBe(6)
    expect(packed([plain, warmed], [valuesAt(1, [1, 2, 3], [4, 5, 6])])).toEqual({
      shape: ['step', 'metric'],
      sizes: [1, 6],
      values: Float32Array.of(1, 2, 3, 4, 5, 6),
    })
    expect(packed([plain], [])).toEqual({ shape: ['step', 'metric'], sizes: [0, 3], values: new Float32Array() })
  })

  it('come back with their names, and with the weights of their steps', () => {
    const float = fc.float().map(Math.fround)
    const row = fc.tuple(float, float, float)
    fc.assert(
      fc.property(fc.array(fc.tuple(row, row), { maxLength: 5 }), fc.nat({ max: 9 }), (rows, before) => {
        const values = rows.map(([q, p], index) => valuesAt(before + index + 1, q, p))
        expect(unpacked([plain, warmed], packed([plain, warmed], values), before)).toEqual(values)
      }),
    )
  })
})
