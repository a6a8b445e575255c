import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { inOrder } from '../../../src/compiler/graph/value.js'
import { forWebGpu, type Graph } from '../../../src/compiler/index.js'
import { cases } from '../cases.js'
import { compiled, distance, inputsOf, interpretCase, traceGradients } from '../run.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

/** What ONNX Runtime's WebGPU has no kernel for, or one that does not do all of it, or that is wrong. */
const missingIn = ({ outputs }: Graph): readonly string[] =>
  inOrder(outputs.map(({ value }) => value)).flatMap((value) => {
    if (value.kind === 'second') return value.of.operation === 'MaxPool' ? ['MaxPool with indices'] : []
    if (value.kind !== 'operation') return []
    const { operation, type, inputs, attributes } = value
    const isMissing =
      operation === 'IsNaN' ||
      (operation === 'Abs' && type !== 'float32') ||
      (operation === 'Cast' && inputs[0]?.type === 'int64') ||
      (operation === 'ConvTranspose' && (attributes.group ?? 1) !== 1)
    return isMissing ? [operation] : []
  })

const GIVEN = Object.entries(cases).map(([name, given]) => ({ name, given, graph: traceGradients(given) }))

describe('forWebGpu', () => {
  test('leaves nothing that there is no kernel for', () => {
    const before = new Set(GIVEN.flatMap(({ graph }) => missingIn(graph)))
    expect([...before].toSorted()).toEqual(['Cast', 'ConvTranspose', 'IsNaN', 'MaxPool with indices'])
    expect(GIVEN.flatMap(({ graph }) => missingIn(forWebGpu(graph)))).toEqual([])
  })

  test.each(GIVEN.filter(({ graph }) => missingIn(graph).length > 0))(
    '$name: means the same in float64 and in float32, gradients included',
    async ({ given, graph }) => {
      const inputs = inputsOf(given)
      const wanted = interpretCase(graph, inputs)
      const anew = forWebGpu(graph)
      for (const got of [interpretCase(anew, inputs), await compiled(given, anew, inputs)])
        got.forEach((numbers, at) => {
          expect(distance(wanted[at] ?? [], numbers)).toBeLessThan(1e-5)
        })
    },
  )
})
