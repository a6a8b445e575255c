/** What `trace` gives, what it leaves behind, and what it refuses in which words. */
import * as tf from '@tensorflow/tfjs-core'
import * as Either from 'fp-ts/lib/Either.js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { interpret, type TracedFunction, trace } from '../../src/compiler/index.js'
import { right } from './run.js'

const vector = { x: { shape: [3] } } as const

const refused = (run: TracedFunction<'x'>) => {
  const result = trace(run, vector)
  if (Either.isRight(result)) throw new Error('traced')
  return result.left
}

let tensorsBefore = 0

beforeEach(async () => {
  await tf.setBackend('cpu')
  tensorsBefore = tf.memory().numTensors
})

afterEach(() => {
  expect(tf.getBackend()).toBe('cpu')
  // The backend works, and holds what it held before.
  expect(tf.tidy(() => tf.add(1, 2).dataSync()[0])).toBe(3)
  expect(tf.memory().numTensors).toBe(tensorsBefore)
})

describe('trace', () => {
  test('gives named inputs and outputs', () => {
    const graph = right(
      trace(({ a, b }) => ({ sum: tf.add(a, b), first: a }), { a: { shape: [2] }, b: { shape: [2], type: 'int32' } }),
    )
    expect(graph.inputs.map(({ name, value }) => [name, value.type, value.shape])).toEqual([
      ['a', 'float32', [2]],
      ['b', 'int32', [2]],
    ])
    expect(interpret(graph, { a: [1, 2], b: [3, 4] })).toEqual({ sum: Float64Array.of(4, 6), first: [1, 2] })
  })

  test('keeps constants made inside', () => {
    const graph = right(trace(({ x }) => ({ y: tf.mul(x, tf.tensor1d([1, 2, 3])) }), vector))
    expect(interpret(graph, { x: [1, 1, 1] }).y).toEqual(Float64Array.of(1, 2, 3))
  })

  test('makes equal values once', () => {
    const graph = right(trace(({ x }) => ({ y: tf.add(tf.exp(x), 1), z: tf.add(tf.exp(x), 1) }), vector))
    expect(graph.outputs[0]?.value).toBe(graph.outputs[1]?.value)
  })

  test('can be nested', () => {
    const inner = () => right(trace(({ x }) => ({ y: tf.exp(x) }), vector))
    const graph = right(
      trace(({ x }) => {
        inner()
        return { y: tf.sin(x) }
      }, vector),
    )
    expect([...graph.kernels.keys()]).toEqual(['Sin'])
  })

  test('restores the backend when the function throws, and lets the error through', () => {
    const fail = () => {
      throw new Error('of its own')
    }
    expect(() => trace(fail, vector)).toThrow('of its own')
    expect(() => trace(({ x }) => ({ y: tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D) }), vector)).toThrow(
      'matMul: takes matrices whose inner sizes are the same but is given [3] and [3]',
    )
  })

  test.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['must match the product of shape', (x) => tf.reshape(x, [2])],
    ['slice', (x) => tf.slice(x, [2], [2])],
    ['concat', (x) => tf.concat([tf.reshape(x, [1, 3]), tf.reshape(x, [3, 1])], 0)],
    ['stack', (x) => tf.stack([x, tf.slice(x, [0], [2])])],
    ['shapes', (x) => tf.add(x, tf.slice(x, [0], [2]))],
  ])('throws on shapes that do not agree, as TensorFlow.js does: %s', (name, wrong) => {
    expect(() => trace(({ x }) => ({ y: wrong(x) }), vector)).toThrow(new RegExp(name, 'i'))
  })
})

