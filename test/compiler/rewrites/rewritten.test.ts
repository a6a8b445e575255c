import { describe, expect, test } from 'vitest'
import { makeBuilder } from '../../../src/compiler/graph/builder.js'
import { unary } from '../../../src/compiler/graph/elementwise.js'
import { type Graph, inOrder, type OperationValue, type Value } from '../../../src/compiler/graph/value.js'
import { interpret } from '../../../src/compiler/index.js'
import { type Replacements, rewritten } from '../../../src/compiler/rewrites/rewritten.js'

const builder = makeBuilder([])
const x = builder.input('x', [3], 'float32')
const idle = builder.input('idle', [2], 'float32')

const graphOf = (...values: readonly Value[]): Graph => ({
  inputs: [x, idle].map((value) => ({ name: value.name, value })),
  outputs: values.map((value, at) => ({ name: `y${at}`, value })),
  kernels: new Map(),
})

const operationsOf = ({ outputs }: Graph): readonly string[] =>
  inOrder(outputs.map(({ value }) => value)).flatMap((value) => (value.kind === 'operation' ? [value.operation] : []))

const numbersOf = (graph: Graph): readonly (readonly number[])[] =>
  Object.values(interpret(graph, { x: [1, -2, 4], idle: [0, 0] })).map((numbers) => Array.from(numbers))

const squareOfAbs: Replacements = {
  Abs: (anew, { inputs: [of] }) =>
    of === undefined ? undefined : [unary(anew, 'Sqrt', anew.operation('Mul', [of, of], of.shape))],
}

describe('rewritten', () => {
  test('puts another in the place of an operation, wherever it is read', () => {
    const abs = unary(builder, 'Abs', x)
    const graph = graphOf(abs, unary(builder, 'Exp', abs), x)
    const anew = rewritten(graph, squareOfAbs)
    expect(operationsOf(anew)).toEqual(['Mul', 'Sqrt', 'Exp'])
    expect(numbersOf(anew)).toEqual(numbersOf(graph))
    expect(anew.inputs.map(({ name, value }) => [name, value.name])).toEqual([
      ['x', 'x'],
      ['idle', 'idle'],
    ])
  })

  test('leaves a graph in which nothing is replaced as it is', () => {
    const graph = graphOf(builder.operation('Add', [unary(builder, 'Exp', x), builder.splat(2)], [3]))
    expect(operationsOf(rewritten(graph, squareOfAbs))).toEqual(operationsOf(graph))
    expect(numbersOf(rewritten(graph, {}))).toEqual(numbersOf(graph))
  })

  test('tells whether a second result is read, and takes another for it', () => {
    // safe: a builder without rules gives the operation that it is asked for
    const top = builder.operation('TopK', [x, builder.integers([2])], [2], 'float32', { axis: -1 }) as OperationValue
    const graph = graphOf(top, builder.second(top, [2], 'int64'))
    const isRead: boolean[] = []
    const seen: Replacements = {
      TopK: (anew, { operation, inputs, shape, type, attributes }, isSecondRead) => {
        isRead.push(isSecondRead)
        return [anew.operation(operation, inputs, shape, type, attributes), anew.constant([5, 6], [2], 'int32')]
      },
    }
    expect(numbersOf(rewritten(graph, {}))).toEqual([
      [4, 1],
      [2, 0],
    ])
    expect(numbersOf(rewritten(graph, seen))).toEqual([
      [4, 1],
      [5, 6],
    ])
    rewritten(graphOf(top), seen)
    expect(isRead).toEqual([true, false])
  })
})
