import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { engineError, type Step } from '../../src/engines/engine.js'
import * as Random from '../../src/random/draw.js'
import { child, from, type Key, normal, uniform } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as Dim from '../../src/shapes/named.js'
import { scalarOnHost } from '../../src/tensors/create.js'
import * as T from '../../src/tensors/index.js'
import { everyEngine, hostOf, tensorsAlive } from '../support/engine.js'
import { refusal, right, run } from '../support/outcome.js'

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

const { engines } = await everyEngine()

describe.each(engines)('$name: run', (engine) => {
  it('gives what the program gives, in the shape of its tree', async () => {
    const program = (inputs: { readonly a: Vector; readonly b: readonly [Vector, null] }) => ({
      sum: pipe(inputs.a, T.same.add(inputs.b[0])),
      rest: [T.meanOfAll(inputs.a), null] as const,
    })
    const output = await run(engine.run(program)({ a: host(1, 2, 6), b: [host(10, 20, 30), null] }, from(1)))
    expect(output).toEqual({
      sum: { shape: ['n'], sizes: [3], values: Float32Array.of(11, 22, 36) },
      rest: [{ shape: [], sizes: [], values: Float32Array.of(3) }, null],
    })
  })

  it('gives the noise of the key, to the last bit', async () => {
    const noise = (_: null, key: Key) => ({
      normal: Random.normal(child('a')(key))({ shape: ['n'] as const, sizes: [33] }),
      uniform: Random.uniform(child('b')(key))({ shape: ['n'] as const, sizes: [33] }),
    })
    const output = await run(engine.run(noise)(null, from(12)))
    expect(output.normal.values).toEqual(normal(child('a')(from(12)), 33))
    expect(output.uniform.values).toEqual(uniform(child('b')(from(12)), 33))
    expect((await run(engine.run(noise)(null, from(12)))).normal.values).toEqual(output.normal.values)
    expect((await run(engine.run(noise)(null, from(13)))).normal.values).not.toEqual(output.normal.values)
  })

  it('leaves no tensor over: of the program, of its inputs, of one given twice, or when it fails', async () => {
    const before = tensorsAlive()
    await run(engine.run(({ a }: { readonly a: Vector }) => [a, a, T.exp(T.exp(a))])({ a: host(1, 2) }, from(1)))
    expect(tensorsAlive()).toBe(before)
    const failing = engine.run(({ a }: { readonly a: Vector }) => {
      T.exp(a)
      throw new Error('no')
    })
    expect(await refusal(failing({ a: host(1, 2) }, from(1)))).toMatchObject({
      _tag: 'EngineFailed',
      engine: engine.name,
      message: 'no',
    })
    expect(tensorsAlive()).toBe(before)
  })

  it('gives a shape that a cast let through as the error itself', async () => {
    const program = ({ a, b }: { readonly a: Vector; readonly b: Vector }) => pipe(a, T.same.add(b))
    const other = { ...host(1, 2, 3), shape: ['m'] } as never
    const error = await refusal(engine.run(program)({ a: host(1, 2), b: other }, from(1)))
    expect(error).toBeInstanceOf(ShapeError)
    expect(error.message).toBe('add: takes two tensors of one shape but is given [n] and [m]')
  })

  it('refuses a function that gives a promise', async () => {
    const later = (async (x: Vector) => x) as unknown as (x: Vector) => Vector
    expect((await refusal(engine.run(later)(host(1), from(1)))).message).toContain(
      'takes a function that returns its tensors but is given a promise of them',
    )
  })

  it('gives whatever else is thrown as its words', async () => {
    const thrown = (what: unknown) =>
      engine.run((_: null): null => {
        throw what
      })(null, from(1))
    expect(await refusal(thrown('a text'))).toMatchObject({ _tag: 'EngineFailed', message: 'a text' })
    const first = ({ a }: { readonly a: Vector }) => a
    const mismatch = engine.run(first)
    const wrong = { a: { shape: ['n'], sizes: [3], values: Float32Array.of(1) } } as const
    expect(await refusal(mismatch(wrong, from(1)))).toEqual(
      new ShapeError('run (first): a [n] of sizes [3] takes 3 numbers but is given 1'),
    )
  })
})

