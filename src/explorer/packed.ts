/** A program as data that JSON holds: what `unpacked` reads. */

import { inOrder, sizeOf, type Value } from '../compiler/graph/value.js'
import type { Bare } from '../export/bare.js'
import type { Sections } from './blob.js'
import type { PackedProgram, PackedValue } from './model.js'

// -----------------------------------------------------------------------------
// numbers that JSON has not
// -----------------------------------------------------------------------------

const said = (value: number): number | string =>
  Number.isFinite(value) && !Object.is(value, -0) ? value : String(value)

/** Constants up to this many numbers stand in the program itself. */
const SHORT = 32

const packedValue = (value: Value, placeOf: (value: Value) => number, { add }: Sections): PackedValue => {
  const { shape, type } = value
  switch (value.kind) {
    case 'input':
      return { kind: 'input', shape, type, name: value.name }
    case 'constant': {
      const { values } = value
      const held = type === 'float32' ? 'f32' : type === 'bool' ? 'u8' : 'i32'
      return {
        kind: 'constant',
        shape,
        type,
        values: values.length <= SHORT ? Array.from(values, said) : add(held, values),
      }
    }
    case 'splat':
      return { kind: 'splat', shape, type, value: said(value.value) }
    case 'operation': {
      const { operation, inputs, attributes } = value
      return { kind: 'operation', shape, type, operation, inputs: inputs.map(placeOf), attributes }
    }
    case 'second':
      return { kind: 'second', shape, type, of: placeOf(value.of) }
  }
}

/** A program as data; its long constants go into sections. */
export const packed = ({ graph, draws }: Pick<Bare, 'graph' | 'draws'>, into: Sections): PackedProgram => {
  const values = inOrder(graph.outputs.map(({ value }) => value))
  const places = new Map(values.map((value, at) => [value, at]))
  const placeOf = (value: Value): number => places.get(value) as number // safe: every value is there, with its sources
  return {
    values: values.map((value) => packedValue(value, placeOf, into)),
    outputs: Object.fromEntries(graph.outputs.map(({ name, value }) => [name, placeOf(value)])),
    noise: draws.map(({ name, distribution, sizes }) => ({ name, distribution, count: sizeOf(sizes) })),
  }
}
