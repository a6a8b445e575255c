/** ONNX's matrix products, convolutions and pools, in float64. Images are `[Batch, Channels, Height, Width]`. */

import { type Attributes, axisSize, type Shape, sizeOf } from '../graph/value.js'
import {
  broadcastReader,
  type Evaluate,
  type Evaluations,
  flatOf,
  input,
  listAttribute,
  type Numbers,
  numberAttribute,
  reader,
  stridesOf,
  tabulate,
} from './numbers.js'

const sumOver = (count: number, term: (index: number) => number): number => {
  let total = 0
  for (let index = 0; index < count; index++) total += term(index)
  return total
}

const gemm: Evaluate = (inputs, attributes, shape) => {
  const flipLeft = numberAttribute(attributes, 'transA', 0) === 1
  const flipRight = numberAttribute(attributes, 'transB', 0) === 1
  const alpha = numberAttribute(attributes, 'alpha', 1)
  const [left, right] = [reader(input(inputs, 0)), reader(input(inputs, 1))]
  const inner = axisSize(input(inputs, 0).shape, flipLeft ? 0 : 1)
  const bias = inputs[2] === undefined ? () => 0 : broadcastReader(inputs[2], shape)
  return [
    tabulate(shape, ([row = 0, column = 0]) => {
      const term = (k: number) => left(flipLeft ? [k, row] : [row, k]) * right(flipRight ? [column, k] : [k, column])
      return alpha * sumOver(inner, term) + bias([row, column])
    }),
  ]
}

const matMul: Evaluate = (inputs, attributes, shape) => {
  const [left, right] = [input(inputs, 0), input(inputs, 1)]
  // a vector is a matrix of one row, which the result is then without
  if (left.shape.length === 1) return matMul([{ ...left, shape: [1, ...left.shape] }, right], attributes, [1, ...shape])
  const lead = shape.slice(0, -2)
  const inner = axisSize(left.shape, -1)
  const readLeft = broadcastReader(left, [...lead, axisSize(left.shape, -2), inner])
  const readRight = broadcastReader(right, [...lead, inner, axisSize(right.shape, -1)])
  return [
    tabulate(shape, (position) => {
      const [row = 0, column = 0] = position.slice(-2)
      const stack = position.slice(0, -2)
      return sumOver(inner, (k) => readLeft([...stack, row, k]) * readRight([...stack, k, column]))
    }),
  ]
}

// -----------------------------------------------------------------------------
// windows over images
// -----------------------------------------------------------------------------

interface Window {
  readonly kernel: readonly [height: number, width: number]
  readonly strides: readonly number[]
  readonly dilations: readonly number[]
  readonly pads: readonly number[]
}

const windowOf = (attributes: Attributes, kernel: Shape): Window => ({
  kernel: [axisSize(kernel, -2), axisSize(kernel, -1)],
  strides: listAttribute(attributes, 'strides', [1, 1]),
  dilations: listAttribute(attributes, 'dilations', [1, 1]),
  pads: listAttribute(attributes, 'pads', [0, 0, 0, 0]),
})

/** Visits the taps of a window: the tap's row and column, and the pixel it falls on, in or out of the image. */
const eachTap = (
  { kernel, strides, dilations, pads }: Window,
  row: number,
  column: number,
  visit: (tap: readonly [number, number], pixel: readonly [number, number]) => void,
): void => {
  for (let down = 0; down < kernel[0]; down++)
    for (let right = 0; right < kernel[1]; right++) {
      const y = row * (strides[0] ?? 1) - (pads[0] ?? 0) + down * (dilations[0] ?? 1)
      const x = column * (strides[1] ?? 1) - (pads[1] ?? 0) + right * (dilations[1] ?? 1)
      visit([down, right], [y, x])
    }
}

const inside = ([y, x]: readonly [number, number], shape: Shape): boolean =>
  y >= 0 && x >= 0 && y < axisSize(shape, 2) && x < axisSize(shape, 3)

const convolution: Evaluate = (inputs, attributes, shape) => {
  const [images, filters] = [input(inputs, 0), input(inputs, 1)]
  const window = windowOf(attributes, filters.shape)
  const perGroup = axisSize(filters.shape, 1)
  const outPerGroup = axisSize(filters.shape, 0) / numberAttribute(attributes, 'group', 1)
  const [read, weigh] = [reader(images), reader(filters)]
  return [
    tabulate(shape, ([image = 0, out = 0, row = 0, column = 0]) => {
      let total = 0
      const first = Math.floor(out / outPerGroup) * perGroup
      eachTap(window, row, column, (tap, pixel) => {
        if (inside(pixel, images.shape))
          total += sumOver(perGroup, (c) => read([image, first + c, ...pixel]) * weigh([out, c, ...tap]))
      })
      return total
    }),
  ]
}

const transposedConvolution: Evaluate = (inputs, attributes, shape) => {
  const [images, filters] = [input(inputs, 0), input(inputs, 1)]
  const window = windowOf(attributes, filters.shape)
  const group = numberAttribute(attributes, 'group', 1)
  const inPerGroup = axisSize(images.shape, 1) / group
  const outPerGroup = axisSize(filters.shape, 1)
  const strides = stridesOf(shape)
  const result = new Float64Array(sizeOf(shape))
  const weigh = reader(filters)
  tabulate(images.shape, ([image = 0, channel = 0, row = 0, column = 0], flat) => {
    const first = Math.floor(channel / inPerGroup) * outPerGroup
    eachTap(window, row, column, (tap, pixel) => {
      if (!inside(pixel, shape)) return
      for (let out = 0; out < outPerGroup; out++) {
        const target = flatOf([image, first + out, ...pixel], strides)
        result[target] = (result[target] ?? 0) + (images.values[flat] ?? 0) * weigh([channel, out, ...tap])
      }
    })
    return 0
  })
  return [result]
}

/** The values under a window that lie in the image, each with its flat index in the whole input. */
const seen = (images: Numbers, window: Window, position: readonly number[]): { value: number; flat: number }[] => {
  const [image = 0, channel = 0, row = 0, column = 0] = position
  const strides = stridesOf(images.shape)
  const found: { value: number; flat: number }[] = []
  eachTap(window, row, column, (_, pixel) => {
    const flat = flatOf([image, channel, ...pixel], strides)
    if (inside(pixel, images.shape)) found.push({ value: images.values[flat] ?? Number.NaN, flat })
  })
  return found
}

const maxPool: Evaluate = (inputs, attributes, shape) => {
  const images = input(inputs, 0)
  const window = windowOf(attributes, listAttribute(attributes, 'kernel_shape'))
  const best = (position: readonly number[]) =>
    seen(images, window, position).reduce((best, next) => (next.value > best.value ? next : best), {
      value: Number.NEGATIVE_INFINITY,
      flat: 0,
    })
  return [tabulate(shape, (position) => best(position).value), tabulate(shape, (position) => best(position).flat)]
}

const averagePool: Evaluate = (inputs, attributes, shape) => {
  const window = windowOf(attributes, listAttribute(attributes, 'kernel_shape'))
  return [
    tabulate(shape, (position) => {
      const pixels = seen(input(inputs, 0), window, position)
      return pixels.reduce((sum, pixel) => sum + pixel.value, 0) / pixels.length
    }),
  ]
}

export const linear: Evaluations = {
  AveragePool: averagePool,
  Conv: convolution,
  ConvTranspose: transposedConvolution,
  Gemm: gemm,
  MatMul: matMul,
  MaxPool: maxPool,
}
