import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as tf from '@tensorflow/tfjs-core'
import { pipe } from 'fp-ts/lib/function.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Thread } from '../../../src/engines/compiled/asking.js'
import { compiled } from '../../../src/engines/compiled/compiled.js'
import { startThread } from '../../../src/engines/compiled/thread.js'
import type { Engine, EngineError, Step } from '../../../src/engines/engine.js'
import { choose } from '../../../src/engines/select.js'
import * as Random from '../../../src/random/draw.js'
import { from, type Key, normal } from '../../../src/random/key.js'
import { ShapeError } from '../../../src/shapes/defect.js'
import { scalarOnHost } from '../../../src/tensors/create.js'
import * as T from '../../../src/tensors/index.js'
import { unwrap, wrap } from '../../../src/tensors/native.js'
import { hostOf } from '../../support/engine.js'
import { refusal, run } from '../../support/outcome.js'

type Vector = T.Tensor<readonly ['n']>

const host = (...values: readonly number[]) => hostOf(['n'], [values.length], values)
const valuesOf = (tensor: T.AnyHostTensor) => [...tensor.values]
const nothing = { inputs: null, key: from(1) }

/** An engine, and how often its thread was asked for what. */
const counting = () => {
  const thread = startThread()
  const asked: Record<string, number> = {}
  const ask: Thread['ask'] = (request, moved) => {
    asked[request.kind] = (asked[request.kind] ?? 0) + 1
    return thread.ask(request, moved)
  }
  return { engine: compiled({ ...thread, ask }, { name: 'onnxruntime', description: 'compiled' }), asked, thread }
}

const { engine, asked, thread } = counting()
let cpu: Engine
tf.enableProdMode()
beforeAll(async () => {
  cpu = (await run(choose('cpu'))).engine
})
afterAll(() => thread.close())

// -----------------------------------------------------------------------------
// compiled once
// -----------------------------------------------------------------------------

