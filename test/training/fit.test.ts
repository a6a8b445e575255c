import { pipe } from 'fp-ts/lib/function.js'
import { beforeAll, describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import * as Layer from '../../src/layers/index.js'
import { minus } from '../../src/losses/algebra.js'
import { kl, logLikelihood, squaredError } from '../../src/losses/atoms.js'
import { average } from '../../src/losses/axes.js'
import { elbo, logWeight } from '../../src/losses/estimators.js'
import { iwae } from '../../src/losses/importance.js'
import { linearWarmUp, schedule } from '../../src/losses/schedule.js'
import { describe as describeTerm } from '../../src/losses/term.js'
import { minimize, scale } from '../../src/losses/weighting.js'
import * as Autoencoder from '../../src/models/autoencoder.js'
import * as Vae from '../../src/models/vae/index.js'
import { adam, sgd } from '../../src/optimizers/index.js'
import { child, from, type Key, uniform } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import type { TrainingEvent } from '../../src/training/events.js'
import * as Train from '../../src/training/fit.js'
import { tensorsAlive } from '../support/engine.js'
import { distance, estimate } from '../support/near.js'
import { refusal, run } from '../support/outcome.js'
import { recording, reused } from '../support/recording.js'
import { scripted, stepOf } from '../support/scripted.js'
import { PARAMETERS, patterns, smallVae } from '../support/smallVae.js'

let cpu: Engine
beforeAll(async () => {
  cpu = (await run(choose('cpu'))).engine
})

const data = patterns(40)

/** Options that train the small model on 40 examples, 4 steps an epoch. */
const options = () => ({
  model: smallVae,
  objective: elbo,
  data,
  optimizer: adam({ learningRate: 0.03 }),
  epochs: 3,
  batch: 10,
  key: from(7),
  engine: cpu,
})

/** Trains with other options than the types allow. */
const fitWith = (changes: object) =>
  Train.fit({ ...options(), ...changes } as Train.FitOptions<typeof smallVae, typeof elbo, typeof data>)

const heard = () => {
  const events: TrainingEvent[] = []
  return { events, listen: (event: TrainingEvent) => events.push(event) }
}

const numbersOf = (params: unknown) => hostLeaves(params).flatMap(({ value }) => [...value.values])

// -----------------------------------------------------------------------------
// on a real engine
// -----------------------------------------------------------------------------

describe('fit', () => {
  it('raises the bound far beyond its noise', async () => {
    const { events, listen } = heard()
    const trained = await run(Train.fit({ ...options(), epochs: 30, listen }))
    const objectives = events.flatMap((event) => (event._tag === 'Stepped' ? [event.values.objective] : []))
    const [first, last] = [estimate(objectives.slice(0, 8)), estimate(objectives.slice(-40))]
    // six pixels, each known no better than by a coin: -6 ln 2 nats; and a bound, so not above the entropy's ln 2
    expect(first.mean).toBeLessThan(-3.8)
    expect(last.mean - first.mean).toBeGreaterThan(10 * Math.hypot(first.error, last.error))
    expect(last.mean).toBeGreaterThan(-3)
    expect(last.mean).toBeLessThan(-Math.LN2)
    expect(trained.history.at(-1)?.training.objective).toBeGreaterThan(trained.history[0]?.training.objective ?? 0)
    expect(trained).toMatchObject({ steps: 120, parameters: PARAMETERS, stopped: 'epochs', engine: 'cpu' })
    expect(trained.secondsPerStep).toBeGreaterThan(0)
  })

  it('gives the same parameters and numbers for the same key, and others for another', async () => {
    const [one, same, other] = [
      await run(Train.fit(options())),
      await run(Train.fit(options())),
      await run(fitWith({ key: from(8) })),
    ]
    const withoutTime = (trained: typeof one) => trained.history.map(({ seconds: _, ...rest }) => rest)
    expect(same.params).toEqual(one.params)
    expect(withoutTime(same)).toEqual(withoutTime(one))
    expect(numbersOf(other.params)).not.toEqual(numbersOf(one.params))
    expect(distance(numbersOf(other.params), numbersOf(one.params))).toBeGreaterThan(0.1)
  })

  it('is the same within float32 on another engine', async () => {
    const wasm = (await run(choose('wasm'))).engine
    const [one, other] = [await run(Train.fit(options())), await run(fitWith({ engine: wasm }))]
    expect(other.engine).toBe('wasm')
    expect(distance(numbersOf(other.params), numbersOf(one.params))).toBeLessThan(1e-3)
  })

  it('takes an engine of its own when it is given none', async () => {
    const { engine: _, ...rest } = options()
    expect((await run(Train.fit({ ...rest, epochs: 1 }))).engine).toBe((await run(choose('auto'))).engine.name)
    // this file goes on in plain JavaScript
    await run(choose('cpu'))
  })

  it('does nothing before it is run, and trains anew each time', async () => {
    const { events, listen } = heard()
    const program = Train.fit({ ...options(), epochs: 1, listen })
    expect(events).toEqual([])
    const [one, again] = [await run(program), await run(program)]
    expect(again.params).toEqual(one.params)
  })

  it('draws from no key that it splits, and from none twice', async () => {
    const { key, drawn } = recording(7)
    // data that is drawn anew at each visit
    const anew = {
      ...data,
      rows: (indices: Uint32Array, visit: Key) =>
        Float32Array.from(
          [...indices].flatMap((index) => [...uniform(child(index)(visit), 6)].map((draw) => (draw < 0.5 ? 1 : 0))),
        ),
    }
    await run(fitWith({ key, data: anew, validation: anew, epochs: 1, samples: 2 }))
    // five weights, an order, and 4 steps of training and of validation, each with 10 rows and the noise of 2 samples
    expect(drawn.length).toBe(5 + 1 + 8 * (10 + 2))
    expect(reused(drawn)).toEqual([])
  })

  it('measures held-out data with the same noise after each epoch', async () => {
    const { key, drawn } = recording(7)
    const still = sgd({ learningRate: 0 })
    const trained = await run(fitWith({ key, validation: patterns(13, 2), optimizer: still, epochs: 2 }))
    expect(trained.history[1]?.validation).toEqual(trained.history[0]?.validation)
    expect(trained.history[1]?.training).not.toEqual(trained.history[0]?.training)
    // the two batches of held-out data, again
    expect(reused(drawn).length).toBe(4)
  })

  it('leaves no tensor over', async () => {
    const before = tensorsAlive()
    await run(fitWith({ validation: patterns(13, 2), patience: 2, samples: 3 }))
    await run(fitWith({ objective: iwae(logWeight), samples: 3 }))
    expect(tensorsAlive()).toBe(before)
  })

  it('trains a plain autoencoder, and what moves half of the model alone', async () => {
    const autoencoder = Autoencoder.make({
      encoder: Layer.sequence(Layer.dense(6, 2)),
      decoder: Layer.sequence(Layer.dense(2, 6)),
    })
    const trained = await run(
      Train.fit({ ...options(), model: autoencoder, objective: minimize(squaredError), epochs: 10 }),
    )
    const [first, last] = [trained.history[0], trained.history.at(-1)]
    expect(last?.training.objective).toBeGreaterThan((first?.training.objective ?? 0) / 2)
    expect(last?.training.parts[0]).toMatchObject({ name: '||x - g(f(x))||^2', weight: -1 })
    const closer = await run(Train.fit({ ...options(), objective: minimize(kl), epochs: 10 }))
    expect(Math.abs(closer.history.at(-1)?.training.objective ?? 1)).toBeLessThan(0.1)
  })

  it('ends as Diverged when the objective is no number any more, with nothing left over', async () => {
    const before = tensorsAlive()
    const { events, listen } = heard()
    const error = await refusal(fitWith({ optimizer: sgd({ learningRate: 1e30 }), listen }))
    expect(error._tag).toBe('Diverged')
    expect(error.message).toMatch(
      /^training: the objective is (NaN|-?Infinity) at step \d+ \(its term .* is (NaN|-?Infinity)\): try a smaller learning rate$/,
    )
    expect(events.slice(-2)).toMatchObject([
      { _tag: 'Stepped', step: error._tag === 'Diverged' ? error.step : 0 },
      { _tag: 'Failed', message: error.message },
    ])
    expect(tensorsAlive()).toBe(before)
  })

  it.each([
    [
      'the rows of the data',
      {
        data: {
          ...data,
          rows: () => {
            throw new ShapeError('rows: no')
          },
        },
      },
      'rows: no',
    ],
    [
      'the rows of held-out data',
      {
        validation: {
          ...data,
          rows: () => {
            throw new ShapeError('rows: no')
          },
        },
      },
      'rows: no',
    ],
    [
      'the rows of the data, which are no shapes',
      {
        data: {
          ...data,
          rows: () => {
            throw new Error('disk read failed')
          },
        },
      },
      'data set patterns: rows: disk read failed',
    ],
    [
      'a schedule',
      {
        optimizer: sgd({
          learningRate: () => {
            throw new Error('no rate')
          },
        }),
      },
      'sgd: the learning rate at step 1: no rate',
    ],
    [
      'a listener',
      {
        listen: ({ _tag }: TrainingEvent) => {
          if (_tag === 'EpochEnded') throw new Error('full')
        },
      },
      'listener: full',
    ],
    [
      'a listener, at once',
      {
        listen: () => {
          throw new Error('full')
        },
      },
      'listener: full',
    ],
    [
      'the model',
      {
        model: {
          ...smallVae,
          supply: () => () => {
            throw new ShapeError('x: no')
          },
        },
      },
      'x: no',
    ],
    [
      'the model, at first',
      {
        model: {
          ...smallVae,
          init: () => {
            throw new Error('init')
          },
        },
      },
      'model: init: init',
    ],
  ])('ends with what %s throws, with nothing left over', async (_, changes, message) => {
    const before = tensorsAlive()
    const error = await refusal(fitWith(changes))
    expect(error.message).toBe(message)
    expect(['ShapeError', 'PartFailed']).toContain(error._tag)
    expect(tensorsAlive()).toBe(before)
  })
})

describe('what a layer throws', () => {
  it.each(['cpu', 'onnxruntime'] as const)('has its place and its cause on %s, and blames no engine', async (name) => {
    const { engine } = await run(choose(name))
    const cause = new TypeError("Cannot read properties of undefined (reading 'a')")
    const mine = Layer.activation('mine', () => {
      throw cause
    })
    const model = Vae.make({
      encoder: Layer.sequence(Layer.dense(6, 4), mine, Layer.normalHead(2)),
      decoder: Layer.sequence(Layer.dense(2, 6), Layer.bernoulliLogits),
      prior: DiagonalNormal.standard(2),
    })
    const error = await refusal(fitWith({ model, engine }))
    expect(error).toMatchObject({
      _tag: 'PartFailed',
      part: 'layer 2 (mine)',
      message: `layer 2 (mine): ${cause.message}`,
      cause,
    })
    expect(error.stack).toContain('PartFailed')
    await engine.close()
  })
})

describe('fit refuses, past a cast', () => {
  const narrow = { ...data, shape: [5] }
  const grey = { ...data, support: 'unitInterval' }
  it.each<readonly [string, object]>([
    ['fit: the batch is 41 but patterns has only 40 examples', { batch: 41 }],
    ['fit: the batch is 128 but patterns has only 40 examples', { batch: 128 }],
    ...[0, -1, 1.5, Number.NaN].map(
      (wrong) => [`fit: batch must be a positive whole number, not ${wrong}`, { batch: wrong }] as const,
    ),
    ...[0, 2.5, Number.POSITIVE_INFINITY].flatMap((wrong) =>
      ['epochs', 'samples', 'patience'].map(
        (name) => [`fit: ${name} must be a positive whole number, not ${wrong}`, { [name]: wrong }] as const,
      ),
    ),
    ['the model does not supply reconstruction', { objective: minimize(squaredError) }],
    ['the objective must be a gain, not a cost; use Elbo.minimize', { objective: kl }],
    [
      'the objective has the axes [samples, batch] but must have [batch] or none; average over the others',
      { objective: logLikelihood },
    ],
    ['the model takes examples of [6] but the data has [5]', { data: narrow }],
    ['the likelihood is over binary data but the data is unitInterval', { data: grey }],
    ['the data is not a data set', { data: [1, 2] }],
    ['the model takes examples of [6] but the validation data has [5]', { validation: narrow }],
    ['the likelihood is over binary data but the validation data is unitInterval', { validation: grey }],
    ['the validation data is not a data set', { validation: null }],
  ])('%s', async (message, changes) => {
    const { events, listen } = heard()
    expect(await refusal(fitWith({ ...changes, listen }))).toMatchObject({ _tag: 'BadRequest', message })
    expect(events).toEqual([])
  })

  it('a batch of 128, when none is given, from less data', async () => {
    const { batch: _, ...rest } = options()
    expect(await refusal(Train.fit(rest))).toMatchObject({
      message: 'fit: the batch is 128 but patterns has only 40 examples',
    })
  })
})

// -----------------------------------------------------------------------------
// data that is not what it says
// -----------------------------------------------------------------------------

describe('refuses data', () => {
  const withRow = (row: number, column: number, value: number) => ({
    ...data,
    name: 'mine',
    rows: (indices: Uint32Array, key: Key) =>
      data
        .rows(indices, key)
        .map((bit, at) => (indices[Math.floor(at / 6)] === row && at % 6 === column ? value : bit)),
  })

  it('by the row, the column and the number, whatever the engine', async () => {
    for (const name of ['cpu', 'auto'] as const) {
      const { engine } = await run(choose(name))
      const found = await refusal(fitWith({ data: withRow(12, 3, Number.NaN), engine }))
      expect(found).toMatchObject({
        _tag: 'BadData',
        message: 'mine: row 12, column 3 must be 0 or 1, not NaN',
        at: { row: 12, column: 3, value: Number.NaN },
      })
    }
    await run(choose('cpu'))
  })

  it('that is held out', async () => {
    const found = await refusal(fitWith({ validation: withRow(39, 5, 255) }))
    expect(found).toMatchObject({ _tag: 'BadData', message: 'mine: row 39, column 5 must be 0 or 1, not 255' })
  })

  it('whose rows are of another length, or whose count is no count', async () => {
    const short = { ...data, name: 'mine', rows: (indices: Uint32Array) => new Float32Array(indices.length * 6 - 1) }
    expect(await refusal(fitWith({ data: short }))).toMatchObject({
      _tag: 'BadData',
      message: 'mine: 10 rows of [6] must be 60 numbers, not 59',
    })
    for (const changes of [{ data: { ...data, count: 38.5 } }, { validation: { ...data, count: 38.5 } }])
      expect(await refusal(fitWith(changes))).toMatchObject({
        _tag: 'BadRequest',
        message: `${data.name}: count must be a whole number above 0, not 38.5`,
      })
  })
})

// -----------------------------------------------------------------------------
// on a script
// -----------------------------------------------------------------------------

describe('fit tells', () => {
  it('what happens, in order, as many times as it happens', async () => {
    const { engine } = scripted({ training: [-8, -6, -5, -3], validation: [-9, -4] })
    const { events, listen } = heard()
    // 25 examples in batches of 10: 2 steps an epoch, and 5 examples left out
    const trained = await run(fitWith({ data: patterns(25), validation: patterns(10, 2), epochs: 2, engine, listen }))
    expect(events.map(({ _tag }) => _tag)).toEqual([
      'Started',
      'Stepped',
      'Stepped',
      'EpochEnded',
      'Stepped',
      'Stepped',
      'EpochEnded',
      'Finished',
    ])
    expect(events[0]).toEqual({
      _tag: 'Started',
      engine: 'a script',
      notices: [],
      formula: 'E_q[log p(x|z)] - KL(q(z|x) || p(z))',
      guarantee: 'bound',
      players: [{ name: 'fit', moves: null, objective: describeTerm(elbo) }],
      parameters: 1,
      step: 0,
      epochs: 2,
      stepsPerEpoch: 2,
    })
    const parts = (value: number) => [
      { name: 'log p(x|z)', title: 'Reconstruction', weight: 1, value },
      { name: 'KL(q(z|x) || p(z))', title: 'KL divergence', weight: -1, value: 0 },
    ]
    const steps = events.flatMap((event) => (event._tag === 'Stepped' ? [event] : []))
    expect(steps).toEqual(
      [-8, -6, -5, -3].map((objective, at) => ({
        _tag: 'Stepped',
        epoch: at < 2 ? 1 : 2,
        step: at + 1,
        values: { objective, parts: parts(objective) },
      })),
    )
    const records = events.flatMap((event) => (event._tag === 'EpochEnded' ? [event] : []))
    expect(records).toMatchObject([
      { epoch: 1, step: 2, training: { objective: -7, parts: parts(-7) }, validation: { objective: -9 } },
      { epoch: 2, step: 4, training: { objective: -4, parts: parts(-4) }, validation: { objective: -4 } },
    ])
    expect(trained.history).toEqual(records.map(({ _tag, ...record }) => record))
    expect(events.at(-1)).toEqual({
      _tag: 'Finished',
      steps: 4,
      secondsPerStep: trained.secondsPerStep,
      stopped: 'epochs',
    })
  })

  it('that nothing bounds log p(x) of relaxed data, which are none', async () => {
    const told = async (data: object) => {
      const { events, listen } = heard()
      const { engine } = scripted({ training: [-8, -6] })
      const { players } = await run(fitWith({ data, epochs: 1, batch: 10, engine, listen }))
      return [...events.flatMap((event) => (event._tag === 'Started' ? [event.guarantee] : [])), ...players].map(
        (each) => (typeof each === 'string' ? each : each.objective.guarantee),
      )
    }
    expect(await told(patterns(20))).toEqual(['bound', 'bound'])
    expect(await told({ ...patterns(20), support: 'relaxed' })).toEqual(['objective', 'objective'])
  })

  it('the same whatever number of steps the engine likes at a time', async () => {
    const script = Array.from({ length: 8 }, (_, at) => -10 + at)
    const all = await Promise.all(
      [1, 3, 4, 100].map(async (stepsPerRun) => {
        const { engine, log } = scripted({ training: script, stepsPerRun })
        const { events, listen } = heard()
        await run(fitWith({ epochs: 2, engine, listen }))
        const timeless = events.map((event) => (event._tag === 'Stepped' ? event : event._tag))
        return { timeless, inputs: log.inputs, runs: log.runs }
      }),
    )
    for (const { timeless, inputs } of all) {
      expect(timeless).toEqual(all[0]?.timeless)
      expect(inputs.map(({ inputs: each, key }) => [each, key.path])).toEqual(
        all[0]?.inputs.map(({ inputs: each, key }) => [each, key.path]),
      )
    }
    // no run crosses the end of an epoch of 4 steps
    expect(all.map(({ runs }) => runs)).toEqual([
      [1, 1, 1, 1, 1, 1, 1, 1],
      [3, 1, 3, 1],
      [4, 4],
      [4, 4],
    ])
  })
})

describe('fit shows each step', () => {
  it('a batch of distinct examples, in another order each epoch, and the numbers of the optimizer', async () => {
    const { engine, log } = scripted({ training: new Array<number>(8).fill(-1) })
    const seen: (readonly number[])[] = []
    const watched = {
      ...data,
      rows: (indices: Uint32Array) => {
        seen.push([...indices])
        return new Float32Array(indices.length * 6)
      },
    }
    await run(fitWith({ data: watched, epochs: 2, engine, optimizer: sgd({ learningRate: (step) => 1 / step }) }))
    const epochs = [seen.slice(0, 4).flat(), seen.slice(4).flat()]
    for (const order of epochs) expect([...order].sort((a, b) => a - b)).toEqual([...Array(40).keys()])
    expect(epochs[0]).not.toEqual(epochs[1])
    const inputs = log.inputs.map(
      (each) =>
        each.inputs as {
          readonly players: readonly { readonly scalars: readonly { readonly values: Float32Array }[] }[]
        },
    )
    expect(inputs.map(({ players }) => players[0]?.scalars[0]?.values[0])).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((step) => Math.fround(1 / step)),
    )
    // every step has a key of its own
    expect(new Set(log.inputs.map(({ key }) => key.path.join())).size).toBe(8)
    expect(inputs[0]).toMatchObject({ x: { shape: ['batch', 6], sizes: [10, 6] } })
  })
})

