/** Tracing beside the WebAssembly backend, and the repaired gradients on it. */
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trace } from '../../src/compiler/index.js'
import { registerGradients } from '../../src/tensors/gradients/register.js'
import { cases } from './cases.js'
import { distance, eager, inputsOf, interpretCase, right, traceGradients } from './run.js'

beforeAll(async () => {
  await tf.setBackend('wasm')
  registerGradients()
})

afterAll(async () => {
  await tf.setBackend('cpu')
})

test('the backend is restored and its tensors stay usable', () => {
  const weights = tf.tensor1d([1, 2, 3])
  const result = trace(({ x }) => ({ y: tf.mul(x, weights) }), { x: { shape: [3] } })
  expect(result).toMatchObject({ left: { reason: 'closed-over tensor' } })
  right(trace(({ x }) => ({ y: tf.exp(x) }), { x: { shape: [3] } }))
  expect(tf.getBackend()).toBe('wasm')
  expect([...tf.tidy(() => tf.add(weights, 1).dataSync())]).toEqual([2, 3, 4])
  weights.dispose()
})

const repaired = [
  'batchMatMulBroadcast',
  'cumsumMiddle',
  'gather',
  'gatherAxis',
  'greater',
  'maximumBroadcast',
  'topk',
  'unstackOne',
]

test.each(repaired)('the gradient of %s is repaired', (name) => {
  const given = cases[name]
  if (given === undefined) throw new Error(`no case ${name}`)
  const inputs = inputsOf(given)
  const wanted = interpretCase(traceGradients(given), inputs)
  eager(given, inputs).forEach((got, index) => {
    expect(distance(wanted[index] ?? [], got)).toBeLessThan(1e-5)
  })
})
