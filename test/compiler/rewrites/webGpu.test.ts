import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { inOrder } from '../../../src/compiler/graph/value.js'
import { forWebGpu, type Graph } from '../../../src/compiler/index.js'
import { cases } from '../cases.js'
import { compiled, distance, inputsOf, interpretCase, traceGradients } from '../run.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

/** What ONNX Runtime's WebGPU has no kernel for, or has one that does not do all of it. */
const missingIn = ({ outputs }: Graph): readonly string[] =>
  inOrder(outputs.map(({ value }) => value)).flatMap((value) => {
    if (value.kind === 'second') return value.of.operation === 'MaxPool' ? ['MaxPool with indices'] : []
    if (value.kind !== 'operation') return []
    const { operation, type } = value
    return operation === 'IsNaN' || (operation === 'Abs' && type !== 'float32') ? [operation] : []
  })

const GIVEN = Object.entries(cases).map(([name, given]) => ({ name, given, graph: traceGradients(given) }))

describe('forWebGpu', () => {
  test('leaves nothing that there is no kernel for', () => {
    expect(GIVEN.flatMap(({ graph }) => missingIn(graph))).not.toEqual([])
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