describe.each(engines)('$name: start', (engine) => {
  it('carries the state from step to step, and gives the metrics of each', async () => {
    const running = await run(engine.start(adding, START))
    const metrics = await run(running.advance(steps(3)))
    // 0, then 1 + 100 more, then 2 + 100 more
    expect(metrics.map(({ before }) => valuesOf(before))).toEqual([
      [0, 10],
      [101, 1010],
      [203, 2010],
    ])
    expect(metrics.map(({ noise }) => noise.values)).toEqual([0, 1, 2].map((at) => normal(child(at)(from(3)), 2)))
    const more = await run(running.advance(steps(1)))
    expect(valuesOf((more[0] ?? metrics[0])?.before ?? host())).toEqual([306, 3010])
    await run(running.stop)
  })

  it('gives copies of the state', async () => {
    const running = await run(engine.start(adding, START))
    const first = await run(running.snapshot)
    expect(first).toEqual(START)
    await run(running.advance(steps(1)))
    expect(first).toEqual(START)
    const second = await run(running.snapshot)
    expect(valuesOf(second.total)).toEqual([101, 1010])
    second.total.values.fill(-1)
    expect(valuesOf((await run(running.snapshot)).total)).toEqual([101, 1010])
    expect(valuesOf(START.total)).toEqual([0, 10])
    await run(running.stop)
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
    await run(swapped.stop)
    await run(merged.stop)
    expect(tensorsAlive()).toBe(before)
  })

  it('trains a table on indices, and keeps indices in its state', async () => {
    type Words = T.Indices<readonly ['n'], 'words'>
    type Table = T.Tensor<readonly ['words', 2]>
    interface Learned {
      readonly table: Table
      readonly last: Words
    }
    const learning: Step<
      Learned,
      { readonly words: Words },
      { readonly last: Words; readonly best: T.Indices<readonly ['words'], 2> }
    > = ({ table, last }, { words }) => {
      const { gradient } = T.valueAndGradient((at: Table) => [pipe(words, T.embedding(at), T.sum(0, 1)), null])(table)
      return {
        state: { table: pipe(table, T.same.add(gradient)), last: words },
        metrics: { last, best: pipe(table, T.argMax(1)) },
      }
    }
    const words = (...values: readonly number[]) => right(T.decodeIndices(['n'], Dim.named('words', 3))(values))
    const table = (...values: readonly number[]) => hostOf(['words', 2], [3, 2], values)
    const running = await run(engine.start(learning, { table: table(0, 1, 1, 0, 0, 0), last: words(0, 0) }))
    const metrics = await run(
      running.advance(
        [words(2, 2), words(2, 0), words(1, 2)].map((each) => ({ inputs: { words: each }, key: from(1) })),
      ),
    )
    expect(metrics.map(({ last }) => last)).toEqual([words(0, 0), words(2, 2), words(2, 0)])
    expect(metrics[0]?.best).toEqual(right(T.decodeIndices(['words'], 2)([1, 0, 0])))
    expect(await run(running.snapshot)).toEqual({ table: table(1, 2, 2, 1, 4, 4), last: words(1, 2) })
    await run(running.stop)
  })

  it('starts anew each time that it is asked', async () => {
    const start = engine.start(adding, START)
    const [one, other] = [await run(start), await run(start)]
    await run(one.advance(steps(1)))
    expect(await run(other.snapshot)).toEqual(START)
    await run(one.stop)
    expect(await run(other.snapshot)).toEqual(START)
    await run(other.stop)
  })

  it('keeps the state of before a step that failed', async () => {
    const before = tensorsAlive()
    const running = await run(engine.start(adding, START))
    const wrong = { inputs: { by: host(1, 2, 3) }, key: from(1) }
    const error = await refusal(running.advance([...steps(1), wrong, ...steps(1)]))
    expect(error).toBeInstanceOf(ShapeError)
    expect(error.message).toBe('step (adding): n is 3 in by [n] and 2 in total [n]')
    expect(valuesOf((await run(running.snapshot)).total)).toEqual([101, 1010])
    await run(running.stop)
    expect(tensorsAlive()).toBe(before)
  })

  it('does not start from what is no state', async () => {
    const before = tensorsAlive()
    const broken = { total: host(1), fixed: { shape: ['n'], sizes: [7], values: Float32Array.of(1) } } as const
    expect(await refusal(engine.start(adding, broken))).toEqual(
      new ShapeError('start (adding): n is 7 in fixed [n] and 1 in total [n]'),
    )
    expect(tensorsAlive()).toBe(before)
  })
})

