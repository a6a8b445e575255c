/** Removes and merges operations that only move elements. */

import type { Rule } from '../graph/builder.js'
import { expand, reshape, transpose } from '../graph/layout.js'
import { isOperation, isSplat, sameShape, sizeOf, type Value } from '../graph/value.js'

const source = (value: Value): Value | undefined => (value.kind === 'operation' ? value.inputs[0] : undefined)

const order = (value: Value): readonly number[] | undefined => {
  const perm = value.kind === 'operation' ? value.attributes.perm : undefined
  return typeof perm === 'object' && 'length' in perm ? perm : undefined
}

const increasing = (list: readonly number[]): boolean =>
  list.every((number, index) => index === 0 || number > (list[index - 1] ?? 0))

const mergeReshapes: Rule = {
  name: 'merge reshapes',
  operations: ['Reshape'],
  simplify: (builder, { inputs: [value], shape }) => {
    if (value === undefined) return undefined
    if (sameShape(value.shape, shape)) return value
    if (isSplat(value)) return builder.splat(value.value, shape, value.type)
    const inner = source(value)
    if (inner === undefined) return undefined
    if (isOperation(value, 'Reshape')) return reshape(builder, inner, shape)
    // One number stretched stays one number stretched.
    if (isOperation(value, 'Expand') && sizeOf(inner.shape) === 1)
      return expand(builder, reshape(builder, inner, []), shape)
    return undefined
  },
}

const mergeTransposes: Rule = {
  name: 'merge transposes',
  operations: ['Transpose'],
  simplify: (builder, { inputs: [value], shape, attributes }) => {
    const perm = attributes.perm
    if (value === undefined || typeof perm !== 'object' || !('length' in perm)) return undefined
    if (isSplat(value)) return builder.splat(value.value, shape, value.type)
    // Moving axes of size 1 only moves no element.
    if (increasing(perm.filter((axis) => value.shape[axis] !== 1))) return reshape(builder, value, shape)
    const first = order(value)
    const inner = source(value)
    if (!isOperation(value, 'Transpose') || first === undefined || inner === undefined) return undefined
    return transpose(
      builder,
      inner,
      perm.map((axis) => first[axis] ?? axis),
    )
  },
}

const mergeExpands: Rule = {
  name: 'merge expands',
  operations: ['Expand'],
  simplify: (builder, { inputs: [value], shape }) => {
    const inner = value === undefined ? undefined : source(value)
    const merges = value !== undefined && inner !== undefined && isOperation(value, 'Expand')
    return merges ? expand(builder, inner, shape) : undefined
  },
}

/** A slice of everything, a concatenation of one. */
const dropWholes: Rule = {
  name: 'drop wholes',
  operations: ['Slice', 'Tile', 'Concat', 'Cast'],
  simplify: (_, { operation, inputs: [value, ...rest], shape, type }) => {
    if (value === undefined || !sameShape(value.shape, shape) || value.type !== type) return undefined
    if (operation === 'Concat') return rest.length === 0 ? value : undefined
    if (operation !== 'Slice') return value
    const axes = rest[2]
    return axes?.shape[0] === 0 ? value : undefined
  },
}

export const layoutRules: readonly Rule[] = [dropWholes, mergeReshapes, mergeTransposes, mergeExpands]
