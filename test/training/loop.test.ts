import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { elbo } from '../../src/losses/estimators.js'
import { adam, sgd } from '../../src/optimizers/index.js'
import { child, from, type Key } from '../../src/random/key.js'
import { loop, type Outcome } from '../../src/training/loop.js'
import type { Plan } from '../../src/training/plan.js'
import { firstState, type TrainingState } from '../../src/training/state.js'
import { initialState, trainStep } from '../../src/training/step.js'
import { run } from '../support/numbers.js'
import { scripted, stepOf } from '../support/scripted.js'
import { patterns, smallVae } from '../support/smallVae.js'

const plan = {
  model: smallVae,
  players: [
    { name: 'q', moves: ['encoder'], objective: elbo, optimizer: adam({ learningRate: (step) => 0.3 / (9 + step) }) },
    { name: 'p', moves: ['decoder'], objective: elbo, optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }) },
  ],
  order: 'in turn',
  data: patterns(45),
  validation: patterns(13, 2),
  samples: 2,
  epochs: 6,
  patience: 5,
  batch: 10,
  key: from(7),
  listen: () => undefined,
} as unknown as Plan // safe: as `fit` erases its options

/** The state before the first step. */
const beginning = async (engine: Engine): Promise<TrainingState> => {
  const init = engine.run((_: null, key: Key) => initialState(plan.model, plan.players, key))
  return firstState(plan.key, await run(init(null, child('init')(plan.key))))
}

/** Goes on from a state until so many epochs: the outcome, and the whole state then. */
const until = async (engine: Engine, epochs: number, state: TrainingState, given = plan) => {
  const on = { ...given, epochs }
  const { params, optimizers } = state
  const session = await run(engine.start(trainStep(on.model, on.players, on.samples, on.order), { params, optimizers }))
  const outcome: Outcome = await loop({ plan: on, engine, session }, state)
  const after: TrainingState = { ...(await run(session.snapshot)), progress: outcome.progress }
  await run(session.stop)
  return { outcome, state: after }
}

/** Without what a clock has measured. */
const timeless = ({ progress: { seconds: _, history, ...progress }, ...rest }: Outcome | TrainingState) => ({
  ...rest,
  ...progress,
  history: history.map(({ seconds: __, ...record }) => record),
})

describe('loop', () => {
  let engines: readonly Engine[]
  beforeAll(async () => {
    const compiled = await choose('onnxruntime')()
    engines = [(await run(choose('cpu'))).engine, ...(compiled._tag === 'Right' ? [compiled.right.engine] : [])]
  })

  it('goes on from any state to the bits of a training without a break', async () => {
    for (const engine of engines) {
      const first = await beginning(engine)
      const whole = await until(engine, 6, first)
      const half = await until(engine, 3, first)
      const rest = await until(engine, 6, half.state)
      expect(half.state.progress).toMatchObject({ epoch: 3, step: 12 })
      expect(timeless(rest.outcome)).toEqual(timeless(whole.outcome))
      expect(timeless(rest.state)).toEqual(timeless(whole.state))
      expect(rest.state.optimizers).not.toEqual(half.state.optimizers)
    }
  })

  it('goes on with the patience that is left, and with the best parameters so far', async () => {
    // one player and one step an epoch; the best of all is the third
    const { validation: _, ...rest } = plan
    const one: Plan = { ...rest, players: [{ ...plan.players[0], moves: null }], patience: 3, batch: 45 }
    const [before, after] = [scripted({ training: [-9, -5, -3, -4] }), scripted({ training: [-3, -8, -1] })]
    const first = await beginning(before.engine)
    const begun = await until(before.engine, 4, first, one)
    expect(begun.state.progress.monitor).toMatchObject({ best: -3, waited: 1 })
    const { outcome } = await until(after.engine, 9, begun.state, one)
    expect(outcome.progress).toMatchObject({ epoch: 6, step: 6, monitor: { best: -3, waited: 3 } })
    expect(stepOf(outcome.params)).toBe(3)
    // the best parameters are at hand
    expect(after.log.snapshots).toBe(1)
  })
})
