/** ONNX's reductions, scans and searches along an axis, in float64. */

import { axisSize, type Shape, sizeOf } from '../graph/value.js'
import {
  type Evaluate,
  type Evaluations,
  flatOf,
  input,
  listOf,
  type Numbers,
  numberAttribute,
  reader,
  stridesOf,
  tabulate,
} from './numbers.js'

/** The elements of a source that meet in each element of the result, in order. */
const groups = (source: Numbers, axes: readonly number[]): number[][] => {
  const kept = source.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
  const strides = stridesOf(kept).map((stride, axis) => (axes.includes(axis) ? 0 : stride))
  const gathered: number[][] = Array.from({ length: sizeOf(kept) }, () => [])
  tabulate(source.shape, (position, flat) => gathered[flatOf(position, strides)]?.push(source.values[flat] ?? 0) ?? 0)
  return gathered
}

const reduceBy =
  (combine: (group: readonly number[]) => number): Evaluate =>
  (inputs) => [groups(input(inputs, 0), listOf(input(inputs, 1))).map(combine)]

const sum = (group: readonly number[]): number => group.reduce((total, x) => total + x, 0)

const placeOfLargest: Evaluate = (inputs, attributes) => [
  groups(input(inputs, 0), [numberAttribute(attributes, 'axis')]).map((group) =>
    group.reduce((best, x, index) => (x > (group[best] ?? x) ? index : best), 0),
  ),
]

/** Replaces every line along an axis by a function of it. */
const alongAxis = (source: Numbers, axis: number, shape: Shape, apply: (line: readonly number[]) => number[]) => {
  const at = axis < 0 ? axis + source.shape.length : axis
  const lines = groups(source, [at]).map(apply)
  const kept = stridesOf(source.shape.with(at, 1)).map((stride, index) => (index === at ? 0 : stride))
  return tabulate(shape, (position) => lines[flatOf(position, kept)]?.[position[at] ?? 0] ?? Number.NaN)
}

const runningSums = (line: readonly number[], exclusive: boolean): number[] => {
  let total = 0
  return line.map((x) => {
    const before = total
    total += x
    return exclusive ? before : total
  })
}

const cumulativeSum: Evaluate = (inputs, attributes, shape) => {
  const exclusive = numberAttribute(attributes, 'exclusive', 0) === 1
  const backwards = numberAttribute(attributes, 'reverse', 0) === 1
  return [
    alongAxis(input(inputs, 0), input(inputs, 1).values[0] ?? 0, shape, (line) =>
      backwards ? runningSums(line.toReversed(), exclusive).reverse() : runningSums(line, exclusive),
    ),
  ]
}

/** The largest elements of the last axis, largest first, and where they were. */
const topK: Evaluate = (inputs, _, shape) => {
  const source = input(inputs, 0)
  const order = groups(source, [source.shape.length - 1]).map((line) =>
    [...line.keys()].sort((left, right) => (line[right] ?? 0) - (line[left] ?? 0)),
  )
  const kept = axisSize(shape, -1)
  const indices = Float64Array.from(order.flatMap((line) => line.slice(0, kept)))
  const read = reader(source)
  const at = reader({ shape, values: indices })
  return [tabulate(shape, (position) => read([...position.slice(0, -1), at(position)])), indices]
}

export const reductions: Evaluations = {
  ArgMax: placeOfLargest,
  CumSum: cumulativeSum,
  ReduceMax: reduceBy((group) => Math.max(...group)),
  ReduceMean: reduceBy((group) => sum(group) / group.length),
  ReduceMin: reduceBy((group) => Math.min(...group)),
  ReduceSum: reduceBy(sum),
  TopK: topK,
}