describe.each(engines.filter(({ name }) => name === 'onnxruntime'))('$name: arrays that were lent', (engine) => {
  it('give the same steps as any others, and are refused when they are given twice', async () => {
    const [running, other] = [await run(engine.start(adding, START)), await run(engine.start(adding, START))]
    for (const count of [1, 3, 3]) {
      const lent = running.lend?.(2, count) ?? []
      const given = steps(count).map((step, at) => {
        const { by } = step.inputs
        const values = lent[at] as Float32Array
        values.set(by.values)
        return { ...step, inputs: { by: { ...by, values } } }
      })
      expect(await run(running.advance(given))).toEqual(await run(other.advance(steps(count))))
      const error = await refusal(running.advance(given))
      expect((error as ShapeError).message).toContain('takes 2 numbers but is given 0')
    }
    expect(await run(running.snapshot)).toEqual(await run(other.snapshot))
    await run(running.stop)
    await run(other.stop)
  })

  it('are copied where steps of two kinds share them', async () => {
    type Inputs = { readonly by: Vector; readonly rest: T.Tensor<readonly ['m']> }
    const mean: Step<null, Inputs, T.Tensor<readonly []>> = (_, { by }) => ({ state: null, metrics: T.meanOfAll(by) })
    const running = await run(engine.start(mean, null))
    const given = (running.lend?.(2, 3) ?? []).map((values, at) => {
      const m = at < 2 ? 1 : 2
      const rest = T.host(['m'], { m }, new Float32Array(m))
      return { inputs: { by: { ...host(0, 0), values: values.fill(at) }, rest }, key: from(at) }
    })
    expect((await run(running.advance(given))).flatMap(valuesOf)).toEqual([0, 1, 2])
    await run(running.stop)
  })
})

