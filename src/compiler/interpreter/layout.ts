/** ONNX's operations that move elements, in float64. */

import { axisSize } from '../graph/value.js'
import {
  type Evaluate,
  type Evaluations,
  flatOf,
  input,
  listAttribute,
  listOf,
  numberAttribute,
  reader,
  stretchedReader,
  stridesOf,
  tabulate,
  textAttribute,
} from './numbers.js'

const reshape: Evaluate = (inputs) => [input(inputs, 0).values]

const transpose: Evaluate = (inputs, attributes, shape) => {
  const strides = stridesOf(input(inputs, 0).shape)
  const moved = listAttribute(attributes, 'perm').map((axis) => strides[axis] ?? 0)
  return [tabulate(shape, (position) => input(inputs, 0).values[flatOf(position, moved)] ?? Number.NaN)]
}

const expand: Evaluate = (inputs, _, shape) => [tabulate(shape, stretchedReader(input(inputs, 0), shape))]

const slice: Evaluate = (inputs, _, shape) => {
  const source = input(inputs, 0)
  const begin = source.shape.map(() => 0)
  const step = source.shape.map(() => 1)
  listOf(input(inputs, 3)).forEach((axis, index) => {
    const start = input(inputs, 1).values[index] ?? 0
    begin[axis] = start < 0 ? start + axisSize(source.shape, axis) : start
    step[axis] = input(inputs, 4).values[index] ?? 1
  })
  const read = reader(source)
  return [
    tabulate(shape, (position) => read(position.map((index, axis) => (begin[axis] ?? 0) + index * (step[axis] ?? 1)))),
  ]
}

const pad: Evaluate = (inputs, _, shape) => {
  const source = input(inputs, 0)
  const before = listOf(input(inputs, 1))
  const fill = inputs[2]?.values[0] ?? 0
  const read = reader(source)
  return [
    tabulate(shape, (position) => {
      const from = position.map((index, axis) => index - (before[axis] ?? 0))
      const inside = from.every((index, axis) => index >= 0 && index < axisSize(source.shape, axis))
      return inside ? read(from) : fill
    }),
  ]
}

const concat: Evaluate = (inputs, attributes, shape) => {
  const axis = numberAttribute(attributes, 'axis')
  const readers = inputs.map(reader)
  return [
    tabulate(shape, (position) => {
      let within = position[axis] ?? 0
      let which = 0
      while (within >= axisSize(input(inputs, which).shape, axis)) {
        within -= axisSize(input(inputs, which).shape, axis)
        which++
      }
      return readers[which]?.(position.with(axis, within)) ?? Number.NaN
    }),
  ]
}

const tile: Evaluate = (inputs, _, shape) => {
  const source = input(inputs, 0)
  const read = reader(source)
  return [tabulate(shape, (position) => read(position.map((index, axis) => index % axisSize(source.shape, axis))))]
}

const gather: Evaluate = (inputs, attributes, shape) => {
  const [source, indices] = [input(inputs, 0), input(inputs, 1)]
  const axis = numberAttribute(attributes, 'axis', 0)
  const [read, pick] = [reader(source), reader(indices)]
  const after = axis + indices.shape.length
  return [
    tabulate(shape, (position) =>
      read([...position.slice(0, axis), pick(position.slice(axis, after)), ...position.slice(after)]),
    ),
  ]
}

const scatterND: Evaluate = (inputs, attributes) => {
  const [base, indices, updates] = [input(inputs, 0), input(inputs, 1), input(inputs, 2)]
  const result = Float64Array.from(base.values)
  const adds = textAttribute(attributes, 'reduction', 'none') === 'add'
  const depth = axisSize(indices.shape, -1)
  const strides = stridesOf(base.shape)
  const count = depth === 0 ? 1 : indices.values.length / depth
  const block = updates.values.length / Math.max(count, 1)
  for (let row = 0; row < count; row++) {
    const position = Array.from({ length: depth }, (_, index) => indices.values[row * depth + index] ?? 0)
    const start = flatOf(position, strides)
    for (let index = 0; index < block; index++) {
      const update = updates.values[row * block + index] ?? 0
      result[start + index] = adds ? (result[start + index] ?? 0) + update : update
    }
  }
  return [result]
}

/** Along axis 0 of lists, adding: the only form the kernels make. */
const scatterElements: Evaluate = (inputs) => {
  const result = Float64Array.from(input(inputs, 0).values)
  listOf(input(inputs, 1)).forEach((target, index) => {
    result[target] = (result[target] ?? 0) + (input(inputs, 2).values[index] ?? 0)
  })
  return [result]
}

export const layout: Evaluations = {
  Concat: concat,
  Expand: expand,
  Gather: gather,
  Pad: pad,
  Reshape: reshape,
  ScatterElements: scatterElements,
  ScatterND: scatterND,
  Shape: (inputs, attributes) => [
    input(inputs, 0).shape.slice(numberAttribute(attributes, 'start', 0), numberAttribute(attributes, 'end')),
  ],
  Slice: slice,
  Tile: tile,
  Transpose: transpose,
}
