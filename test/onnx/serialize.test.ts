/** Models as ONNX Runtime reads them. */
import * as tf from '@tensorflow/tfjs-core'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Graph, interpret, trace } from '../../src/compiler/index.js'
import { type NumberArray, serialize } from '../../src/onnx/index.js'
import { distance, float32, numbers, right } from '../compiler/run.js'
import { runModel } from '../support/onnx.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const array = (...data: number[]): NumberArray => float32(Float32Array.from(data), [data.length])

describe('serialize', () => {
  test('keeps the names of inputs and outputs, apart from outputs that share one', async () => {
    const graph = right(
      trace(({ w, x }) => ({ w: tf.sub(w, x), y: tf.exp(x) }), { w: { shape: [2] }, x: { shape: [2] } }),
    )
    const model = serialize(graph)
    expect(model.inputs.map((port) => port.modelName)).toEqual(['w', 'x'])
    expect(model.outputs.map((port) => [port.name, port.modelName])).toEqual([
      ['w', 'next:w'],
      ['y', 'y'],
    ])
    const results = await runModel(model, { w: array(3, 4), x: array(0, 0) })
    expect(results).toEqual({ w: array(3, 4), y: array(1, 1) })
  })

  test('writes inputs, constants, splats and equal values as outputs', async () => {
    const graph = right(
      trace(({ x }) => ({ same: x, list: tf.tensor1d([1, 2]), ones: tf.ones([100]), a: tf.exp(x), b: tf.exp(x) }), {
        x: { shape: [2] },
      }),
    )
    const { same, list, ones, a, b } = await runModel(serialize(graph), { x: array(0, 0) })
    expect([same, list, a, b]).toEqual([array(0, 0), array(1, 2), array(1, 1), array(1, 1)])
    expect(ones?.data).toEqual(new Float32Array(100).fill(1))
  })

  test('writes given numbers into the model, which no longer asks for them', async () => {
    const graph = right(
      trace(({ x, w }) => ({ y: tf.mul(x, w) }), { x: { shape: [2] }, w: { shape: [2] }, unread: { shape: [2] } }),
    )
    const model = serialize(graph, { numbers: { w: Float32Array.of(3, 4), unread: Float32Array.of(5, 6) } })
    expect(model.inputs.map((port) => port.name)).toEqual(['x'])
    expect(await runModel(model, { x: array(1, 2) })).toEqual({ y: array(3, 8) })
    const without = serialize(graph, { numbers: { w: Float32Array.of(3, 4), unread: Float32Array.of(7, 8) } })
    expect(without.bytes).toEqual(model.bytes)
  })

  test('runs every element type', async () => {
    const graph = right(
      trace(({ i, b }) => ({ doubled: tf.add(i, i), not: tf.logicalNot(b) }), {
        i: { shape: [2], type: 'int32' },
        b: { shape: [2], type: 'bool' },
      }),
    )
    const results = await runModel(serialize(graph), {
      i: { type: 'int32', shape: [2], data: Int32Array.of(1, -2) },
      b: { type: 'bool', shape: [2], data: Uint8Array.of(1, 0) },
    })
    expect(results).toEqual({
      doubled: { type: 'int32', shape: [2], data: Int32Array.of(2, -4) },
      not: { type: 'bool', shape: [2], data: Uint8Array.of(0, 1) },
    })
  })

  test('writes metadata', () => {
    const graph = right(trace(({ x }) => ({ y: tf.exp(x) }), { x: { shape: [2] } }))
    const text = new TextDecoder('latin1').decode(serialize(graph, { metadata: { formula: 'E[log p]' } }).bytes)
    expect(text).toContain('formula')
    expect(text).toContain('E[log p]')
  })

  test('refuses infinities and not-a-numbers in nothing', async () => {
    const graph = right(
      trace(({ x }) => ({ y: tf.add(x, tf.tensor1d([Infinity, -Infinity])), z: tf.add(x, tf.scalar(NaN)) }), {
        x: { shape: [2] },
      }),
    )
    const { y, z } = await runModel(serialize(graph), { x: array(0, 0) })
    expect([y, z]).toEqual([array(Infinity, -Infinity), array(NaN, NaN)])
  })
})

// -----------------------------------------------------------------------------
// several steps in one run
// -----------------------------------------------------------------------------

/** One step of gradient descent on a least-squares problem. */
const step = (): Graph =>
  right(
    trace(
      ({ x, y, w, rate }) => {
        const lossOf = (weights: tf.Tensor) => tf.mean(tf.square(tf.sub(tf.dot(x, weights), y)))
        const { value, grad } = tf.valueAndGrad(lossOf)(w)
        return { loss: value, w: tf.sub(w, tf.mul(grad, rate)), seen: tf.sum(x, 1) }
      },
      { x: { shape: [4, 3] }, y: { shape: [4] }, w: { shape: [3] }, rate: { shape: [] } },
    ),
  )