describe('patience', () => {
  // one step an epoch
  const one = { batch: 40, epochs: 9 }

  it('stops when it is spent, and gives the parameters of the best epoch', async () => {
    const { engine, log } = scripted({ training: [-9, -5, -3, -4, -3, -8, -1] })
    const { events, listen } = heard()
    const trained = await run(fitWith({ ...one, patience: 3, engine, listen }))
    expect(trained).toMatchObject({ stopped: 'patience', steps: 6 })
    expect(stepOf(trained.params)).toBe(3)
    expect(trained.history.length).toBe(6)
    expect(events.at(-1)).toMatchObject({ _tag: 'Finished', stopped: 'patience', steps: 6 })
    expect(log.stops).toBe(1)
    // a copy for each epoch that was better, and one of the last state
    expect(log.snapshots).toBe(4)
  })

  it('watches held-out data where there is some', async () => {
    const { engine, log } = scripted({ training: [-9, -8, -7, -6, -5], validation: [-4, -2, -3, -3, -9] })
    const trained = await run(fitWith({ ...one, patience: 2, validation: patterns(5), engine }))
    expect(trained).toMatchObject({ stopped: 'patience', steps: 4 })
    // one copy for each epoch, which is measured and kept
    expect(log.snapshots).toBe(4)
    expect(stepOf(trained.params)).toBe(2)
  })

  it('gives the best parameters also when the epochs end first, and the last ones when it is not asked for', async () => {
    const script = [-9, -3, -5]
    const [patient, plain] = [scripted({ training: script }), scripted({ training: script })]
    const trained = await run(fitWith({ ...one, epochs: 3, patience: 5, engine: patient.engine }))
    expect(trained.stopped).toBe('epochs')
    expect(stepOf(trained.params)).toBe(2)
    expect(stepOf((await run(fitWith({ ...one, epochs: 3, engine: plain.engine }))).params)).toBe(3)
    expect([patient.log.stops, plain.log.stops]).toEqual([1, 1])
  })

  it('is not renewed by held-out data that is worth no number', async () => {
    const { engine } = scripted({ training: [-9, -8, -7, -6], validation: [-4, Number.NaN, Number.NaN, -1] })
    const trained = await run(fitWith({ ...one, patience: 2, validation: patterns(5), engine }))
    expect(trained).toMatchObject({ stopped: 'patience', steps: 3 })
    expect(stepOf(trained.params)).toBe(1)
  })
})

