/** A batch in micro-batches: the step is that of the whole batch, and the same bits by any number of workers. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import type { Thread } from '../../src/engines/compiled/asking.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import * as Layer from '../../src/layers/index.js'
import { elbo, elboWithBeta, iwae, linearWarmUp, logWeight } from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import * as Optimizer from '../../src/optimizers/index.js'
import { from } from '../../src/random/key.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import type { TrainError } from '../../src/training/errors.js'
import type { TrainingEvent } from '../../src/training/events.js'
import * as Train from '../../src/training/index.js'
import type { TrainResult } from '../../src/training/run.js'
import { distance } from '../support/near.js'
import { refusal, run } from '../support/outcome.js'
import { patterns, smallVae } from '../support/smallVae.js'

/** The threads that have been started. */
const started = vi.hoisted((): { readonly threads: Thread[] } => ({ threads: [] }))
vi.mock('../../src/engines/compiled/thread.js', async (original) => {
  const { startThread } = await original<typeof import('../../src/engines/compiled/thread.js')>()
  const noted: typeof startThread = (...given) => {
    const thread = startThread(...given)
    started.threads.push(thread)
    return thread
  }
  return { startThread: noted }
})

// -----------------------------------------------------------------------------
// trainings
// -----------------------------------------------------------------------------

const { bernoulliHead, dense, dropout, normalHead, sequence, spectralNorm, tanh } = Layer

/** A model whose networks draw noise, and have a state that no example moves. */
const noisy = Vae.make({
  encoder: sequence(Layer.input([6]), dropout(0.3), spectralNorm(4), tanh, normalHead(2)),
  decoder: sequence(dense(2, 4), tanh, dropout(0.2), bernoulliHead(6)),
  prior: DiagonalNormal.standard(2),
})

/** What a test gives a training beside what it is of. */
interface Beside {
  readonly engine: Engine
  readonly microBatch?: number
  readonly workers?: number
  readonly epochs?: number
  readonly from?: never
  readonly norms?: boolean
  readonly listen?: (event: TrainingEvent) => void
}

type Trained = TE.TaskEither<TrainError, Pick<TrainResult<unknown>, 'history' | 'params' | 'state'>>

const common = { data: patterns(40), samples: 2, epochs: 1, batch: 10, key: from(7) }
const { adam, sgd } = Optimizer
const descent = sgd({ learningRate: 0.3, momentum: 0.9 })
const warmed = elboWithBeta(linearWarmUp({ steps: 6 }))

const playing = (order: 'in turn' | 'at once') => (beside: Beside) =>
  Train.play({
    ...common,
    model: noisy,
    order,
    players: [
      Train.player({ name: 'q', objective: iwae(logWeight), moves: ['encoder'], optimizer: descent }),
      Train.player({ name: 'p', objective: warmed, moves: ['decoder'], optimizer: descent }),
    ],
    validation: patterns(13, 2),
    ...beside,
  })

const TRAININGS: Readonly<Record<string, (beside: Beside) => Trained>> = {
  'an MLP': (beside) => Train.fit({ ...common, model: smallVae, objective: elbo, optimizer: descent, ...beside }),
  'noise and a state, with a schedule': (beside) =>
    Train.fit({ ...common, model: noisy, objective: warmed, optimizer: descent, ...beside }),
  'two players in turn': playing('in turn'),
  'two players at once': playing('at once'),
}

const numbersOf = (tree: unknown) => hostLeaves(tree).flatMap(({ value }) => [...value.values])

/** What a training gives, without what a clock has measured. */
const timeless = ({ params, state, history }: Pick<TrainResult<unknown>, 'history' | 'params' | 'state'>) => ({
  params,
  state,
  history: history.map(({ seconds: _, ...record }) => record),
})

const threadsAlive = async (): Promise<number> => {
  const asked = await Promise.allSettled(started.threads.map((thread) => thread.ask({ kind: 'drop', state: -1 })))
  return asked.filter(({ status }) => status === 'fulfilled').length
}

// -----------------------------------------------------------------------------
// tests
// -----------------------------------------------------------------------------

let engines: readonly Engine[]
beforeAll(async () => {
  const found = await Promise.all((['cpu', 'onnxruntime'] as const).map((name) => choose(name)()))
  engines = found.flatMap((each) => (each._tag === 'Right' ? [each.right.engine] : []))
})
afterAll(() => Promise.all(engines.map((engine) => engine.close())))

