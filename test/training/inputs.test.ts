import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { stepsPerRunOf } from '../../src/training/inputs.js'

describe('the steps of a run', () => {
  const steps = (batch: number, width: number, stepsPerRun: number) =>
    // safe: nothing else of an engine is read
    stepsPerRunOf(batch, { widths: [width] }, { stepsPerRun } as Engine)

  it('are as many as the engine likes where their rows fit into 32 MiB', () => {
    // 128 x 784 numbers of 4 bytes are 401,408 bytes: 83 of them fit
    expect([steps(128, 784, 1), steps(128, 784, 83), steps(128, 784, 500)]).toEqual([1, 83, 83])
    expect(steps(1, 1, 10 ** 9)).toBe(2 ** 23)
    expect(steps(2 ** 20, 8, 16)).toBe(1)
  })

  it('are those of all fields together', () =>
    expect(stepsPerRunOf(128, { widths: [700, 84] }, { stepsPerRun: 500 } as Engine)).toBe(83))

  it('are one where not even that fits', () => expect(steps(2 ** 22, 3, 16)).toBe(1))
})