describe('what is not finite after the last step', () => {
  const still = sgd({ learningRate: 0 })
  // the gradient times the rate is beyond float32, and there is no step after it
  const wild = {
    objective: pipe(elbo, scale(1000)),
    optimizer: sgd({ learningRate: 1e38 }),
    batch: 40,
    epochs: 1,
  }

  it('ends training too: a rate of 1e38 for one step', async () => {
    const before = tensorsAlive()
    const error = await refusal(fitWith(wild))
    expect(error).toMatchObject({ _tag: 'Diverged', step: 1, player: 'fit', term: null })
    expect(error.message).toMatch(/^training: the parameter (en|de)coder\.\S+ is (NaN|-?Infinity) after step 1: try/)
    expect(tensorsAlive()).toBe(before)
  })

  it('loses nothing: the parameters of the beginning are in it', async () => {
    const initial = await run(fitWith({ optimizer: still, epochs: 1 }))
    const error = await refusal(fitWith(wild))
    expect(error._tag === 'Diverged' && error.last).toEqual({ step: 0, params: initial.params })
  })

  it('loses nothing: the parameters of the last epoch that was kept are in it', async () => {
    // 4 steps an epoch; 128 steps are good
    const good = Array.from({ length: 130 }, () => -1)
    const { engine } = scripted({ training: [...good, Number.NaN] })
    const error = await refusal(fitWith({ engine, epochs: 40 }))
    expect(error).toMatchObject({ _tag: 'Diverged', step: 131 })
    expect(error._tag === 'Diverged' && error.last.step).toBe(128)
    expect(error._tag === 'Diverged' && stepOf(error.last.params)).toBe(128)
  })
})