describe.each(engines)('$name: steps', (engine) => {
  it('are the same however they are cut into runs', async () => {
    const most = Math.max(engine.stepsPerRun, 6)
    const COUNT = 2 * most + 1
    const cut = async (lengths: readonly number[]) => {
      const running = await run(engine.start(adding, START))
      const metrics = []
      let at = 0
      for (const length of lengths) {
        metrics.push(...(await run(running.advance(steps(COUNT).slice(at, at + length)))))
        at += length
      }
      const state = await run(running.snapshot)
      await run(running.stop)
      return { metrics, state }
    }
    const one = await cut(Array.from({ length: COUNT }, () => 1))
    expect(one.metrics.map(({ noise }) => noise.values)).toEqual(steps(COUNT).map(({ key }) => normal(key, 2)))
    for (const lengths of [[COUNT], [most, most, 1], [0, 1, 2, 3, 4, COUNT - 10], [most + 1, most]])
      expect(await cut(lengths)).toEqual(one)
  })

  it('are taken in the order of asking, also when they are asked before the last has answered', async () => {
    const running = await run(engine.start(adding, START))
    const cuts = [steps(17).slice(0, 3), steps(17).slice(3, 4), steps(17).slice(4)]
    const parts = await Promise.all(cuts.map((each) => run(running.advance(each))))
    const state = await run(running.snapshot)
    const whole = await run(engine.start(adding, START))
    expect(parts.flat()).toEqual(await run(whole.advance(steps(17))))
    const asked = run(running.advance(steps(2)))
    const after = await run(running.snapshot)
    await asked
    await run(whole.advance(steps(2)))
    expect(state).not.toEqual(after)
    expect(after).toEqual(await run(whole.snapshot))
    await run(running.stop)
    await run(whole.stop)
  })

  it('may have inputs of several sizes, also within one run', async () => {
    const summing: Step<T.Tensor<readonly []>, Vector, readonly [Vector, T.Tensor<readonly []>]> = (state, by, key) => {
      const noise = Random.normal(key)(by)
      const total = T.sum(0)(noise) as T.Tensor<readonly []>
      return {
        state: pipe(state, T.same.add(T.sum(0)(by) as T.Tensor<readonly []>)),
        metrics: [noise, total],
      }
    }
    const of = (count: number, seed: number) => ({
      inputs: host(...Array.from({ length: count }, () => 1)),
      key: from(seed),
    })
    const running = await run(engine.start(summing, scalarOnHost(0)))
    const sizes = [3, 3, 2, 3, 1, 1, 1]
    const metrics = await run(running.advance(sizes.map((count, at) => of(count, at))))
    expect(metrics.map(([noise]) => noise)).toEqual(sizes.map((count, at) => host(...normal(from(at), count))))
    expect(valuesOf(await run(running.snapshot))).toEqual([14])
    await run(running.stop)
  })

  it('may give their state in another order of its leaves', async () => {
    const turned: Step<Counter, null, null> = ({ total, fixed }) => ({
      state: { fixed, total: T.addScalar(1)(total) },
      metrics: null,
    })
    const running = await run(engine.start(turned, START))
    expect(await run(running.advance([1, 2, 3].map((seed) => ({ inputs: null, key: from(seed) }))))).toEqual([
      null,
      null,
      null,
    ])
    expect(await run(running.snapshot)).toMatchObject({ total: host(3, 13), fixed: START.fixed })
    await run(running.stop)
  })

  it('may have no state, or nothing but constants', async () => {
    const idle: Step<null, null, T.Tensor<readonly []>> = () => ({ state: null, metrics: T.scalar(3) })
    const running = await run(engine.start(idle, null))
    expect(await run(running.advance([]))).toEqual([])
    const metrics = await run(running.advance([1, 2].map((seed) => ({ inputs: null, key: from(seed) }))))
    expect(metrics.map(valuesOf)).toEqual([[3], [3]])
    expect(await run(running.snapshot)).toBe(null)
    await run(running.stop)
  })

  it('cannot be taken after stop', async () => {
    const running = await run(engine.start(adding, START))
    await run(running.stop)
    expect(await refusal(running.advance(steps(1)))).toMatchObject({ _tag: 'EngineFailed', engine: engine.name })
    expect(await refusal(running.snapshot)).toMatchObject({ _tag: 'EngineFailed', engine: engine.name })
    await run(running.stop)
  })

  it('of two programs may be taken in turn, and at once', async () => {
    const [one, other] = [await run(engine.start(adding, START)), await run(engine.start(adding, START))]
    const begun = await Promise.all([run(one.advance(steps(3))), run(other.advance(steps(2)))])
    const square = engine.run(T.square<readonly ['n']>)
    const [ended, , four] = await Promise.all([
      run(other.advance(steps(3).slice(2))),
      run(one.snapshot),
      run(square(host(2), from(1))),
    ])
    expect([...begun[1], ...ended]).toEqual(begun[0])
    expect(valuesOf(four)).toEqual([4])
    expect(await run(other.snapshot)).toEqual(await run(one.snapshot))
    await run(one.stop)
    await run(other.stop)
  })

  it('are not taken by what is no tensor: another number is another program', async () => {
    const scaling = engine.run(({ x, by }: { readonly x: Vector; readonly by: number }) => T.mulScalar(by)(x))
    const given = (by: number) => ({ x: host(2), by }) as never
    expect(valuesOf(await run(scaling(given(3), from(1))))).toEqual([6])
    expect(valuesOf(await run(scaling(given(4), from(1))))).toEqual([8])
  })
})

describe('engineError', () => {
  it('keeps a ShapeError, and names the engine of anything else', () => {
    const shape = new ShapeError('words')
    expect(engineError('cpu', shape)).toBe(shape)
    expect(engineError('cpu', new TypeError('no'))).toMatchObject({
      _tag: 'EngineFailed',
      engine: 'cpu',
      message: 'no',
    })
    expect(engineError('cpu', 'text')).toMatchObject({ _tag: 'EngineFailed', engine: 'cpu', message: 'text' })
    expect(engineError('cpu', undefined)).toMatchObject({ message: 'undefined' })
  })
})
