/** Numbers on their way into and out of the thread. */

import type { NumberArray } from '../../onnx/index.js'
import { drawnNumbers } from '../../random/draw.js'
import { descend, type Key } from '../../random/key.js'
import { type AnyHostTensor, elements } from '../../tensors/tensor.js'
import { type Host, hostLeaves, leaves, toHostTree } from '../../tensors/tree.js'
import { inputName, outputName, type Program } from './program.js'

/** Arrays by the names that the model gives them. */
export type Arrays = Readonly<Record<string, NumberArray>>

// -----------------------------------------------------------------------------
// in
// -----------------------------------------------------------------------------

const toArray = ({ sizes, values }: AnyHostTensor): NumberArray => ({ type: 'float32', shape: sizes, data: values })

export const namedLeaves = (argument: number, tree: unknown): Arrays =>
  Object.fromEntries(hostLeaves(tree).map(({ value }, place) => [inputName(argument, place), toArray(value)]))

/** The noise of a call: each draw derived from the key of the call, for the rows that it is shown. */
export const noiseOf = ({ draws }: Program<unknown>, key: Key): Arrays =>
  Object.fromEntries(
    draws.map(({ name, path, distribution, shape, sizes }) => {
      const data = drawnNumbers(distribution)(descend(path)(key))({ shape, sizes })
      return [name, { type: 'float32', shape: sizes, data }]
    }),
  )

/** Memory that has been used and is free: it changes no result, and is not made anew for each run. */
export interface Spare {
  readonly take: (length: number) => Float32Array
  readonly give: (data: unknown) => void
  /** Memory for the arrays of so many steps, which `stackAll` need not copy. */
  readonly lend: (length: number, steps: number) => readonly Float32Array[]
  /** Whether memory was lent and is given back now, so that it need not be copied; that is asked once. */
  readonly claim: (memory: ArrayBufferLike) => boolean
}

/** The last run of an epoch takes a part of what the others take, and not memory of its own; noise takes none of rows. */
const LARGEST_PART = 16

export const spares = (): Spare => {
  const free: Float32Array[] = []
  const lent = new WeakSet<ArrayBufferLike>()
  const take = (length: number): Float32Array => {
    const at = free.findLastIndex((each) => each.length >= length && each.length <= LARGEST_PART * length)
    const [found = new Float32Array(length)] = at < 0 ? [] : free.splice(at, 1)
    return found.subarray(0, length)
  }
  return {
    take,
    lend: (length, steps) => {
      const all = take(length * steps)
      lent.add(all.buffer)
      return Array.from({ length: steps }, (_, step) => all.subarray(step * length, (step + 1) * length))
    },
    claim: (memory) => lent.delete(memory),
    give: (data) => {
      if (data instanceof Float32Array) free.push(new Float32Array(data.buffer))
    },
  }
}

/** Arrays that were lent together, as the one that they are; `null` for any others. */
const whole = (arrays: readonly NumberArray[], { claim }: Spare): Float32Array | null => {
  const { buffer, length } = arrays[0]?.data ?? new Float32Array()
  const inOrder = arrays.every(({ data }, step) => data.buffer === buffer && data.byteOffset === step * data.byteLength)
  return inOrder && claim(buffer) ? new Float32Array(buffer, 0, length * arrays.length) : null
}

/** Copies of arrays, one behind the other. */
const copied = (arrays: readonly NumberArray[], { take }: Spare): Float32Array => {
  const size = arrays[0]?.data.length ?? 0
  const all = take(size * arrays.length)
  for (const [step, { data }] of arrays.entries()) all.set(data as Float32Array, step * size)
  return all
}

/** Arrays of several steps as one, with a leading axis of steps. */
const stack = (arrays: readonly NumberArray[], spare: Spare): NumberArray => ({
  type: 'float32',
  shape: [arrays.length, ...(arrays[0]?.shape ?? [])],
  data: whole(arrays, spare) ?? copied(arrays, spare),
})

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