describe('a refusal', () => {
  test('of a closed-over tensor names the operation and the function, and leaves the tensor usable', () => {
    const weights = tf.tensor1d([1, 2, 3])
    const lossOf: TracedFunction<'x'> = ({ x }) => ({ y: tf.mul(x, weights) })
    const { reason, operation, caller, message } = refused(lossOf)
    expect([reason, operation]).toEqual(['closed-over tensor', 'mul'])
    expect(caller).toMatch(/^lossOf at trace\.test\.ts:\d+$/)
    expect(message).toMatch(
      /^trace: mul takes its tensors as inputs of the trace but is given a closed-over tensor \[3\] of float32, which would be frozen into the program \(called by lossOf at trace\.test\.ts:\d+\)$/,
    )
    expect([...weights.dataSync()]).toEqual([1, 2, 3])
    expect([...tf.tidy(() => tf.add(weights, 1).dataSync())]).toEqual([2, 3, 4])
    weights.dispose()
  })

  test('of a closed-over tensor as a result', () => {
    const weights = tf.tensor1d([1, 2, 3])
    expect(refused(() => ({ y: weights }))).toMatchObject({ reason: 'closed-over tensor', operation: 'output y' })
    weights.dispose()
  })

  test('of a variable names it', () => {
    const variable = tf.variable(tf.tensor1d([1, 2, 3]), true, 'kernel')
    const { reason, message } = refused(({ x }) => ({
      y: tf.matMul(tf.reshape(x, [1, 3]), tf.reshape(variable, [3, 1])),
    }))
    expect(reason).toBe('variable')
    expect(message).toContain('reshape takes its tensors as inputs of the trace but is given the tf.Variable kernel')
    expect([...variable.dataSync()]).toEqual([1, 2, 3])
    tf.dispose([variable])
    tensorsBefore = tf.memory().numTensors
  })

  test.each<[string, TracedFunction<'x'>]>([
    ['dropout', ({ x }) => ({ y: tf.dropout(x, 0.5) })],
    ['randomNormal', ({ x }) => ({ y: tf.add(x, tf.randomNormal([3])) })],
    ['randomUniform', ({ x }) => ({ y: tf.add(x, tf.randomUniform([3])) })],
    ['randomStandardNormal', ({ x }) => ({ y: tf.add(x, tf.randomStandardNormal([3])) })],
    ['randomGamma', ({ x }) => ({ y: tf.add(x, tf.randomGamma([3], 1)) })],
    ['truncatedNormal', ({ x }) => ({ y: tf.add(x, tf.truncatedNormal([3])) })],
    [
      'rand',
      ({ x }) => ({
        y: tf.add(
          x,
          tf.rand([3], () => 0.5),
        ),
      }),
    ],
    ['multinomial', ({ x }) => ({ y: tf.multinomial(x as tf.Tensor1D, 2) })],
  ])('of host randomness: %s', (name, run) => {
    const { reason, operation, message } = refused(run)
    expect([reason, operation]).toEqual(['host randomness', name])
    expect(message).toContain(`trace: ${name} takes its noise as an input of the trace but is given`)
  })

  test.each<[string, (x: tf.Tensor) => unknown]>([
    ['dataSync', (x) => x.dataSync()],
    ['arraySync', (x) => x.arraySync()],
    ['bufferSync', (x) => x.bufferSync()],
    ['print', (x) => x.print()],
    ['data', (x) => x.data()],
    ['array', (x) => x.array()],
  ])('of reading: %s', (name, read) => {
    const readIt: TracedFunction<'x'> = ({ x }) => {
      read(tf.exp(x))
      return { y: x }
    }
    const { reason, operation, message } = refused(readIt)
    expect([reason, operation]).toEqual(['reading', name])
    expect(message).toContain(
      `trace: ${name} takes a tensor with numbers in it but is given the result of Exp, which has none`,
    )
  })

  test('of an operation without a mapping', () => {
    const { reason, message } = refused(({ x }) => ({ y: tf.unique(x).values }))
    expect(reason).toBe('no mapping')
    expect(message).toContain('trace: unique takes an ONNX mapping of its kernel Unique but is given none')
  })

  test('of a promise', () => {
    // A caller without types may pass an asynchronous function.
    const later = (async ({ x }: { x: tf.Tensor }) => ({ y: x })) as unknown as TracedFunction<'x'>
    expect(refused(later)).toMatchObject({ reason: 'asynchronous' })
  })

  test('of a tensor of another trace, and of one that is over', () => {
    let leaked: tf.Tensor | undefined
    right(
      trace(({ x }) => {
        leaked = tf.keep(tf.exp(x))
        return { y: x }
      }, vector),
    )
    const { reason, message } = refused(({ x }) => ({ y: tf.add(x, leaked ?? 0) }))
    expect(reason).toBe('other trace')
    expect(message).toContain('add takes tensors of this trace but is given the result of Exp of another trace')
    expect(() => leaked?.dataSync()).toThrow('takes a tensor with numbers in it')
    leaked?.dispose()
  })

  test('begins with the label, when there is one', () => {
    const result = trace(({ x }) => ({ y: tf.dropout(x, 0.5) }), vector, { label: 'elbo' })
    expect(Either.isLeft(result) && result.left.message).toMatch(/^trace \(elbo\): dropout takes/)
  })
})
