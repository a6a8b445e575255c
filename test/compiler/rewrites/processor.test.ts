import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { inOrder } from '../../../src/compiler/graph/value.js'
import { forProcessor, type Graph } from '../../../src/compiler/index.js'
import { cases } from '../cases.js'
import { compiled, inputsOf, interpretCase, traceGradients } from '../run.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

/** The operations that are computed number by number: of images of one channel beside one number. */
const slowIn = ({ outputs }: Graph): readonly string[] =>
  inOrder(outputs.map(({ value }) => value)).flatMap((value) =>
    value.kind === 'operation' &&
    ['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Greater', 'Equal', 'Where'].includes(value.operation) &&
    value.shape.length > 1 &&
    value.shape.at(-1) === 1 &&
    value.inputs.some(({ shape }) => shape.length < 2)
      ? [value.operation]
      : [],
  )

const GIVEN = Object.entries(cases).map(([name, given]) => ({ name, given, graph: traceGradients(given) }))
const SLOW = GIVEN.filter(({ graph }) => slowIn(graph).length > 0)

describe('forProcessor', () => {
  test('leaves nothing that is computed number by number', () => {
    expect(SLOW.length).toBeGreaterThan(0)
    expect(SLOW.flatMap(({ graph }) => slowIn(forProcessor(graph)))).toEqual([])
  })

  test('leaves every other graph as it is', () => {
    for (const { graph } of GIVEN.filter((each) => !SLOW.includes(each))) expect(forProcessor(graph)).toBe(graph)
  })

  test.each(SLOW)('$name: has the same numbers, and the same bits of a float32', async ({ given, graph }) => {
    const [inputs, anew] = [inputsOf(given), forProcessor(graph)]
    expect(interpretCase(anew, inputs)).toEqual(interpretCase(graph, inputs))
    expect(await compiled(given, anew, inputs)).toEqual(await compiled(given, graph, inputs))
  })
})
