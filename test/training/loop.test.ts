import * as TE from 'fp-ts/lib/TaskEither.js'
import { beforeAll, describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import * as Layer from '../../src/layers/index.js'
import { elbo, elboWithBeta, linearWarmUp } from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import * as Optimizer from '../../src/optimizers/index.js'
import { plateau } from '../../src/optimizers/rates/index.js'
import { from } from '../../src/random/key.js'
import { tagged } from '../../src/shapes/tagged.js'
import type { TrainError } from '../../src/training/errors.js'
import type { TrainingEvent } from '../../src/training/events.js'
import * as Train from '../../src/training/index.js'
import type { TrainResult } from '../../src/training/run.js'
import type { Checkpointing } from '../../src/training/saving.js'
import type { TrainingState } from '../../src/training/state.js'
import { refusal, run } from '../support/outcome.js'
import { scripted, stepOf } from '../support/scripted.js'
import { patterns, smallVae } from '../support/smallVae.js'

// -----------------------------------------------------------------------------
// trainings
// -----------------------------------------------------------------------------

const { batchNorm, bernoulliHead, dense, dropout, normalHead, sequence, tanh } = Layer

const normed = Vae.make({
  encoder: sequence(Layer.input([6]), batchNorm({ momentum: 0.75 }), dense(4), tanh, normalHead(2)),
  decoder: sequence(dense(2, 4), batchNorm(), tanh, dropout(0.2), bernoulliHead(6)),
  prior: DiagonalNormal.standard(2),
})

/** What a test gives a training beside what it is of. */
interface Beside {
  readonly engine: Engine
  readonly epochs?: number
  readonly from?: never
  readonly signal?: AbortSignal
  readonly checkpoint?: Checkpointing
  readonly listen?: (event: TrainingEvent) => void
}

type Trained = TE.TaskEither<
  TrainError,
  Pick<TrainResult<unknown>, 'history' | 'params' | 'state' | 'steps' | 'stopped'>
>

// four steps an epoch; five of the 45 examples are left out of each
const common = { data: patterns(45), samples: 2, epochs: 2, batch: 10, key: from(7) }
const { adam, sgd } = Optimizer
const rate = adam({ learningRate: (step) => 0.3 / (9 + step) })
const warmed = elboWithBeta(linearWarmUp({ steps: 6 }))

const TRAININGS: Readonly<Record<string, (beside: Beside) => Trained>> = {
  'an MLP with schedules, held-out data and patience': (beside) =>
    Train.fit({
      ...common,
      model: smallVae,
      objective: warmed,
      optimizer: rate,
      validation: patterns(13, 2),
      patience: 2,
      ...beside,
    }),
  'batch normalization': (beside) =>
    Train.fit({ ...common, model: normed, objective: elbo, optimizer: rate, ...beside }),
  'a chain around Muon, with a plateau': (beside) =>
    Train.fit({
      ...common,
      model: smallVae,
      objective: elbo,
      optimizer: Optimizer.chain(
        Optimizer.clipByNorm(0.5),
        Optimizer.accumulate(3),
        Optimizer.averaging({ decay: 0.5 }),
        Optimizer.partRates({ encoder: 0.5 }),
        Optimizer.muon({ learningRate: plateau({ rate: 0.1, factor: 0.5, patience: 0, threshold: 9 }) }),
      ),
      ...beside,
    }),
  'two players': (beside) =>
    Train.play({
      ...common,
      model: smallVae,
      players: [
        Train.player({ name: 'q', objective: elbo, moves: ['encoder'], optimizer: rate }),
        Train.player({
          name: 'p',
          objective: warmed,
          moves: ['decoder'],
          optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
        }),
      ],
      ...beside,
    }),
}

/** What a training gives, without what a clock has measured. */
const timeless = ({
  params,
  state,
  steps,
  stopped,
  history,
}: Pick<TrainResult<unknown>, 'history' | 'params' | 'state' | 'steps' | 'stopped'>) => ({
  params,
  state,
  steps,
  stopped,
  history: history.map(({ seconds: _, ...record }) => record),
})

/** The steps and the epochs that are reported, without times. */
const heard = () => {
  const events: unknown[] = []
  const listen = (event: TrainingEvent) => {
    if (event._tag === 'Stepped') events.push(event)
    if (event._tag === 'EpochEnded') events.push({ ...event, seconds: 0 })
  }
  return { events, listen }
}

/** What keeps every state that is saved. */
const collecting = (when: Omit<Checkpointing, 'save'>) => {
  const saved: { readonly state: never; readonly why: string }[] = []
  const save: Checkpointing['save'] = (state, why) =>
    TE.fromIO(() => {
      saved.push({ state: state as never, why }) // safe: given to the same training alone
    })
  return { saved, checkpoint: { ...when, save } }
}

const ENGINES = ['cpu', 'wasm', 'onnxruntime'] as const

// -----------------------------------------------------------------------------
// tests
// -----------------------------------------------------------------------------

describe('a training that is cut after any step and goes on', () => {
  let engines: readonly Engine[]
  beforeAll(async () => {
    const found = await Promise.all(ENGINES.map((name) => choose(name)()))
    engines = found.flatMap((each) => (each._tag === 'Right' ? [each.right.engine] : []))
  })

  it.each(Object.keys(TRAININGS))('gives the bits of one without a break: %s', async (name) => {
    // safe: a name of it
    const train = TRAININGS[name] as (beside: Beside) => Trained
    for (const engine of engines) {
      const uncut = heard()
      const whole = timeless(await run(train({ engine, listen: uncut.listen })))
      const { saved, checkpoint } = collecting({ steps: 1 })
      expect(timeless(await run(train({ engine, checkpoint })))).toEqual(whole)
      expect(saved.map(({ why }) => why)).toEqual([...Array.from({ length: 7 }, () => 'steps'), 'end'])
      // after every step on one engine; on others, whose states are other copies, within an epoch, at its end and at the end
      const cuts = [...saved.entries()].filter(([index]) => engine === engines[0] || [1, 3, 7].includes(index))
      for (const [index, { state }] of cuts) {
        const { events, listen } = heard()
        expect(timeless(await run(train({ engine, from: state, listen })))).toEqual(whole)
        const left = uncut.events.findIndex((event) => (event as { readonly step: number }).step > index + 1)
        expect(events).toEqual(left < 0 ? [] : uncut.events.slice(left))
      }
    }
  })

  it('by a signal, also after the last step of an epoch', async () => {
    const [engine] = engines as [Engine]
    const train = TRAININGS['two players'] as (beside: Beside) => Trained
    const whole = timeless(await run(train({ engine })))
    for (const at of [0, 1, 3, 4]) {
      const controller = new AbortController()
      if (at === 0) controller.abort()
      const { saved, checkpoint } = collecting({ steps: 100 })
      const listen = (event: TrainingEvent) => {
        if (event._tag === 'Stepped' && event.step === at) controller.abort()
      }
      const cut = await run(train({ engine, signal: controller.signal, checkpoint, listen }))
      expect(cut.stopped).toBe('signal')
      expect(cut.steps).toBe(at === 0 ? 0 : Math.min(at + 1, 4 * Math.ceil(at / 4)))
      expect(saved).toEqual([{ state: cut.state, why: 'signal' }])
      expect(timeless(await run(train({ engine, from: cut.state as never })))).toEqual(whole)
    }
  })

  it('with more epochs than it had', async () => {
    const [engine] = engines as [Engine]
    const train = TRAININGS['batch normalization'] as (beside: Beside) => Trained
    const short = await run(train({ engine, epochs: 1 }))
    expect(short.state.progress).toMatchObject({ epoch: 1, step: 4, position: 0 })
    const long = await run(train({ engine, from: short.state as never }))
    expect(timeless(long)).toEqual(timeless(await run(train({ engine }))))
    // of an epoch that was over before, this run has spent nothing
    expect(long.history[0]?.seconds).toBe(0)
    expect(long.history[1]?.seconds).toBeGreaterThan(0)
    // and one that is over takes no step
    expect(timeless(await run(train({ engine, from: long.state as never })))).toEqual(timeless(long))
  })
})

describe('patience', () => {
  const plain = {
    model: smallVae,
    objective: elbo,
    data: patterns(45),
    batch: 45,
    optimizer: rate,
    key: from(7),
    patience: 3,
  }

  it('that is left goes on, with the best parameters so far', async () => {
    // one step an epoch; the best of all is the third
    const [before, after] = [scripted({ training: [-9, -5, -3, -4] }), scripted({ training: [-3, -8, -1] })]
    const begun = await run(Train.fit({ ...plain, epochs: 4, engine: before.engine }))
    expect(begun.state.progress.monitor).toMatchObject({ best: -3, waited: 1 })
    const trained = await run(Train.fit({ ...plain, epochs: 9, engine: after.engine, from: begun.state }))
    expect(trained).toMatchObject({ steps: 6, stopped: 'patience' })
    expect(trained.state.progress).toMatchObject({ epoch: 6, step: 6, monitor: { best: -3, waited: 3 } })
    expect(stepOf(trained.params)).toBe(3)
    // the best parameters are at hand, and the last state is copied
    expect(after.log.snapshots).toBe(1)
  })
})

describe('states are copied', () => {
  const plain = {
    model: smallVae,
    objective: elbo,
    data: patterns(40),
    batch: 10,
    optimizer: rate,
    key: from(7),
    epochs: 3,
  }
  const training = Array.from({ length: 12 }, () => -1)

  const copies = async (when: Omit<Checkpointing, 'save'> | null) => {
    const { engine, log } = scripted({ training, stepsPerRun: 3 })
    const { saved, checkpoint } = collecting(when ?? {})
    await run(Train.fit({ ...plain, engine, ...(when === null ? {} : { checkpoint }) }))
    return {
      snapshots: log.snapshots,
      runs: log.runs,
      saved: saved.map(({ state, why }) => [why, (state as TrainingState).progress.step]),
    }
  }

  it('once at the end where none is due', async () => {
    expect(await copies(null)).toMatchObject({ snapshots: 1, runs: [3, 1, 3, 1, 3, 1] })
  })

  it('after each epoch where nothing says when', async () => {
    const { snapshots, saved } = await copies({})
    expect(saved).toEqual([
      ['epoch', 4],
      ['epoch', 8],
      ['end', 12],
    ])
    expect(snapshots).toBe(3)
  })

  it('after so many steps, where runs of steps are cut', async () => {
    const { snapshots, saved, runs } = await copies({ steps: 5 })
    expect(saved).toEqual([
      ['steps', 5],
      ['steps', 10],
      ['end', 12],
    ])
    expect([runs, snapshots]).toEqual([[3, 1, 1, 3, 2, 2], 3])
    expect((await copies({ steps: 2, epochs: 2 })).saved.map(([why]) => why)).toEqual([
      'steps',
      'steps',
      'steps',
      'epoch',
      'steps',
      'end',
    ])
  })

  it('after so many minutes, at the end of the runs that are under way', async () => {
    const { saved } = await copies({ minutes: 1e-9 })
    expect(saved.map(([, step]) => step)).toEqual([3, 4, 7, 8, 11, 12])
    expect((await copies({ minutes: 60 })).saved).toEqual([['end', 12]])
  })
})

describe('what training begins with', () => {
  const plain = {
    model: smallVae,
    objective: elbo,
    data: patterns(40),
    batch: 10,
    optimizer: rate,
    key: from(7),
    epochs: 1,
  }
  let engine: Engine
  beforeAll(async () => {
    engine = (await run(choose('wasm'))).engine
  })

  it('are parameters of another training, or a part of them: the optimizer begins anew', async () => {
    const { params } = await run(Train.fit({ ...plain, engine }))
    const still = { ...plain, engine, optimizer: sgd({ learningRate: 0 }) }
    expect((await run(Train.fit({ ...still, params }))).params).toEqual(params)
    const cold = (await run(Train.fit(still))).params
    const half = await run(Train.fit({ ...still, params: { encoder: params.encoder } }))
    expect(half.params).toEqual({ ...cold, encoder: params.encoder })
    expect(half.state.progress).toMatchObject({ epoch: 1, step: 4 })
  })

  it('must fit, or nothing is trained', async () => {
    const { state } = await run(Train.fit({ ...plain, engine }))
    expect(await refusal(Train.fit({ ...plain, engine, epochs: 2, key: from(8), from: state }))).toMatchObject({
      _tag: 'BadRequest',
      message: 'fit: from is of another key',
    })
    const odd = { encoder: { 9: state.params.decoder } } as never
    expect(await refusal(Train.fit({ ...plain, engine, params: odd }))).toMatchObject({
      _tag: 'BadRequest',
      message: expect.stringMatching(/^fit: params contains encoder\.9\.\S+, which the model does not have$/),
    })
  })
})

describe('a state that is saved', () => {
  const plain = {
    model: smallVae,
    objective: elbo,
    data: patterns(40),
    batch: 10,
    optimizer: rate,
    key: from(7),
    epochs: 2,
  }

  it('is the last that was finite where training diverges', async () => {
    const { saved, checkpoint } = collecting({ steps: 3 })
    const { engine } = scripted({ training: [-1, -1, -1, -1, -1, Number.NaN, -1, -1] })
    const error = await refusal(Train.fit({ ...plain, engine, checkpoint }))
    expect(error).toMatchObject({ _tag: 'Diverged', step: 6, last: { step: 3 } })
    expect(saved.map(({ state, why }) => [why, (state as TrainingState).progress.step])).toEqual([
      ['steps', 3],
      ['diverged', 3],
    ])
  })

  it('and cannot be ends training, and frees the engine', async () => {
    const { engine, log } = scripted({ training: Array.from({ length: 8 }, () => -1) })
    const cause = tagged('FileUnwritable', 'write: needs to write x but the system says: ENOSPC', {})
    const error = await refusal(Train.fit({ ...plain, engine, checkpoint: { save: () => TE.left(cause) } }))
    expect(error).toMatchObject({ _tag: 'SaveFailed', step: 4, cause })
    expect([log.inputs.length, log.stops]).toEqual([4, 1])
  })
})
