import { pipe } from 'fp-ts/lib/function.js'
import { afterAll, describe, expect, it } from 'vitest'
import { BadData } from '../../src/data/errors.js'
import { records } from '../../src/data/records.js'
import { type Steps, sequences } from '../../src/data/sequences.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose, type EngineChoice } from '../../src/engines/select.js'
import { term } from '../../src/losses/term.js'
import type { RecordModel, Shown } from '../../src/models/record.js'
import { sgd } from '../../src/optimizers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as Dim from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import * as Train from '../../src/training/fit.js'
import { onCpu } from '../support/engine.js'
import { run } from '../support/outcome.js'

onCpu()

const walks: readonly Steps[] = [
  [
    [0.5, -1],
    [1.5, 2],
    [0.25, 3],
  ],
  [[4, 1]],
  [
    [-2, 0.5],
    [1, 1],
  ],
  [
    [2, 2],
    [0, -1],
    [1, 0],
    [3, 1],
  ],
  [
    [1, -3],
    [2, 2],
  ],
]

const options = { time: 4, each: 2, support: 'real' } as const
const all = Uint32Array.of(0, 1, 2, 3, 4)

// -----------------------------------------------------------------------------
// the fields
// -----------------------------------------------------------------------------

describe('sequences', () => {
  const { values, mask } = sequences('walks', options, walks)

  it('are the steps that there are, then padding, and a mask', () => {
    expect([values.shape, mask.shape, values.count, mask.count]).toEqual([[4, 2], [4], 5, 5])
    expect([...values.rows(Uint32Array.of(2, 0), from(1))]).toEqual([
      ...[-2, 0.5, 1, 1, 0, 0, 0, 0],
      ...[0.5, -1, 1.5, 2, 0.25, 3, 0, 0],
    ])
    expect([...mask.rows(Uint32Array.of(1, 3, 0), from(1))]).toEqual([1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0])
  })

  it('are written into memory that is at hand, and refuse an index beyond them', () => {
    const into = new Float32Array(8).fill(7)
    expect(values.rows(Uint32Array.of(1), from(1), into)).toBe(into)
    expect([...into]).toEqual([4, 1, 0, 0, 0, 0, 0, 0])
    expect(() => mask.rows(Uint32Array.of(5), from(1))).toThrow(
      new ShapeError('rows: walks, mask has 5 examples but is asked for number 5'),
    )
  })

  it('take axes of names, and padding that their support has', () => {
    const each = Dim.named('token', 3)
    const tokens = sequences('text', { time: Dim.named('time', 2), each, support: 'oneHot' }, [[[0, 0, 1]]])
    const shape: readonly ['time', 'token'] = tokens.values.shape
    expect(shape).toEqual(['time', 'token'])
    expect([...tokens.values.rows(Uint32Array.of(0), from(1))]).toEqual([0, 0, 1, 1, 0, 0])
  })

  it('refuse what is none of them', () => {
    const of = (given: readonly Steps[]) => () => sequences('walks', options, given)
    expect(of([])).toThrow('walks: there must be at least one sequence')
    expect(of([[[1, 1]], []])).toThrow('walks: the length of sequence 1 must be from 1 to 4, not 0')
    expect(of([Array.from({ length: 5 }, () => [1, 1])])).toThrow(
      'walks: the length of sequence 0 must be from 1 to 4, not 5',
    )
    expect(of([[[1, 1], [1]]])).toThrow('walks: the numbers of step 1 of sequence 0 must be as many as 2, not 1')
    expect(
      of([
        [[1, 1]],
        [
          [1, 1],
          [1, Number.NaN],
        ],
      ]),
    ).toThrow('walks: row 1, place [1, 1] must be a finite number, not NaN')
    expect(of([])).toThrow(BadData)
    expect(of([[[1, 1]], 7 as never])).toThrow('walks: sequence 1 must be an array of steps, not number')
    expect(of([[[1, 1], null as never]])).toThrow(
      'walks: the numbers of step 1 of sequence 0 must be as many as 2, not undefined',
    )
    expect(() => sequences('walks', { ...options, support: 'reals' as 'real' }, walks)).toThrow(
      new ShapeError(
        'sequences: the support must be one of binary, relaxed, oneHot, unitInterval, integer, real, not reals',
      ),
    )
    expect(() => sequences('text', { time: 2, each: 2, support: 'oneHot' }, [[[1, 1]]])).toThrow(
      'text: row 0, place [0] must have exactly one 1, not 2',
    )
    expect(() => sequences('walks', { ...options, time: 0 as 4 }, walks)).toThrow(
      new ShapeError('sequences: the time must be a positive whole number, not 0'),
    )
    expect(() => sequences('walks', { ...options, each: 0.5 as 2 }, walks)).toThrow(
      new ShapeError('sequences: the numbers of a step must be a positive whole number, not 0.5'),
    )
  })
})

