/** Models of a size known only when they run. */
import * as tf from '@tensorflow/tfjs-core'
import * as Either from 'fp-ts/lib/Either.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { interpret, type SymbolicSpec, trace, traceSymbolic } from '../../../src/compiler/index.js'
import { serialize } from '../../../src/onnx/index.js'
import { runModel } from '../../support/onnx.js'
import { distance, float32, numbers, right, sizeOf } from '../run.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

type Tensors = Readonly<Record<string, tf.Tensor>>

interface Program {
  readonly inputs: Readonly<Record<string, SymbolicSpec>>
  readonly f: (tensors: Tensors) => Tensors
}

const at = (tensors: Tensors, name: string): tf.Tensor => tensors[name] ?? tf.scalar(0)

const batch = (...shape: number[]): SymbolicSpec => ({ shape: ['batch', ...shape] })

const fixed = (...shape: number[]): SymbolicSpec => ({ shape })

const programs: Readonly<Record<string, Program>> = {
  mean: { inputs: { x: batch(3) }, f: (t) => ({ mean: tf.mean(tf.square(at(t, 'x'))), rows: tf.mean(at(t, 'x'), 1) }) },
  gradients: {
    inputs: { x: batch(3), w: fixed(3, 2) },
    f: (t) => {
      const lossOf = (w: tf.Tensor) => tf.mean(tf.square(tf.matMul(at(t, 'x'), w)))
      const { value, grad } = tf.valueAndGrad(lossOf)(at(t, 'w'))
      return { value, grad }
    },
  },
  softmax: { inputs: { x: batch(4) }, f: (t) => ({ y: tf.logSoftmax(at(t, 'x')), top: tf.argMax(at(t, 'x'), 1) }) },
  allButTheLast: {
    inputs: { x: batch(4) },
    f: (t) => ({ y: tf.slice(at(t, 'x'), [0, 1], [(at(t, 'x').shape[0] ?? 1) - 1, 2]) }),
  },
  pairs: {
    inputs: { x: batch(4) },
    f: (t) => {
      const x = at(t, 'x')
      const squares = tf.sum(tf.square(x), 1, true)
      return { distances: tf.sub(tf.add(squares, tf.transpose(squares)), tf.mul(2, tf.matMul(x, x, false, true))) }
    },
  },
  samples: {
    inputs: { x: batch(4), noise: { shape: [5, 'batch', 4] } },
    f: (t) => {
      const z = tf.add(tf.expandDims(at(t, 'x'), 0), at(t, 'noise'))
      const flat = tf.reshape(z, [5 * (at(t, 'x').shape[0] ?? 1), 4])
      return { mean: tf.logSumExp(tf.reshape(tf.sum(tf.tanh(flat), 1), [5, -1]), 0), zeros: tf.zerosLike(z) }
    },
  },
  images: {
    inputs: { x: batch(6, 6, 2), w: fixed(3, 3, 2, 5) },
    f: (t) => {
      const lossOf = (w: tf.Tensor, x: tf.Tensor) => {
        const hidden = tf.relu(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same'))
        return tf.mean(tf.square(tf.maxPool(hidden, 2, 1, 'valid')))
      }
      const [filter = tf.scalar(0), image = tf.scalar(0)] = tf.grads(lossOf)([at(t, 'w'), at(t, 'x')])
      return { filter, image }
    },
  },
}

describe.each(Object.entries(programs))('%s', (_, { inputs, f }) => {
  const model = () => serialize(right(traceSymbolic(f, inputs)))

  test.each([2, 3, 8])('runs at a size of %i', async (size) => {
    const shapes = Object.entries(inputs).map(
      ([name, { shape }]) => [name, shape.map((axis) => (typeof axis === 'number' ? axis : size))] as const,
    )
    const feeds = shapes.map(([name, shape], index) => [name, shape, numbers(sizeOf(shape), {}, index)] as const)
    const specs = Object.fromEntries(shapes.map(([name, shape]) => [name, { shape }]))
    const wanted = interpret(right(trace(f, specs)), Object.fromEntries(feeds.map(([name, , data]) => [name, data])))
    const got = await runModel(
      model(),
      Object.fromEntries(feeds.map(([name, shape, data]) => [name, float32(data, shape)])),
    )
    for (const [name, values] of Object.entries(wanted))
      expect(distance(values, Array.from(got[name]?.data ?? [], Number))).toBeLessThan(1e-5)
  })
})

describe('traceSymbolic', () => {
  test('names the sizes of inputs and outputs', () => {
    const graph = right(
      traceSymbolic(({ x }) => ({ twice: tf.concat([x, x], 0), all: tf.reshape(x, [-1]) }), { x: batch(3) }),
    )
    expect(graph.inputs[0]?.sizes).toEqual(['batch', 3])
    expect(graph.outputs.map(({ sizes }) => sizes)).toEqual([['2*batch', 3], ['3*batch']])
  })

  test('refuses a program whose form depends on the size', () => {
    const run = ({ x }: Readonly<Record<'x', tf.Tensor>>) => {
      let y = x
      for (let index = 0; index < (x.shape[0] ?? 0); index++) y = tf.exp(y)
      return { y }
    }
    const result = traceSymbolic(run, { x: batch(3) })
    expect(Either.isLeft(result) && result.left).toMatchObject({ _tag: 'NotGeneral' })
  })

  test('refuses two names', () => {
    const result = traceSymbolic(({ x }) => ({ x }), { x: { shape: ['batch', 'width'] } })
    expect(Either.isLeft(result) && result.left.message).toBe(
      'trace: inputs take one name of a size but are given batch and width',
    )
  })
})
