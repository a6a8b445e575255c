import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { type Engine, engineFailed } from '../../src/engines/engine.js'
import { from } from '../../src/random/key.js'
import type { AnyHostTensor } from '../../src/tensors/tensor.js'
import { inMicroBatches, rowsOf, type Worker } from '../../src/training/microSession.js'
import { refusal, run } from '../support/outcome.js'

const number = (...values: readonly number[]): AnyHostTensor => ({
  shape: ['n'],
  sizes: [values.length],
  values: Float32Array.from(values),
})

/** A worker that computes nothing: a share is the first number of its rows, and answers come when they are let go. */
const scripted = (name: string, log: string[], fails = -1) => {
  let asked = 0
  const advance = ([step]: readonly { readonly inputs: object; readonly key: { readonly rows: unknown } }[]) => {
    const { inputs, key } = step as { inputs: { x?: AnyHostTensor; gradient?: AnyHostTensor }; key: { rows: unknown } }
    const [at, x] = [asked++, inputs.x]
    if (x === undefined) {
      log.push(`${name} moves by ${inputs.gradient?.values[0]}`)
      return TE.right([{ norms: [] }])
    }
    log.push(`${name} is asked for ${JSON.stringify(key.rows)}`)
    const own = number(x.values[0] ?? Number.NaN)
    const share = { gradient: own, metrics: { objective: number(x.values[0] ?? Number.NaN), parts: [] } }
    return at === fails ? TE.left(engineFailed(name, 'it broke')) : TE.right([{ share }])
  }
  return { advance, snapshot: TE.right(name), stop: TE.right(undefined) } as unknown as Worker
}

const engine = { name: 'scripted' } as Engine
const cut = { players: [{ name: 'fit' }] as never, order: 'in turn' as const, batch: 5, microBatch: 2 }
// rows of one number whose sum in float32 depends on the order: 1e8 + 1 is 1e8
const x: AnyHostTensor = { shape: ['batch', 1], sizes: [5, 1], values: Float32Array.of(1e8, 0, 1, 0, -1e8) }
const step = { inputs: { x, players: [{ scalars: [], weights: [] }] } as never, key: from(7) }

describe('rowsOf', () => {
  it('cuts a batch into micro-batches of one size, the last of what is left', () => {
    const cuts = [
      [6, 3],
      [5, 2],
      [4, 9],
    ] as const
    expect(cuts.map(([batch, microBatch]) => rowsOf({ batch, microBatch }).map(({ count }) => count))).toEqual([
      [3, 3],
      [2, 2, 1],
      [4],
    ])
    expect(rowsOf({ batch: 5, microBatch: 2 }).map(({ first }) => first)).toEqual([0, 2, 4])
  })
})

describe('steps in micro-batches', () => {
  it.each([1, 2, 3])('are summed in their order by %i workers, which all move by the sum', async (count) => {
    const log: string[] = []
    const workers = Array.from({ length: count }, (_, index) => scripted(`w${index}`, log)) as [Worker]
    const [metrics] = await run(inMicroBatches(engine, workers, cut).advance([step]))
    // (1e8 + 1) - 1e8 in float32
    expect(metrics?.objective.values).toEqual(Float32Array.of(0))
    const asked = log.slice(0, 3)
    expect(asked.map((each) => each.replace(/^w\d/, ''))).toEqual([
      ' is asked for {"first":0,"count":2,"of":5}',
      ' is asked for {"first":2,"count":2,"of":5}',
      ' is asked for {"first":4,"count":1,"of":5}',
    ])
    expect(asked.map((each) => Number(each[1]))).toEqual([0, 1, 2].map((index) => index % count))
    expect(log.slice(3)).toEqual(workers.map((_, index) => `w${index} moves by 0`))
  })

  it('end with the error of the worker that fails, and nobody moves', async () => {
    const log: string[] = []
    const workers = [scripted('w0', log), scripted('w1', log, 0)] as const
    expect(await refusal(inMicroBatches(engine, workers, cut).advance([step, step]))).toMatchObject({
      _tag: 'EngineFailed',
      engine: 'w1',
      message: 'it broke',
    })
    expect(log.filter((each) => each.includes('moves'))).toEqual([])
  })

  it('ask no worker for more than two micro-batches ahead of the sum', async () => {
    let [open, most] = [0, 0]
    const inner = scripted('w', [])
    const slow = {
      ...inner,
      advance: (steps: never) => async () => {
        open += 1
        most = Math.max(most, open)
        await new Promise((resolve) => setImmediate(resolve))
        open -= 1
        return inner.advance(steps)()
      },
    } as Worker
    await run(inMicroBatches(engine, [slow], { ...cut, microBatch: 1 }).advance([step]))
    expect(most).toBe(2)
  })
})
