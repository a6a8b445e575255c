/** Every case: traced and interpreted against finite differences, and compiled against eager TensorFlow.js. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { registerGradients } from '../../src/tensors/gradients/register.js'
import { nativeKernels } from '../support/nativeKernels.js'
import { cases } from './cases.js'
import { compiled, differences, distance, eager, inputsOf, interpretCase, traceGradients } from './run.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
  registerGradients()
})

describe.each(Object.entries(cases))('%s', (_, given) => {
  const inputs = inputsOf(given)

  test('has the gradients of its value', { skip: given.notSmooth !== undefined }, () => {
    const graph = traceGradients(given)
    const [, ...gradients] = interpretCase(graph, inputs)
    differences(graph, inputs).forEach(({ places, slopes }, index) => {
      const got = places.map((place) => gradients[index]?.[place] ?? Number.NaN)
      expect(distance(slopes, got)).toBeLessThan(1e-5)
    })
  })

  test('means the same without simplification', () => {
    const [plain, simple] = [traceGradients(given, []), traceGradients(given)]
    const wanted = interpretCase(plain, inputs)
    interpretCase(simple, inputs).forEach((got, index) => {
      expect(distance(wanted[index] ?? [], got)).toBeLessThan(1e-6)
    })
  })

  test('compiles to what TensorFlow.js computes', async () => {
    const graph = traceGradients(given)
    const wanted = given.eagerIsWrong === undefined ? eager(given, inputs) : interpretCase(graph, inputs)
    const got = await compiled(given, graph, inputs)
    got.forEach((numbers, index) => {
      expect(distance(wanted[index] ?? [], numbers)).toBeLessThan(1e-5)
    })
  })

  test('records only what native TensorFlow has', () => {
    expect([...traceGradients(given).kernels.keys()].filter((name) => !nativeKernels.has(name))).toEqual([])
  })
})
