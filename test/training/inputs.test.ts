import { describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { elbo } from '../../src/losses/estimators.js'
import { sgd } from '../../src/optimizers/index.js'
import { from } from '../../src/random/key.js'
import type { Examples } from '../../src/training/examples.js'
import { inputsOf, stepsPerRunOf } from '../../src/training/inputs.js'
import type { Plan } from '../../src/training/plan.js'
import type { Progress } from '../../src/training/state.js'

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

describe('the inputs of a step', () => {
  const epoch = (training: number, validation: number | null) => ({
    training: { objective: training },
    validation: validation === null ? null : { objective: validation },
  })
  const ratesAfter = (...history: readonly ReturnType<typeof epoch>[]) => {
    // the rate is that of the step, and a number for what was watched
    const optimizer = sgd({ learningRate: (step, watched) => step + watched.reduce((sum, each) => 10 * sum + each, 0) })
    // safe: nothing else of a plan, of examples and of the progress is read
    const plan = { key: from(1), players: [{ optimizer, objective: elbo }] } as unknown as Plan
    const examples = { batch: () => ({}) } as unknown as Examples
    const progress = { history } as unknown as Progress
    const inputs = inputsOf(plan, examples, progress)
    return [1, 2].map((step) => inputs({ step, indices: Uint32Array.of(0) }).inputs.players[0]?.scalars[0]?.values[0])
  }

  it('give an optimizer its numbers of the step, given what was watched after each epoch', () => {
    expect(ratesAfter()).toEqual([1, 2])
    expect(ratesAfter(epoch(30, null), epoch(50, null))).toEqual([351, 352])
    // held-out data, where there is some
    expect(ratesAfter(epoch(30, 70), epoch(50, 90))).toEqual([791, 792])
  })
})
