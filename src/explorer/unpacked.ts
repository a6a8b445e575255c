/** The graph of a program that was packed as data. */

import type { Graph, Value } from '../compiler/graph/value.js'
import type { Blob } from './blob.js'
import type { PackedProgram, PackedValue } from './model.js'

type Numbers = Blob<unknown>['numbers']

const unpackedValue = (packed: PackedValue, id: number, made: readonly Value[], numbers: Numbers): Value => {
  const common = { id, shape: packed.shape, type: packed.type }
  switch (packed.kind) {
    case 'input':
      return { ...common, kind: 'input', name: packed.name }
    case 'constant':
      return {
        ...{ ...common, kind: 'constant' },
        values: 'held' in packed.values ? numbers(packed.values) : packed.values.map(Number),
      }
    case 'splat':
      return { ...common, kind: 'splat', value: Number(packed.value) }
    case 'operation': {
      // safe: a value comes after those that it is computed from
      const inputs = packed.inputs.map((at) => made[at] as Value)
      return { ...common, kind: 'operation', operation: packed.operation, inputs, attributes: packed.attributes }
    }
    case 'second':
      return { ...common, kind: 'second', of: made[packed.of] as Extract<Value, { kind: 'operation' }> } // safe: as above
  }
}

/** The graph of a packed program. */
export const unpacked = ({ values, outputs }: PackedProgram, numbers: Numbers): Graph => {
  const made: Value[] = []
  for (const [id, value] of values.entries()) made.push(unpackedValue(value, id, made, numbers))
  return {
    inputs: [],
    // safe: the places are those of values
    outputs: Object.entries(outputs).map(([name, at]) => ({ name, value: made[at] as Value })),
    kernels: new Map(),
  }
}
