/** Graphs for ONNX Runtime on the processor, whose kernels go number by number where they need not. */

import type { Builder } from '../graph/builder.js'
import { reshape } from '../graph/layout.js'
import { type Graph, inOrder, type OperationValue, type Value } from '../graph/value.js'
import { elementwiseOperations } from '../interpreter/elementwise.js'
import { type Replacement, rewritten } from './rewritten.js'

const isShort = ({ shape }: Value): boolean => shape.length < 2

/** Images of one channel beside one number, or beside a number for the channel. */
const isSlow = (value: Value): value is OperationValue =>
  value.kind === 'operation' &&
  elementwiseOperations.has(value.operation) &&
  value.inputs.length > 1 &&
  value.shape.length > 1 &&
  value.shape.at(-1) === 1 &&
  value.inputs.some(isShort)

const withTwoAxes = (builder: Builder, value: Value): Value =>
  isShort(value) ? reshape(builder, value, [1, 1]) : value

/**
 * One number is given two axes beside a value whose last axis has one place: the kernel takes the last axes that both
 * have as one loop, but a lone axis of one place, or none, as a loop of one step for each number of the other (ONNX
 * Runtime 1.30: 25 times as long).
 */
const inOneLoop: Replacement = (builder, operation) =>
  isSlow(operation)
    ? [
        builder.operation(
          operation.operation,
          operation.inputs.map((input) => withTwoAxes(builder, input)),
          operation.shape,
          operation.type,
          operation.attributes,
        ),
      ]
    : undefined

const replacements = Object.fromEntries([...elementwiseOperations].map((name) => [name, inOneLoop]))

/** A graph that ONNX Runtime's kernels of the processor compute in long loops. */
export const forProcessor = (graph: Graph): Graph =>
  inOrder(graph.outputs.map(({ value }) => value)).some(isSlow) ? rewritten(graph, replacements) : graph
