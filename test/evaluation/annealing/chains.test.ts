import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import {
  asChains,
  downward,
  type Move,
  repeated,
  run,
  tuned,
  upward,
} from '../../../src/evaluation/annealing/chains.js'
import { from } from '../../../src/random/key.js'

const powers = [0, 0.2, 1]

/** Chains that move by 1 each time, whose log-likelihood is where they are; as many move as the step is short. */
const counting: Move = ({ z, step }) =>
  TE.right({
    z: { ...z, values: z.values.map((value) => value + 1) },
    likelihood: { shape: ['samples', 'batch'] as const, sizes: z.sizes.slice(0, 2), values: z.values },
    accepted: {
      shape: ['samples', 'batch'] as const,
      sizes: z.sizes.slice(0, 2),
      values: z.values.map(() => Math.max(0, 1 - (step.values[0] as number))),
    },
  })

describe('turns', () => {
  it('weigh the likelihood before each move by the step to its temperature', () =>
    expect(upward(powers, [3, 4])).toEqual([
      { weight: 0.2, temperature: 0.2, step: 3 },
      { weight: 0.8, temperature: 1, step: 4 },
    ]))

  it('go back with the same weights, at the temperatures below', () =>
    expect(downward(powers, [3, 4])).toEqual([
      { weight: 0.8, temperature: 0.2, step: 3 },
      { weight: 0.2, temperature: 0, step: 3 },
    ]))
})

describe('chains', () => {
  it('add up the log-likelihoods where they were, each by its weight', async () => {
    const { logs, accepted } = await run(
      counting,
      asChains(Float32Array.of(0, 10), 2, 1),
      upward(powers, [0, 0.5]),
      from(1),
    )
    expect(logs[0]).toBeCloseTo(0.2 * 0 + 0.8 * 1, 6)
    expect(logs[1]).toBeCloseTo(0.2 * 10 + 0.8 * 11, 6)
    expect(accepted).toEqual([1, 0.5])
  })

  it('are tuned until 65 of 100 move', async () => {
    const many = Array.from({ length: 40 }, (_, at) => at / 39)
    const steps = await tuned(counting, asChains(new Float32Array(4), 2, 2), many, from(1))
    expect(steps).toHaveLength(39)
    expect(steps.at(-1)).toBeCloseTo(0.35, 3) // 1 - 0.35 of them move
  })

  it('begin at one latent each, or at as many as there are chains', () => {
    expect(repeated(Float32Array.of(1, 2, 3, 4), 2, 2)).toMatchObject({
      sizes: [2, 2, 2],
      values: Float32Array.of(1, 2, 3, 4, 1, 2, 3, 4),
    })
  })
})