// -----------------------------------------------------------------------------
// a masked likelihood
// -----------------------------------------------------------------------------

/** Normal steps of variance 1 around one mean. */
type Mean = { readonly mean: T.Tensor<readonly [2]> }

type WalkFields = {
  readonly walk: Shown<readonly [4, 2], 'real'>
  readonly there: Shown<readonly [4], 'binary'>
}

interface LogSteps {
  readonly logSteps: T.Tensor<readonly ['batch', 4]>
  readonly there: T.Tensor<readonly ['batch', 4]>
}

const { values: walk, mask: there } = sequences('walks', options, walks)
const data = records('walks', { walk, there })

const model: RecordModel<WalkFields, Mean, LogSteps> = {
  name: 'steps',
  fields: {
    walk: { event: walk.event, shape: [4, 2], over: 'real' },
    there: { event: there.event, shape: [4], over: 'binary' },
  },
  supplies: ['logSteps', 'there'],
  init: () => ({ mean: T.zeros([2], [2]) }),
  supply:
    ({ mean }) =>
    ({ values }) => ({
      logSteps: pipe(
        values.walk,
        T.trailing.sub(mean)<readonly ['batch', 4]>,
        T.square,
        T.sum(2),
        T.mulScalar(-0.5),
        T.addScalar(-Math.log(2 * Math.PI)),
      ),
      there: values.there,
    }),
}

const logWalk = term({
  name: 'log p(walk)',
  axes: ['batch'],
  sense: 'gain',
  needs: ['logSteps', 'there'],
  nats: (supplied: LogSteps) => T.sum(1)(T.same.mul(supplied.there)(supplied.logSteps)),
})

const RATE = 0.1

/** Of the sequences as they were given, which have no padding. */
const byHand = (steps: number) =>
  Array.from({ length: steps }).reduce<{ readonly mean: readonly number[]; readonly objectives: readonly number[] }>(
    ({ mean, objectives }) => {
      const every = walks.flat()
      const nats = every.map((step) =>
        mean.reduce((sum, m, at) => sum - 0.5 * ((step[at] as number) - m) ** 2, -Math.log(2 * Math.PI)),
      )
      return {
        mean: mean.map(
          (m, at) => m + (RATE * every.reduce((sum, step) => sum + (step[at] as number) - m, 0)) / walks.length,
        ),
        objectives: [...objectives, nats.reduce((sum, each) => sum + each, 0) / walks.length],
      }
    },
    { mean: [0, 0], objectives: [] },
  )

const engines = async (): Promise<readonly Engine[]> => {
  const names: readonly EngineChoice[] = ['cpu', 'wasm', 'onnxruntime']
  const chosen = await Promise.all(names.map((name) => choose(name)()))
  return chosen.flatMap((each) => (each._tag === 'Right' ? [each.right.engine] : []))
}

afterAll(async () => {
  await run(choose('wasm')) // the backend that the other tests of this file are on
})

const common = { model, objective: logWalk, data, optimizer: sgd({ learningRate: RATE }), epochs: 5 }

describe('a likelihood of the steps that are there', () => {
  it('is trained on every engine to the numbers by hand, without padding', async () => {
    const wanted = byHand(5)
    for (const engine of await engines()) {
      const { history, params } = await run(Train.fit({ ...common, batch: 5, key: from(7), engine }))
      for (const [epoch, { training }] of history.entries())
        expect(training.objective).toBeCloseTo(wanted.objectives[epoch] as number, 4)
      for (const [at, mean] of [...(hostLeaves(params)[0]?.value.values ?? [])].entries())
        expect(mean).toBeCloseTo(wanted.mean[at] as number, 5)
    }
  })

  it('takes both fields of the same sequences, in the batches of a key', async () => {
    const [engine] = (await engines()) as [Engine]
    const meanAfter = async (key: number) => {
      const { params } = await run(Train.fit({ ...common, batch: 2, key: from(key), engine }))
      return [...(hostLeaves(params)[0]?.value.values ?? [])]
    }
    expect(await meanAfter(1)).toEqual(await meanAfter(1))
    expect(await meanAfter(1)).not.toEqual(await meanAfter(2))
  })

  it('has sequences of the same lengths in both fields', () => {
    const numbers = walk.rows(all, from(1))
    const mask = there.rows(all, from(1))
    expect([...mask].map((on, step) => (on === 1 ? null : [numbers[2 * step], numbers[2 * step + 1]]))).toEqual(
      walks.flatMap(({ length }) => Array.from({ length: 4 }, (_, step) => (step < length ? null : [0, 0]))),
    )
  })
})