describe('a training in micro-batches', () => {
  it.each(Object.keys(TRAININGS))(
    'is that of whole batches but for rounding, however they are cut: %s',
    async (name) => {
      const train = TRAININGS[name] as (beside: Beside) => Trained // safe: a name of it
      for (const engine of engines) {
        const whole = await run(train({ engine }))
        for (const microBatch of engine === engines[0] ? [10, 5, 4, 1] : [3]) {
          const cut = await run(train({ engine, microBatch }))
          // after four steps
          expect(distance(numbersOf(cut.params), numbersOf(whole.params))).toBeLessThan(1e-6)
          const [one, other] = [cut, whole].map(({ history }) => history.map(({ training }) => training))
          expect(one?.[0]?.objective).toBeCloseTo(other?.[0]?.objective ?? Number.NaN, 4)
          expect(one?.[0]?.parts.map((part) => part.name)).toEqual(other?.[0]?.parts.map((part) => part.name))
        }
      }
    },
  )

  it('reports the norms of the gradient of the whole batch', async () => {
    const train = TRAININGS['two players in turn'] as (beside: Beside) => Trained
    const [engine] = engines as [Engine]
    const normsBy = async (beside: Partial<Beside>) => {
      const norms: number[] = []
      const listen = (event: TrainingEvent) => {
        if (event._tag === 'Stepped') for (const { gradient, update } of event.norms ?? []) norms.push(gradient, update)
      }
      await run(train({ engine, norms: true, listen, ...beside }))
      return norms
    }
    const whole = await normsBy({})
    expect(whole).toHaveLength(16)
    expect(distance(await normsBy({ microBatch: 4 }), whole)).toBeLessThan(1e-5)
  })

  it('that was cut goes on to the same bits', async () => {
    const train = TRAININGS['noise and a state, with a schedule'] as (beside: Beside) => Trained
    for (const engine of engines) {
      const whole = timeless(await run(train({ engine, microBatch: 4, epochs: 2 })))
      const half = await run(train({ engine, microBatch: 4 }))
      expect(timeless(await run(train({ engine, microBatch: 4, epochs: 2, from: half.state as never })))).toEqual(whole)
    }
  })
})

describe('workers', () => {
  it('give the same bits, one, two or four of them, and those of none; they are closed afterwards', async () => {
    const [, engine] = engines as [Engine, Engine | undefined]
    if (engine === undefined) return
    const train = TRAININGS['two players in turn'] as (beside: Beside) => Trained
    const alive = await threadsAlive()
    const alone = timeless(await run(train({ engine, microBatch: 2 })))
    for (const workers of [1, 2, 4]) {
      expect(timeless(await run(train({ engine, microBatch: 2, workers })))).toEqual(alone)
      expect(await threadsAlive()).toBe(alive)
    }
    // and one that was begun by two and goes on by three
    const half = await run(train({ engine, microBatch: 2, workers: 2 }))
    const rest = await run(train({ engine, microBatch: 2, workers: 3, epochs: 2, from: half.state as never }))
    expect(timeless(rest)).toEqual(timeless(await run(train({ engine, microBatch: 2, epochs: 2 }))))
  })

  it('of which one dies end the training with an error, and are closed', async () => {
    const [, engine] = engines as [Engine, Engine | undefined]
    if (engine === undefined) return
    const alive = await threadsAlive()
    const before = started.threads.length
    const listen = (event: TrainingEvent) => {
      if (event._tag === 'Stepped' && event.step === 1) void started.threads[before + 1]?.close()
    }
    const asked = { ...common, model: smallVae, objective: elbo, optimizer: adam(), epochs: 50, engine, listen }
    expect(await refusal(Train.fit({ ...asked, microBatch: 5, workers: 2 }))).toMatchObject({
      _tag: 'EngineFailed',
      message: expect.stringContaining('the thread of the engine'),
    })
    expect(started.threads).toHaveLength(before + 2)
    expect(await threadsAlive()).toBe(alive)
  })

  it('are refused of an engine that has no thread of its own', async () => {
    const [engine] = engines as [Engine]
    const asked = { ...common, model: smallVae, objective: elbo, optimizer: adam(), engine }
    expect(await refusal(Train.fit({ ...asked, microBatch: 5, workers: 2 }))).toMatchObject({
      _tag: 'EngineMissing',
      message: expect.stringMatching(/^workers: the engine must be onnxruntime .*, not cpu$/),
    })
  })
})