describe('a loop', () => {
  test.each([1, 2, 5])('of %i steps is that many runs', async (steps) => {
    const graph = step()
    const data = { x: numbers(steps * 12, {}), y: numbers(steps * 4, {}, 1), w: numbers(3, {}, 2) }
    let w: ArrayLike<number> = data.w
    const losses: number[] = []
    for (let at = 0; at < steps; at++) {
      const results = interpret(graph, {
        x: data.x.slice(at * 12, (at + 1) * 12),
        y: data.y.slice(at * 4, (at + 1) * 4),
        w,
        rate: [0.1],
      })
      losses.push(results.loss?.[0] ?? Number.NaN)
      w = results.w ?? w
    }
    const model = serialize(graph, { loop: { steps, batched: ['x', 'y'], state: ['w'] } })
    const results = await runModel(model, {
      x: float32(data.x, [steps, 4, 3]),
      y: float32(data.y, [steps, 4]),
      w: float32(data.w, [3]),
      rate: float32(Float32Array.of(0.1), []),
    })
    expect(results.loss?.shape).toEqual([steps])
    expect(results.seen?.shape).toEqual([steps, 4])
    expect(distance(losses, results.loss?.data as Float32Array)).toBeLessThan(1e-5)
    expect(distance(w, results.w?.data as Float32Array)).toBeLessThan(1e-5)
  })

  test('reads numbers that are written into the model', async () => {
    const loop = { steps: 2, batched: ['x', 'y'], state: ['w'] }
    const model = serialize(step(), { loop, numbers: { rate: Float32Array.of(0.1) } })
    const feeds = {
      x: float32(numbers(24, {}), [2, 4, 3]),
      y: float32(numbers(8, {}, 1), [2, 4]),
      w: float32(numbers(3, {}, 2), [3]),
    }
    expect(model.inputs.map((port) => port.name)).toEqual(['x', 'y', 'w'])
    expect(await runModel(model, feeds)).toEqual(
      await runModel(serialize(step(), { loop }), { ...feeds, rate: float32(Float32Array.of(0.1), []) }),
    )
  })

  test('wants what it names to be there', () => {
    expect(() => serialize(step(), { loop: { steps: 2, batched: ['z'], state: ['w'] } })).toThrow(
      'loop: z must be an input, one of x,y,w,rate',
    )
    expect(() => serialize(step(), { loop: { steps: 2, batched: ['x'], state: ['rate'] } })).toThrow(
      'loop: rate must be an output',
    )
  })
})

// -----------------------------------------------------------------------------
// properties
// -----------------------------------------------------------------------------

const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })

/** A shape that broadcasts against another: axes of size 1, leading axes left out. */
const broadcastable = sizes.chain((shape) =>
  fc
    .tuple(fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }), fc.nat(shape.length))
    .map(([ones, drop]) => ({ shape, other: shape.map((size, axis) => (ones[axis] ? 1 : size)).slice(drop) })),
)

describe('any shapes', () => {
  test('broadcast, and their gradients are summed back', async () => {
    await fc.assert(
      fc.asyncProperty(broadcastable, async ({ shape, other }) => {
        const [a, b] = [
          numbers(
            shape.reduce((x, y) => x * y, 1),
            {},
          ),
          numbers(
            other.reduce((x, y) => x * y, 1),
            {},
            1,
          ),
        ]
        const graph = right(
          trace(
            ({ a, b }) => {
              const f = (left: tf.Tensor, right: tf.Tensor) => tf.sum(tf.mul(tf.square(left), tf.exp(right)))
              const { value, grads } = tf.valueAndGrads(f)([a, b])
              return { value, ...Object.fromEntries(grads.map((grad, index) => [`g${index}`, grad])) }
            },
            { a: { shape }, b: { shape: other } },
          ),
        )
        const wanted = interpret(graph, { a, b })
        const got = await runModel(serialize(graph), { a: float32(a, shape), b: float32(b, other) })
        for (const [name, values] of Object.entries(wanted))
          expect(distance(values, got[name]?.data as Float32Array)).toBeLessThan(1e-5)
        expect(got.g1?.shape).toEqual(other)
      }),
      { numRuns: 25 },
    )
  })

  test('convolve forwards and backwards', () => {
    const geometry = fc.record({
      size: fc.integer({ min: 4, max: 7 }),
      filter: fc.integer({ min: 1, max: 4 }),
      stride: fc.integer({ min: 1, max: 3 }),
      channels: fc.constantFrom(1, 5),
      padding: fc.constantFrom('same' as const, 'valid' as const),
    })
    fc.assert(
      fc.property(geometry, ({ size, filter, stride, channels, padding }) => {
        const specs = { x: { shape: [1, size, size + 1, channels] }, w: { shape: [filter, filter, channels, 2] } }
        const gradients = ({ x, w }: Readonly<Record<'x' | 'w', tf.Tensor>>) => {
          const f = (a: tf.Tensor, b: tf.Tensor) =>
            tf.sum(tf.square(tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, padding)))
          const [gx = x, gw = w] = tf.grads(f)([x, w])
          return { gx, gw }
        }
        const x = numbers(size * (size + 1) * channels, {})
        const w = numbers(filter * filter * channels * 2, {}, 1)
        const got = interpret(right(trace(gradients, specs)), { x, w })
        tf.tidy(() => {
          const { gx, gw } = gradients({ x: tf.tensor(x, specs.x.shape), w: tf.tensor(w, specs.w.shape) })
          expect(distance(gx.dataSync(), got.gx ?? [])).toBeLessThan(1e-5)
          expect(distance(gw.dataSync(), got.gw ?? [])).toBeLessThan(1e-5)
        })
      }),
      { numRuns: 25 },
    )
  })
})
