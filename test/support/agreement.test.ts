/** Training from one seed, step by step, on every engine that is here. */

import { beforeAll, describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/data/dataset.js'
import type { Engine } from '../../src/engines/engine.js'
import * as Elbo from '../../src/losses/index.js'
import * as Optimizer from '../../src/optimizers/index.js'
import { from, normal } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import type { TrainingEvent } from '../../src/training/events.js'
import * as Train from '../../src/training/fit.js'
import { bernoulliVae, gaussianVae } from '../conformance/networks.js'
import { everyEngine } from './engine.js'
import { expectNear } from './near.js'
import { run } from './outcome.js'

const { engines, absent } = await everyEngine()

const COUNT = 110
const PIXELS = 12

/** Points on a circle in many dimensions, with noise; or which of their numbers are above 0. */
const circle = <const Support extends 'real' | 'binary'>(support: Support): Dataset<readonly ['n'], Support> => {
  const noise = normal(from(2), COUNT * PIXELS)
  const value = (row: number, at: number) =>
    Math.cos((2 * Math.PI * row) / COUNT - (2 * Math.PI * at) / PIXELS) + 0.1 * (noise[row * PIXELS + at] ?? 0)
  const rows = Array.from({ length: COUNT }, (_, row) =>
    Array.from({ length: PIXELS }, (_, at) => (support === 'binary' ? Number(value(row, at) > 0) : value(row, at))),
  )
  return {
    name: 'circle',
    event: [named('n', PIXELS)],
    shape: ['n'],
    support,
    count: COUNT,
    picture: null,
    rows: (indices) => Float32Array.from([...indices].flatMap((index) => rows[index] ?? [])),
  }
}

const SIZES = { n: PIXELS, m: 3 }

const OPTIMIZERS = {
  Adam: Optimizer.adam({ learningRate: (step) => 0.01 / (1 + step / 50) }),
  Adagrad: Optimizer.adagrad({ learningRate: 0.03 }),
  'SGD with momentum': Optimizer.sgd({ learningRate: 0.003, momentum: 0.9 }),
} as const

const trainOn = async (engine: Engine, likelihood: string, samples: number, optimizer: Optimizer.Optimizer) => {
  const events: TrainingEvent[] = []
  const options = {
    samples,
    optimizer,
    // 22 steps an epoch: whole runs and a remainder
    batch: 5,
    epochs: 2,
    key: from(7),
    engine,
    listen: (event: TrainingEvent) => events.push(event),
  } as const
  const trained =
    likelihood === 'Bernoulli'
      ? await run(
          Train.fit({
            ...options,
            model: bernoulliVae(SIZES),
            objective: Elbo.elbo,
            data: circle('binary'),
            validation: circle('binary'),
          }),
        )
      : await run(
          Train.fit({
            ...options,
            model: gaussianVae(SIZES),
            objective: Elbo.iwae(Elbo.logWeight),
            data: circle('real'),
          }),
        )
  return {
    steps: events.flatMap((event) => (event._tag === 'Stepped' ? [event.values] : [])),
    held: trained.history.map(({ validation }) => validation?.objective ?? 0),
    params: hostLeaves(trained.params).flatMap(({ value }) => [...value.values]),
  }
}

type Training = Awaited<ReturnType<typeof trainOn>>

const eager = engines.find(({ name }) => name === 'cpu') as Engine
const others = engines.filter(({ name }) => name !== 'cpu')

describe.each(['Bernoulli', 'Gaussian'])('%s', (likelihood) =>
  describe.each([1, 3])('%i samples', (samples) =>
    describe.each(Object.entries(OPTIMIZERS))('%s', (_, optimizer) => {
      let expected: Training
      beforeAll(async () => {
        expected = await trainOn(eager, likelihood, samples, optimizer)
      })

      it('improves', () => {
        const objectives = expected.steps.map(({ objective }) => objective)
        const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length
        expect(objectives.length).toBe(44)
        expect(mean(objectives.slice(-10))).toBeGreaterThan(mean(objectives.slice(0, 10)) + 0.05)
      })

      it.each(others)('is the same on $name, step by step', async (engine) => {
        const given = await trainOn(engine, likelihood, samples, optimizer)
        // errors of float32 grow from step to step, slowly
        const near = { absolute: 2e-4, relative: 2e-4 }
        for (const of of [
          ({ steps }: Training) => steps.map(({ objective }) => objective),
          ({ steps }: Training) => steps.flatMap(({ parts }) => parts.map(({ value }) => value)),
          ({ held }: Training) => held,
          ({ params }: Training) => params,
        ])
          expectNear(of(given), of(expected), near)
      })
    }),
  ),
)

for (const words of absent) it.skip(`absent here: ${words}`, () => undefined)