describe('a program', () => {
  it('is traced and compiled once for some sizes, and once more for others', async () => {
    const traced: number[] = []
    const square = engine.run((x: Vector) => {
      traced.push(x.sizes[0] ?? 0)
      return T.square(x)
    })
    const opened = asked.open ?? 0
    for (const values of [[1], [2], [1, 2], [3], [3, 4]])
      expect(valuesOf(await run(square(host(...values), from(1))))).toEqual(values.map((each) => each * each))
    expect(traced).toEqual([1, 2])
    expect((asked.open ?? 0) - opened).toBe(2)
  })

  it('is compiled once for calls at one time', async () => {
    const opened = asked.open ?? 0
    const square = engine.run(T.square<readonly ['n']>)
    const all = await Promise.all([1, 2, 3].map((value) => run(square(host(value), from(1)))))
    expect(all.map(valuesOf)).toEqual([[1], [4], [9]])
    expect((asked.open ?? 0) - opened).toBe(1)
  })

  it('is tried again after a failure', async () => {
    let times = 0
    const program = engine.run((x: Vector) => {
      times += 1
      if (times === 1) throw new Error('not yet')
      return T.negate(x)
    })
    expect((await refusal(program(host(1), from(1)))).message).toBe('not yet')
    expect(valuesOf(await run(program(host(1), from(1))))).toEqual([-1])
  })

  it('takes its noise from the key of each call, to the last bit', async () => {
    const program = engine.run((x: Vector, key: Key) => Random.normal(key)(x))
    for (const seed of [1, 2, 1]) {
      const noise = await run(program(host(0, 0, 0), from(seed)))
      expect(noise.values).toEqual(normal(from(seed), 3))
    }
  })

  it('draws the same twice from one key, as one input', async () => {
    const twice = engine.run((x: Vector, key: Key) => [Random.normal(key)(x), Random.normal(key)(x)] as const)
    const [one, other] = await run(twice(host(0, 0), from(5)))
    expect(one).toEqual(other)
  })

  it('may give its inputs, constants, one tensor twice, or nothing', async () => {
    const given = await run(
      engine.run((x: Vector) => ({ x, three: T.scalar(3), twice: [x, x] as const }))(host(1, 2), from(1)),
    )
    expect(given).toEqual({ x: host(1, 2), three: hostOf([], [], [3]), twice: [host(1, 2), host(1, 2)] })
    expect(await run(engine.run((_: Vector) => ({ nothing: null }))(host(1), from(1)))).toEqual({ nothing: null })
    const running = await run(engine.start<null, null, null>(() => ({ state: null, metrics: null }), null))
    expect(await run(running.advance([nothing, nothing]))).toEqual([null, null])
    await run(running.stop)
  })

  it('that is trained is compiled once for each signature, and freed by stop', async () => {
    const before = { ...asked }
    const since = (kind: string) => (asked[kind] ?? 0) - (before[kind] ?? 0)
    const step: Step<T.Tensor<readonly []>, Vector, null> = (state, by) => ({
      state: pipe(state, T.same.add(T.sum(0)(by) as T.Tensor<readonly []>)),
      metrics: null,
    })
    const running = await run(engine.start(step, scalarOnHost(0)))
    const of = (...values: readonly number[]) => ({ inputs: host(...values), key: from(1) })
    // runs of consecutive steps of one signature: 1 1 | 2 | 1
    await run(running.advance([of(1), of(2), of(3, 4), of(5)]))
    await run(running.advance([of(6, 7)]))
    expect([since('open'), since('run')]).toEqual([2, 4])
    expect(valuesOf(await run(running.snapshot))).toEqual([28])
    await run(running.stop)
    expect([since('hold'), since('drop'), since('release')]).toEqual([1, 1, 2])
  })

  it('that nobody can call any more gives its session back', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const before = asked.release ?? 0
    await run(engine.run((x: Vector) => T.negate(x))(host(1), from(1)))
    for (let tries = 0; (asked.release ?? 0) === before && tries < 200; tries++) {
      collect()
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(asked.release ?? 0).toBeGreaterThan(before)
    expect(valuesOf(await run(engine.run(T.negate<readonly ['n']>)(host(1), from(1))))).toEqual([-1])
  })

  it('may not change the sizes or the leaves of its state', async () => {
    const growing = (_: Vector) => ({ state: T.zeros(['n'] as const, [2]), metrics: null })
    const running = await run(engine.start<Vector, null, null>(growing, host(0)))
    const error = await refusal(running.advance([nothing]))
    expect(error).toBeInstanceOf(ShapeError)
    expect(error.message).toBe('step: the state must stay [1] but becomes [2]')
    expect(valuesOf(await run(running.snapshot))).toEqual([0])
    const losing = ({ a }: { readonly a: Vector; readonly b: Vector }) => ({ state: { a }, metrics: null })
    const other = await run(engine.start(losing as never, { a: host(1), b: hostOf(['m'], [2], [1, 2]) } as never))
    expect((await refusal(other.advance([nothing as never]))).message).toBe(
      'step: the state must stay a [1], b [2] but becomes a [1]',
    )
  })
})

// -----------------------------------------------------------------------------
// what cannot be traced
// -----------------------------------------------------------------------------

const captured = tf.tidy(() => tf.keep(tf.tensor1d([1, 2])))
const variable = tf.variable(tf.tensor1d([1, 2]))
afterAll(() => {
  captured.dispose()
  variable.dispose()
})

/** A typed function from a raw one. */
const raw = (run: (x: tf.Tensor) => tf.Tensor) =>
  function culprit(x: Vector): Vector {
    return wrap(x.shape, run(unwrap(x)))
  }

