/** Operations on traced values that move elements and compute nothing. */

import type { Builder } from './builder.js'
import { axisSize, isSplat, type Shape, sameShape, sizeOf, type Value } from './value.js'

export const reshape = (builder: Builder, value: Value, shape: Shape): Value =>
  isSplat(value)
    ? builder.splat(value.value, shape, value.type)
    : builder.operation('Reshape', [value, builder.integers(shape)], shape)

/** Axis `i` of the result is axis `order[i]` of the value. */
export const transpose = (builder: Builder, value: Value, order: readonly number[]): Value =>
  builder.operation(
    'Transpose',
    [value],
    order.map((axis) => axisSize(value.shape, axis)),
    value.type,
    { perm: order },
  )

/** The value with its last two axes exchanged. */
export const transposeLast = (builder: Builder, value: Value): Value => {
  const rank = value.shape.length
  return transpose(builder, value, [...value.shape.keys()].slice(0, -2).concat(rank - 1, rank - 2))
}

export const expand = (builder: Builder, value: Value, shape: Shape): Value => {
  if (sameShape(value.shape, shape)) return value
  return isSplat(value)
    ? builder.splat(value.value, shape, value.type)
    : builder.operation('Expand', [value, builder.integers(shape)], shape)
}

/** `size` counts the elements spanned, not the elements kept: `ceil(size / step)` are kept. */
export const slice = (
  builder: Builder,
  value: Value,
  begin: readonly number[],
  size: readonly number[],
  step: readonly number[] = begin.map(() => 1),
): Value => {
  const shape = size.map((span, axis) => Math.ceil(span / (step[axis] ?? 1)))
  if (isSplat(value)) return builder.splat(value.value, shape, value.type)
  const axes = [...value.shape.keys()].filter((axis) => step[axis] !== 1 || size[axis] !== value.shape[axis])
  const at = (list: readonly number[]) => axes.map((axis) => list[axis] ?? 0)
  const ends = at(begin.map((start, axis) => start + (size[axis] ?? 0)))
  const inputs = [value, ...[at(begin), ends, axes, at(step)].map(builder.integers)]
  return builder.operation('Slice', inputs, shape)
}

/** `size` consecutive elements of one axis. */
export const part = (builder: Builder, value: Value, axis: number, begin: number, size: number): Value =>
  slice(
    builder,
    value,
    value.shape.map((_, index) => (index === axis ? begin : 0)),
    value.shape.map((whole, index) => (index === axis ? size : whole)),
  )

export const reverse = (builder: Builder, value: Value, axes: readonly number[]): Value => {
  const everywhere = (number: number) => builder.integers(axes.map(() => number))
  const inputs = [value, everywhere(-1), everywhere(-(2 ** 31)), builder.integers(axes), everywhere(-1)]
  return axes.length === 0 ? value : builder.operation('Slice', inputs, value.shape)
}

export type Padding = readonly (readonly [before: number, after: number])[]

export const pad = (builder: Builder, value: Value, padding: Padding, fill = 0): Value => {
  if (padding.every(([before, after]) => before === 0 && after === 0)) return value
  const counts = [...padding.map(([before]) => before), ...padding.map(([, after]) => after)]
  const inputs = [value, builder.integers(counts), builder.splat(fill, [], value.type)]
  const shape = value.shape.map((size, axis) => size + (padding[axis]?.[0] ?? 0) + (padding[axis]?.[1] ?? 0))
  return builder.operation('Pad', inputs, shape, value.type, { mode: 'constant' })
}

export const concat = (builder: Builder, values: readonly Value[], axis: number): Value => {
  const [first] = values
  if (first === undefined) throw new RangeError('concat: takes at least one value but is given none')
  if (values.length === 1) return first
  const total = values.reduce((sum, value) => sum + axisSize(value.shape, axis), 0)
  const shape = first.shape.map((size, index) => (index === axis ? total : size))
  return builder.operation('Concat', values, shape, first.type, { axis })
}

export const tile = (builder: Builder, value: Value, repeats: readonly number[]): Value => {
  const shape = value.shape.map((size, axis) => size * (repeats[axis] ?? 1))
  const broadcasts = value.shape.every((size, axis) => size === 1 || repeats[axis] === 1)
  return broadcasts
    ? expand(builder, value, shape)
    : builder.operation('Tile', [value, builder.integers(repeats)], shape)
}

/** The slices of one axis that the indices name. */
export const gather = (builder: Builder, value: Value, indices: Value, axis: number): Value =>
  builder.operation(
    'Gather',
    [value, indices],
    [...value.shape.slice(0, axis), ...indices.shape, ...value.shape.slice(axis + 1)],
    value.type,
    { axis },
  )

/** Zeros of the given shape, with the updates added where the indices say. Shapes: indices `[Count, Depth]`. */
export const scatterAdd = (builder: Builder, shape: Shape, indices: Value, updates: Value): Value =>
  builder.operation('ScatterND', [builder.splat(0, shape, updates.type), indices, updates], shape, updates.type, {
    reduction: 'add',
  })

/** The value as one list. */
export const flatten = (builder: Builder, value: Value): Value => reshape(builder, value, [sizeOf(value.shape)])
