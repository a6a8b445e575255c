/** The interpreter against numbers known otherwise, and its defects' words. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { type Graph, inOrder } from '../../../src/compiler/graph/value.js'
import { evaluate, interpret, interpreted } from '../../../src/compiler/interpreter/interpret.js'
import { trace } from '../../../src/compiler/trace.js'
import { cases } from '../cases.js'
import { right, traceGradients } from '../run.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

test('a convolution done by hand', () => {
  const image = { shape: [1, 1, 3, 3], values: [1, 2, 3, 4, 5, 6, 7, 8, 9] }
  const filter = { shape: [1, 1, 2, 2], values: [1, 0, 0, -1] }
  expect(evaluate('Conv', [image, filter], {}, [1, 1, 2, 2])).toEqual([Float64Array.of(-4, -4, -4, -4)])
})

const operationsOf = ({ outputs }: Graph): readonly string[] =>
  inOrder(outputs.map(({ value }) => value)).flatMap((value) => (value.kind === 'operation' ? [value.operation] : []))

/** What the rules and the graphs of any size record beside the kernels. */
const OF_NO_CASE = ['Shape']

test('it knows every operation that is recorded, and no other', () => {
  const graphs = Object.values(cases).flatMap((given) => [traceGradients(given, []), traceGradients(given)])
  const recorded = [...new Set([...graphs.flatMap(operationsOf), ...OF_NO_CASE])]
  expect(recorded.toSorted()).toEqual(interpreted.toSorted())
})

test('it computes in float64', () => {
  const graph = right(trace(({ x }) => ({ y: tf.add(x, 1) }), { x: { shape: [1] } }))
  expect(interpret(graph, { x: [1e-12] }).y?.[0]).toBe(1 + 1e-12)
})

test('wrong feeds and unknown operations are named', () => {
  const graph = right(trace(({ x }) => ({ y: tf.exp(x) }), { x: { shape: [2] } }))
  expect(() => interpret(graph, { x: [1] })).toThrow('interpret: takes 2 numbers for x but is given 1')
  expect(() => interpret(graph, {})).toThrow('interpret: takes 2 numbers for x but is given none')
  expect(() => evaluate('Sorcery', [], {}, [])).toThrow('interpret: takes a known operation but is given Sorcery')
})