const REFUSED: readonly (readonly [string, (x: Vector, key: Key) => Vector, RegExp])[] = [
  [
    'a captured tensor',
    function penalized(x) {
      return T.same.mul(wrap<readonly ['n']>(['n'], captured))(x)
    },
    /^trace \(penalized\): mul takes its tensors as inputs of the trace but is given a closed-over tensor \[2\] of float32, .* \(called by penalized at compiled\.test\.ts:\d+\)$/,
  ],
  [
    'a tf.Variable',
    raw((x) => tf.mul(x, variable)),
    /^trace \(culprit\): mul takes its tensors as inputs of the trace but is given the tf\.Variable .* \(called by .* at compiled\.test\.ts:\d+\)$/,
  ],
  [
    'reading',
    function peeking(x) {
      return T.mulScalar(unwrap(x).dataSync()[0] ?? 0)(x)
    },
    /^trace \(peeking\): dataSync takes a tensor with numbers in it but is given the input in0:0, .* \(called by peeking at compiled\.test\.ts:\d+\)$/,
  ],
  [
    'reading later',
    function later(x) {
      void T.toHost(x)()
      return x
    },
    /^trace \(later\): \w+ takes a tensor with numbers in it/,
  ],
  [
    'numbers of the key on the host',
    function hosted(x, key) {
      return T.mulScalar(normal(key, 1)[0] ?? 0)(x)
    },
    /^Key: a key of a traced program has no numbers on the host: draw a tensor with Random\.normal$/,
  ],
  [
    'noise of TensorFlow.js',
    raw((x) => tf.add(x, tf.randomNormal([2]))),
    /^trace \(culprit\): randomNormal takes its noise as an input of the trace but is given .* \(called by .* at compiled\.test\.ts:\d+\)$/,
  ],
  ['dropout', raw((x) => tf.dropout(x, 0.5)), /^trace \(culprit\): dropout takes its noise as an input of the trace/],
  [
    'an operation without a mapping',
    raw((x) => tf.unique(x).values),
    /^trace \(culprit\): unique takes an ONNX mapping of its kernel Unique but is given none \(called by .* at compiled\.test\.ts:\d+\)$/,
  ],
]

