import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { evaluate, interpret, interpreted, interpreter } from '../../../src/compiler/interpreter/interpret.js'
import { quick } from '../../../src/compiler/interpreter/quick.js'
import { trace } from '../../../src/compiler/trace.js'
import { cases } from '../cases.js'
import { type Case, inputsOf, right } from '../run.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

test('no operation is missing', () => expect(Object.keys(quick).toSorted()).toEqual(interpreted.toSorted()))

const traced = ({ shapes, f }: Case) =>
  right(
    trace(
      (inputs) => ({ y: f(...Object.values(inputs)) }),
      Object.fromEntries(shapes.map((shape, at) => [`x${at}`, { shape }])),
    ),
  )

describe('every case gives what it gives in float64', () => {
  test.each(Object.entries(cases))('%s', (_, given) => {
    const graph = traced(given)
    const feeds = Object.fromEntries(inputsOf(given).map((values, at) => [`x${at}`, values]))
    const [wanted, got] = [interpret(graph, feeds), interpreter(graph, { by: quick })(feeds)]
    for (const [name, values] of Object.entries(wanted)) {
      const scale = Math.max(1, ...Array.from(values, Math.abs))
      for (const [at, value] of Array.from(values).entries())
        expect(Math.abs(value - (got[name]?.[at] as number)) / scale).toBeLessThan(1e-5)
    }
  })
})

test('a product is done in float32, and by hand', () => {
  const [left, right] = [
    { shape: [2, 2], values: [1, 2, 0, 4] },
    { shape: [2, 1], values: [10, 0.1] },
  ]
  const bias = { shape: [1], values: [1] }
  expect(evaluate('Gemm', [left, right, bias], {}, [2, 1], quick)).toEqual([Float32Array.of(11.2, 1.4)])
})

test('what follows from inputs that are held is computed once', () => {
  const graph = right(
    trace(({ x, w }) => ({ y: tf.mul(x as tf.Tensor, tf.exp(w as tf.Tensor)) }), {
      x: { shape: [1] },
      w: { shape: [1] },
    }),
  )
  let runs = 0
  const counting = {
    ...quick,
    Exp: (...given: Parameters<NonNullable<(typeof quick)['Exp']>>) => {
      runs++
      return quick.Exp?.(...given) ?? []
    },
  }
  const run = interpreter(graph, { by: counting, held: { w: [0] } })
  expect([run({ x: [2] }).y?.[0], run({ x: [3] }).y?.[0], runs]).toEqual([2, 3, 1])
})
