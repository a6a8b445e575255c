/** Graphs for ONNX Runtime's WebGPU, without the operations that it has no kernel for, or a wrong one. */

import type { Builder } from '../graph/builder.js'
import { add, binary, cast, compare, multiply, scalarLike, unary, where } from '../graph/elementwise.js'
import { gather, reshape } from '../graph/layout.js'
import { reduce } from '../graph/linear.js'
import { type Graph, isOperation, type OperationValue, type Shape, sizeOf, type Value } from '../graph/value.js'
import { type Replacement, type Replacements, rewritten } from './rewritten.js'

// -----------------------------------------------------------------------------
// elementwise
// -----------------------------------------------------------------------------

/** An operation of one input, or of its first, as a value of others. */
const one =
  (replace: (builder: Builder, x: Value, operation: OperationValue) => Value | undefined): Replacement =>
  (builder, operation) => {
    const [x] = operation.inputs
    const value = x === undefined ? undefined : replace(builder, x, operation)
    return value === undefined ? undefined : [value]
  }

/** No number but NaN differs from itself. */
const notANumber = one((builder, x) => unary(builder, 'Not', compare(builder, 'Equal', x, x)))

/** Of floats there is a kernel. */
const abs = one((builder, x) =>
  x.type === 'float32' ? undefined : binary(builder, 'Max', x, multiply(builder, x, scalarLike(builder, x, -1))),
)

// -----------------------------------------------------------------------------
// places
// -----------------------------------------------------------------------------

/** What places are below: those that `ArgMax` and `TopK` give along an axis. */
const below = (places: Value): number | undefined => {
  if (places.kind === 'second' && places.of.operation === 'TopK') return places.of.inputs[0]?.shape.at(-1)
  if (!isOperation(places, 'ArgMax')) return undefined
  return places.inputs[0]?.shape.at(Number(places.attributes.axis))
}

/** A place of 64 bits is looked up among numbers of fewer: there is no kernel that casts it. */
const castOfPlaces = one((builder, places, { type }) => {
  const count = places.type === 'int64' ? below(places) : undefined
  if (count === undefined) return undefined
  return gather(builder, builder.constant([...Array(count).keys()], [count], type), places, 0)
})

// -----------------------------------------------------------------------------
// where the largest of a window is
// -----------------------------------------------------------------------------

const list = (given: unknown, otherwise: readonly number[]): readonly number[] =>
  Array.isArray(given) ? given : otherwise

/** The windows of a pool over images `[Batch, Channels, Height, Width]`. */
interface Windows {
  readonly images: Shape
  readonly pooled: Shape
  readonly kernel: readonly number[]
  readonly strides: readonly number[]
  readonly pads: readonly number[]
}

/** Every place of every window, in reading order: where it is in an image; -1 in the padding. Shape: `[Windows, Places]`. */
const placesOf = ({ images, pooled, kernel, strides, pads }: Windows): readonly (readonly number[])[] => {
  const [height = 0, width = 0] = images.slice(2)
  const [rows = 0, columns = 0] = pooled.slice(2)
  const [down = 1, across = 1] = kernel
  const [rowStep = 1, columnStep = 1] = strides
  const [top = 0, left = 0] = pads
  return Array.from({ length: rows * columns }, (_, window) => {
    const [row, column] = [Math.floor(window / columns) * rowStep - top, (window % columns) * columnStep - left]
    return Array.from({ length: down * across }, (_, place) => {
      const [y, x] = [row + Math.floor(place / across), column + (place % across)]
      return y < 0 || y >= height || x < 0 || x >= width ? -1 : y * width + x
    })
  })
}

/** Each window's places, its padding filled by what is first inside: the largest and the first of equals stay. */
const filled = (places: readonly number[]): readonly number[] => {
  const inside = places.find((place) => place >= 0) ?? 0
  return places.map((place) => (place < 0 ? inside : place))
}

/** Where the largest of each window is in the flat images, by comparing: ONNX Runtime's WebGPU has no indices of a pool. */
const indicesOf = (builder: Builder, x: Value, windows: Windows): Value => {
  const places = placesOf(windows).map(filled)
  const [count, size] = [places.length, places[0]?.length ?? 0]
  const images = sizeOf(windows.images.slice(0, 2))
  const pixels = sizeOf(windows.images.slice(2))
  const table = builder.constant(places.flat(), [count, size], 'int32')
  const seen = gather(builder, reshape(builder, x, [images, pixels]), table, 1)
  const largest = reduce(builder, 'ReduceMax', seen, [2], true)
  const order = builder.constant([...Array(size).keys()], [size], 'float32')
  const isLargest = compare(builder, 'GreaterOrEqual', seen, largest)
  const first = reduce(builder, 'ReduceMin', where(builder, isLargest, order, builder.splat(size - 1)), [2], false)
  const window = builder.constant(
    places.map((_, at) => at * size),
    [count],
    'int32',
  )
  const place = gather(
    builder,
    reshape(builder, table, [count * size]),
    add(builder, cast(builder, first, 'int32'), window),
    0,
  )
  const image = builder.constant(
    Array.from({ length: images }, (_, at) => at * pixels),
    [images, 1],
    'int32',
  )
  return reshape(builder, add(builder, place, image), windows.pooled)
}

const maxPool: Replacement = (builder, { operation, inputs, shape, type, attributes }, isSecondRead) => {
  const [x] = inputs
  if (x === undefined || !isSecondRead) return undefined
  const windows: Windows = {
    images: x.shape,
    pooled: shape,
    kernel: list(attributes.kernel_shape, [1, 1]),
    strides: list(attributes.strides, [1, 1]),
    pads: list(attributes.pads, [0, 0]),
  }
  return [builder.operation(operation, inputs, shape, type, attributes), indicesOf(builder, x, windows)]
}

// -----------------------------------------------------------------------------
// groups of a transposed convolution
// -----------------------------------------------------------------------------

/**
 * Filters of one channel in groups, as filters of all channels that are 0 outside of their group: with groups, the kernel
 * gives wrong numbers in every channel but the first (ONNX Runtime 1.30).
 */
const withoutGroups: Replacement = (builder, { operation, inputs, shape, type, attributes }) => {
  const [images, filters] = inputs
  const { group = 1, ...others } = attributes
  const groups = Number(group)
  if (images === undefined || filters === undefined || groups === 1 || filters.shape[1] !== 1) return undefined
  const [count = 0] = filters.shape
  const isOwn = (filter: number, channel: number): boolean => Math.floor((filter * groups) / count) === channel
  const own = Array.from({ length: count * groups }, (_, at) => Number(isOwn(Math.floor(at / groups), at % groups)))
  const whole = multiply(builder, filters, builder.constant(own, [count, groups, 1, 1], 'float32'))
  return [builder.operation(operation, [images, whole], shape, type, others)]
}

// -----------------------------------------------------------------------------
// all of them
// -----------------------------------------------------------------------------

const replacements: Replacements = {
  Abs: abs,
  Cast: castOfPlaces,
  ConvTranspose: withoutGroups,
  IsNaN: notANumber,
  MaxPool: maxPool,
}

/** A graph that ONNX Runtime's WebGPU computes without the help of the processor. */
export const forWebGpu = (graph: Graph): Graph => rewritten(graph, replacements)
