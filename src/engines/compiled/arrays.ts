/** Numbers on their way into and out of the thread. */

import type { Key } from '../../random/key.js'
import { type AnyHostTensor, elements } from '../../tensors/tensor.js'
import { type Host, hostLeaves, leaves, toHostTree } from '../../tensors/tree.js'
import type { NumberArray } from '../tracing/index.js'
import { inputName, outputName, type Program } from './program.js'

/** Arrays by the names that the model gives them. */
export type Arrays = Readonly<Record<string, NumberArray>>

// -----------------------------------------------------------------------------
// in
// -----------------------------------------------------------------------------

const toArray = ({ sizes, values }: AnyHostTensor): NumberArray => ({ type: 'float32', shape: sizes, data: values })

export const namedLeaves = (argument: number, tree: unknown): Arrays =>
  Object.fromEntries(hostLeaves(tree).map(({ value }, place) => [inputName(argument, place), toArray(value)]))

/** The noise of a call: each draw derived from the key of the call. */
export const noiseOf = ({ draws }: Program<unknown>, key: Key): Arrays =>
  Object.fromEntries(
    draws.map(({ name, path, law, sizes }) => {
      const data = key.source.numbers([...key.path, ...path], law, elements(sizes)) ?? new Float32Array()
      return [name, { type: 'float32', shape: sizes, data }]
    }),
  )

/** Memory that has been used and is free, by its length: it changes no result, and is not made anew for each run. */
export interface Spare {
  readonly take: (length: number) => Float32Array
  readonly give: (data: unknown) => void
}

export const spares = (): Spare => {
  const free = new Map<number, Float32Array[]>()
  return {
    take: (length) => free.get(length)?.pop() ?? new Float32Array(length),
    give: (data) => {
      if (data instanceof Float32Array) free.set(data.length, [...(free.get(data.length) ?? []), data])
    },
  }
}

/** Arrays of several steps as one, with a leading axis of steps. */
const stack = (arrays: readonly NumberArray[], { take }: Spare): NumberArray => {
  const [first] = arrays
  const size = first?.data.length ?? 0
  const data = take(size * arrays.length)
  for (const [step, array] of arrays.entries()) data.set(array.data as Float32Array, step * size)
  return { type: 'float32', shape: [arrays.length, ...(first?.shape ?? [])], data }
}

export const stackAll = (steps: readonly Arrays[], spare: Spare): Arrays =>
  Object.fromEntries(
    Object.keys(steps[0] ?? {}).map((name) => [
      name,
      stack(
        steps.map((step) => step[name] as NumberArray),
        spare,
      ),
    ]),
  )

// -----------------------------------------------------------------------------
// out
// -----------------------------------------------------------------------------

/** The tree that a program gives, from its named results; of one step, when they are stacked. */
export const treeOf = <Output>(output: Output, first: number, results: Arrays, step?: number): Host<Output> =>
  toHostTree(
    output,
    leaves(output).map(({ value }, place) => {
      const all = results[outputName(first + place)]?.data as Float32Array
      const size = elements(value.sizes)
      const values = step === undefined ? all : all.slice(step * size, (step + 1) * size)
      return { shape: value.shape, sizes: value.sizes, values }
    }),
  )
