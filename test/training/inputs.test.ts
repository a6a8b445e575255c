import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { stepsPerRunOf } from '../../src/training/inputs.js'
import type { Plan } from '../../src/training/plan.js'

describe('the steps of a run', () => {
  // safe: the rest of both is not read
  const planOf = (batch: number, width: number) => ({ batch, data: { event: [{ dim: width, size: width }] } }) as never
  const steps = (batch: number, width: number, stepsPerRun: number) =>
    stepsPerRunOf(planOf(batch, width) as Plan, { stepsPerRun } as never as Engine)

  it('are as many as the engine likes where their rows fit into 32 MiB', () => {
    // 128 x 784 numbers of 4 bytes are 401,408 bytes: 83 of them fit
    expect([steps(128, 784, 1), steps(128, 784, 83), steps(128, 784, 500)]).toEqual([1, 83, 83])
    expect(steps(1, 1, 10 ** 9)).toBe(2 ** 23)
    expect(steps(2 ** 20, 8, 16)).toBe(1)
  })

  it('are one where not even that fits', () => expect(steps(2 ** 22, 3, 16)).toBe(1))
})
