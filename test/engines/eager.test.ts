import * as tf from '@tensorflow/tfjs-core'
import { pipe } from 'fp-ts/lib/function.js'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { eager } from '../../src/engines/eager.js'
import type { Engine, Step } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import * as Random from '../../src/random/draw.js'
import { child, from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { tensorsAlive } from '../support/engine.js'
import { refusal, run } from '../support/outcome.js'

type Vector = T.Tensor<readonly ['n']>

const host = (...values: readonly number[]): T.HostTensor<readonly ['n']> => ({
  shape: ['n'],
  sizes: [values.length],
  values: Float32Array.from(values),
})

interface Counter {
  readonly total: Vector
  readonly fixed: Vector
}

/** Adds its input and some noise; one leaf of the state is handed on as it is. */
const adding: Step<Counter, { readonly by: Vector }, { readonly before: Vector; readonly noise: Vector }> = (
  state,
  { by },
  key,
) => ({
  state: { total: pipe(state.total, T.same.add(by), T.same.add(state.fixed)), fixed: state.fixed },
  metrics: { before: state.total, noise: Random.normal(key)(by) },
})

const START = { total: host(0, 10), fixed: host(100, 1000) }
const steps = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ inputs: { by: host(at + 1, 0) }, key: child(at)(from(3)) }))
const valuesOf = (tensor: T.AnyHostTensor) => [...tensor.values]

describe.each(['cpu', 'wasm'] as const)('%s: run', (name) => {
  let engine: Engine
  beforeAll(async () => {
    engine = (await run(choose(name))).engine
  })

  it('does nothing before it is asked, and the same each time', async () => {
    let times = 0
    const effect = engine.run((_: null) => {
      times += 1
      return T.scalar(times)
    })(null, from(1))
    expect(times).toBe(0)
    expect(valuesOf(await run(effect))).toEqual([1])
    expect(valuesOf(await run(effect))).toEqual([2])
  })

  it('runs on its own backend, whichever engine was chosen since', async () => {
    const other = await run(choose(name === 'cpu' ? 'wasm' : 'cpu'))
    const where = (given: Engine) =>
      run(given.run((_: null) => [T.scalar(['cpu', 'wasm'].indexOf(tf.getBackend()))])(null, from(1)))
    const both = await Promise.all([where(engine), where(other.engine), where(engine)])
    expect(both.map(([index]) => ['cpu', 'wasm'][index?.values[0] ?? -1])).toEqual([name, other.engine.name, name])
  })
})

describe.each(['cpu', 'wasm'] as const)('%s: start', (name) => {
  let engine: Engine
  beforeAll(async () => {
    engine = (await run(choose(name))).engine
  })

  it('holds as many tensors as the state has leaves, and none after stop', async () => {
    const before = tensorsAlive()
    const running = await run(engine.start(adding, START))
    expect(tensorsAlive()).toBe(before + 2)
    for (const count of [1, 3]) {
      await run(running.advance(steps(count)))
      await run(running.snapshot)
      expect(tensorsAlive()).toBe(before + 2)
    }
    await run(running.stop)
    expect(tensorsAlive()).toBe(before)
    await run(running.stop)
    expect(tensorsAlive()).toBe(before)
    expect(await refusal(running.snapshot)).toMatchObject({ _tag: 'EngineFailed', engine: name })
    expect(tensorsAlive()).toBe(before)
  })

  it('keeps a state whose leaves are one tensor, or are exchanged', async () => {
    const swapping: Step<{ readonly a: Vector; readonly b: Vector }, null, { readonly a: Vector }> = ({ a, b }) => ({
      state: { a: b, b: a },
      metrics: { a },
    })
    const merging: typeof swapping = ({ a }) => ({ state: { a, b: a }, metrics: { a } })
    const before = tensorsAlive()
    const nothing = (count: number) => Array.from({ length: count }, () => ({ inputs: null, key: from(1) }))
    const swapped = await run(engine.start(swapping, { a: host(1), b: host(2) }))
    const seen = await run(swapped.advance(nothing(3)))
    expect(seen.map(({ a }) => valuesOf(a))).toEqual([[1], [2], [1]])
    const merged = await run(engine.start(merging, { a: host(1), b: host(2) }))
    await run(merged.advance(nothing(3)))
    expect(await run(merged.snapshot)).toEqual({ a: host(1), b: host(1) })
    expect(tensorsAlive()).toBe(before + 4)
    await run(swapped.stop)
    await run(merged.stop)
    expect(tensorsAlive()).toBe(before)
  })

  it('keeps the state of before a step that failed', async () => {
    const before = tensorsAlive()
    const running = await run(engine.start(adding, START))
    const wrong = { inputs: { by: host(1, 2, 3) }, key: from(1) }
    const error = await refusal(running.advance([...steps(1), wrong, ...steps(1)]))
    expect(error).toBeInstanceOf(ShapeError)
    expect(error.message).toBe('step (adding): n is 3 in by [n] and 2 in total [n]')
    expect(valuesOf((await run(running.snapshot)).total)).toEqual([101, 1010])
    expect(tensorsAlive()).toBe(before + 2)
    await run(running.stop)
    expect(tensorsAlive()).toBe(before)
  })

  it('does not start from what is no state', async () => {
    const before = tensorsAlive()
    const broken = { total: host(1), fixed: { shape: ['n'], sizes: [7], values: Float32Array.of(1) } } as const
    expect(await refusal(engine.start(adding, broken))).toMatchObject({
      _tag: 'ShapeError',
      message: 'start (adding): n is 7 in fixed [n] and 1 in total [n]',
    })
    expect(tensorsAlive()).toBe(before)
  })
})

describe('the backend of an engine', () => {
  it('that cannot be set is an error, and nothing waits for it', async () => {
    tf.registerBackend('broken', () => {
      throw new Error('of its own')
    })
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const error = await refusal(eager('broken', 'a broken one').run((_: null) => T.scalar(1))(null, from(1)))
    expect(error).toMatchObject({ _tag: 'EngineFailed' })
    expect(error.message).toContain('TensorFlow.js cannot run its backend broken')
    warn.mockRestore()
    tf.removeBackend('broken')
  })

  it('is the current one again for each of two engines that run at once', async () => {
    const engines = [await run(choose('cpu')), await run(choose('wasm'))].map(({ engine }) => engine)
    const asked = Array.from({ length: 40 }, async (_, at) =>
      valuesOf(
        await run(
          (engines[at % 2] as Engine).run(({ a }: { readonly a: T.Tensor<readonly ['n']> }) => T.addScalar(at)(a))(
            { a: host(1) },
            from(1),
          ),
        ),
      ),
    )
    expect(await Promise.all(asked)).toEqual(asked.map((_, at) => [at + 1]))
    await tf.setBackend('cpu')
  })
})
