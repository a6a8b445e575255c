/** The interpreter against numbers known otherwise, and its defects' words. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, test } from 'vitest'
import { inOrder } from '../../../src/compiler/graph/value.js'
import { erf } from '../../../src/compiler/interpreter/elementwise.js'
import { evaluate, interpret, interpreted } from '../../../src/compiler/interpreter/interpret.js'
import { trace } from '../../../src/compiler/trace.js'
import { cases } from '../cases.js'
import { right, traceGradients } from '../run.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

// Abramowitz and Stegun, "Handbook of Mathematical Functions", table 7.1.
test.each([
  [0, 0],
  [0.5, 0.5204998778],
  [1, 0.8427007929],
  [-2, -0.995322265],
  [7, 1],
])('erf(%f) is %f', (x, wanted) => {
  expect(erf(x)).toBeCloseTo(wanted, 9)
})

test('a convolution done by hand', () => {
  const image = { shape: [1, 1, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9] }
  const filter = { shape: [1, 1, 2, 2], values: [1, 0, 0, -1] }
  expect(evaluate('Conv', [image, filter], {}, [1, 1, 2, 2])).toEqual([Float64Array.of(-4, -4, -4, -4)])
})

test('it knows every operation the kernels record', () => {
  const recorded = Object.values(cases).flatMap((given) =>
    inOrder(traceGradients(given, []).outputs.map(({ value }) => value)).flatMap((value) =>
      value.kind === 'operation' ? [value.operation] : [],
    ),
  )
  expect([...new Set(recorded)].filter((operation) => !interpreted.includes(operation))).toEqual([])
})

test('it computes in float64', () => {
  const graph = right(trace(({ x }) => ({ y: tf.expm1(x) }), { x: { shape: [1] } }))
  expect(interpret(graph, { x: [1e-9] }).y?.[0]).toBeCloseTo(Math.expm1(1e-9), 22)
})

test('wrong feeds and unknown operations are named', () => {
  const graph = right(trace(({ x }) => ({ y: tf.exp(x) }), { x: { shape: [2] } }))
  expect(() => interpret(graph, { x: [1] })).toThrow('interpret: takes 2 numbers for x but is given 1')
  expect(() => interpret(graph, {})).toThrow('interpret: takes 2 numbers for x but is given none')
  expect(() => evaluate('Sorcery', [], {}, [])).toThrow('interpret: takes a known operation but is given Sorcery')
})