describe('a step that is worth no number', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    '%d ends training, and frees the state',
    async (bad) => {
      const { engine, log } = scripted({ training: [-9, -8, bad, -7, -6, -5], stepsPerRun: 4 })
      expect(await refusal(fitWith({ engine, epochs: 2 }))).toMatchObject({
        _tag: 'Diverged',
        step: 3,
        player: 'fit',
        parameter: null,
        message: `training: the objective is ${bad} at step 3 (its term log p(x|z) is ${bad}): try a smaller learning rate`,
      })
      expect(log.stops).toBe(1)
      expect(log.runs).toEqual([4])
    },
  )
})

// -----------------------------------------------------------------------------
// schedules
// -----------------------------------------------------------------------------

describe('a scheduled weight', () => {
  const warmUp = linearWarmUp({ from: 0.25, steps: 8 })
  const objective = pipe(logLikelihood, average('samples'), minus(pipe(kl, scale(warmUp))))

  it('is fed in at each step, and told beside the part that it weighs', async () => {
    const { events, listen } = heard()
    const { engine, log } = scripted({ training: new Array(8).fill(-3) })
    await run(Train.fit({ ...options(), objective, engine, epochs: 2, listen }))
    const wanted = [1, 2, 3, 4, 5, 6, 7, 8].map((step) => 0.25 + (0.75 * step) / 8)
    const inputs = log.inputs.map(
      (each) =>
        each.inputs as {
          readonly players: readonly { readonly weights: readonly { readonly values: Float32Array }[] }[]
        },
    )
    expect(inputs.map(({ players }) => players[0]?.weights.map(({ values }) => values[0]))).toEqual(
      wanted.map((weight) => [Math.fround(weight)]),
    )
    const weights = events.flatMap((event) => (event._tag === 'Stepped' ? [event.values.parts[1]?.weight] : []))
    expect(weights).toEqual(wanted.map((weight) => -weight))
  })

  it.each(['cpu', 'onnxruntime'] as const)('is the weight of each step and that of evaluation on %s', async (name) => {
    const chosen = await choose(name)()
    // the compiled engine is an optional dependency
    if (chosen._tag === 'Left') return
    const { events, listen } = heard()
    const { engine } = chosen.right
    const trained = await run(Train.fit({ ...options(), objective, engine, epochs: 2, listen, validation: data }))
    const sumOf = ({ parts }: { readonly parts: readonly { readonly weight: number; readonly value: number }[] }) =>
      parts.reduce((sum, { weight, value }) => sum + weight * value, 0)
    const steps = events.flatMap((event) => (event._tag === 'Stepped' ? [event.values] : []))
    for (const values of steps) expect(sumOf(values)).toBeCloseTo(values.objective, 4)
    expect(new Set(steps.map(({ parts }) => parts[1]?.weight)).size).toBe(8)
    // the mean over an epoch adds up too, and held-out data has the weight of evaluation
    for (const { training, validation } of trained.history) {
      expect(sumOf(training)).toBeCloseTo(training.objective, 4)
      expect(validation?.parts[1]?.weight).toBe(-1)
      expect(sumOf(validation ?? training)).toBeCloseTo(validation?.objective ?? Number.NaN, 4)
    }
    await run(choose('cpu'))
  })

  it('that is below 0 at a step ends training in words', async () => {
    const falling = schedule({ training: (step) => 2 - step, evaluation: 1 })
    const error = await refusal(
      Train.fit({ ...options(), objective: pipe(logLikelihood, average('samples'), minus(pipe(kl, scale(falling)))) }),
    )
    expect(error).toMatchObject({
      message: 'schedule: β must be 0 or more at step 3, not -1; to subtract, use Elbo.minus',
    })
  })
})