describe('what cannot be traced is refused', () => {
  it.each(REFUSED)('%s', async (_, program, words) => {
    const { numTensors } = tf.memory()
    const error = await refusal(engine.run(program)(host(1, 2), from(1)))
    expect(error).toMatchObject({ _tag: 'EngineFailed', engine: 'onnxruntime' })
    expect(error.message).toMatch(words)
    // also as a step, and nothing is left behind
    const step: Step<Vector, null, null> = (state, _nothing, key) => ({ state: program(state, key), metrics: null })
    const running = await run(engine.start(step, host(1, 2)))
    expect((await refusal(running.advance([nothing]))).message).toContain(
      error.message.replace(/^trace \(\w+\): | \(called.*$/g, ''),
    )
    expect(valuesOf(await run(running.snapshot))).toEqual([1, 2])
    await run(running.stop)
    expect(tf.memory().numTensors).toBe(numTensors)
    expect(captured.isDisposed || variable.isDisposed).toBe(false)
  })

  it('and the captured tensor stays where it was', async () => {
    const before = [...captured.dataSync(), ...variable.dataSync()]
    expect(before).toEqual([1, 2, 1, 2])
  })

  it('an asynchronous function, which gives no tensors', async () => {
    const error: EngineError = await refusal(engine.run((async (x: Vector) => x) as never)(null as never, from(1)))
    expect(error).toMatchObject({ _tag: 'EngineFailed', engine: 'onnxruntime' })
    expect(error.message).toMatch(
      /^trace: trace takes a function that returns its tensors but is given a promise of them/,
    )
  })
})

// -----------------------------------------------------------------------------
// the thread
// -----------------------------------------------------------------------------

/** So many products of square matrices, one after the other. */
const products = (count: number) =>
  function products(x: T.Tensor<readonly ['n', 'n']>): T.Tensor<readonly ['n', 'n']> {
    const once = (_: number, y: T.Tensor<readonly ['n', 'n']>) => T.mulScalar(1e-2)(pipe(y, T.matmul(x)))
    return Array.from({ length: count }).reduce<T.Tensor<readonly ['n', 'n']>>((y) => once(0, y), x)
  }
const SIDE = 400
const large = hostOf(['n', 'n'], [SIDE, SIDE], [...normal(from(3), SIDE * SIDE)])

describe('while a program runs', () => {
  it('the main thread goes on', async () => {
    const program = engine.run(products(60))
    await run(program(large, from(1))) // compiled
    let [ticks, longest, last] = [0, 0, performance.now()]
    const clock = setInterval(() => {
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
      ticks += 1
    }, 1)
    const begun = performance.now()
    await run(program(large, from(1)))
    const took = performance.now() - begun
    clearInterval(clock)
    expect(took).toBeGreaterThan(20)
    expect(ticks).toBeGreaterThan(3)
    expect(longest).toBeLessThan(took)
  })

  it('denormal numbers of the main thread stay what they are', async () => {
    const tiny = Number.MIN_VALUE * Number('3')
    const shrinking: Step<Vector, null, Vector> = (state) => ({ state: T.mulScalar(1e-20)(state), metrics: state })
    const running = await run(engine.start(shrinking, host(1)))
    const metrics = await run(running.advance([nothing, nothing, nothing]))
    await run(running.stop)
    // flushed there (it would be 1e-40), and not here
    expect(metrics.map(valuesOf)).toEqual([[1], [Math.fround(1e-20)], [0]])
    expect(Number.MIN_VALUE * Number('3')).toBe(tiny)
    expect(tiny).toBeGreaterThan(0)
    expect(Math.fround(1e-40)).toBeGreaterThan(0)
  })
})

describe('a thread that ends', () => {
  const step: Step<Vector, null, null> = (state) => ({ state: T.negate(state), metrics: null })

  it.each([
    ['dying', 'the thread of the engine ended with code 3'],
    ['failing', 'on purpose'],
  ])('while it is asked gives its words, and so does every call after: %s', async (runtime, message) => {
    const path = fileURLToPath(new URL(`../../support/runtimes/${runtime}.cjs`, import.meta.url))
    const thread = startThread(path)
    await thread.ask({ kind: 'load' })
    const engine = compiled(thread, { name: 'onnxruntime', description: runtime })
    const running = await run(engine.start(step, host(1)))
    const ended = { _tag: 'EngineFailed', engine: 'onnxruntime', message }
    expect(await Promise.all([1, 2].map(() => refusal(running.advance([nothing]))))).toMatchObject([ended, ended])
    expect(await refusal(running.snapshot)).toMatchObject(ended)
    expect(await refusal(engine.run(T.square<readonly ['n']>)(host(1), from(1)))).toMatchObject(ended)
    expect(await refusal(running.advance([nothing]))).toMatchObject(ended)
    expect(await refusal(running.stop)).toMatchObject(ended)
    expect(await refusal(engine.start(step, host(1)))).toMatchObject(ended)
  })

  it('because it is closed answers what it was asked before, and is no matter to another', async () => {
    const other = counting()
    const square = other.engine.run(products(3))
    await run(square(large, from(1)))
    const last = run(square(large, from(1)))
    await new Promise((resolve) => setTimeout(resolve, 5)) // it runs
    const closed = other.thread.close()
    expect((await last).values.length).toBe(SIDE * SIDE)
    await closed
    expect((await refusal(square(large, from(1)))).message).toBe('the thread of the engine has been closed')
    expect(valuesOf(await run(engine.run(T.square<readonly ['n']>)(host(3), from(1))))).toEqual([9])
  })

  it('does not wait for what cannot be sent', async () => {
    const broken = { shape: ['n'], sizes: [1], values: (one: number) => one } as never
    const error = await refusal(engine.start(step, broken))
    expect(error).toMatchObject({ _tag: 'EngineFailed', engine: 'onnxruntime' })
    expect(error.message).toContain('could not be cloned')
  })
})

describe('beside an eager engine', () => {
  it('programs interleave, and each runs where it should', async () => {
    const program = (x: Vector, key: Key) => pipe(x, T.tanh, T.same.add(Random.normal(key)(x)))
    const [one, other] = [engine.run(program), cpu.run(program)]
    const all = await Promise.all(
      [1, 2, 3].flatMap((seed) => [run(one(host(seed, 1), from(seed))), run(other(host(seed, 1), from(seed)))]),
    )
    for (const at of [0, 2, 4])
      for (const place of [0, 1]) expect(all[at]?.values[place]).toBeCloseTo(all[at + 1]?.values[place] ?? 0, 5)
    expect(tf.getBackend()).toBe('cpu')
  })
})
