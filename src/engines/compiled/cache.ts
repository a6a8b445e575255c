/** What is compiled once for inputs of the same sizes. */

import type { AnyIndices } from '../../tensors/indices.js'
import type { AnyHostTensor } from '../../tensors/tensor.js'
import type { StepInputs } from '../engine.js'

/**
 * What a program is compiled for: the shapes and sizes of the tensors, what indices are below, and whatever else a cast has
 * put beside them.
 */
export const signatureOf = (tree: unknown): string =>
  JSON.stringify(tree, (_, node: unknown) => {
    if (typeof node === 'number') return String(node) // NaN and the infinities too
    if (typeof node === 'function') throw new TypeError('inputs: are trees of tensors, and hold a function')
    return isHostTensor(node) ? [node.shape, node.sizes, node.below] : node
  })

const isHostTensor = (node: unknown): node is AnyHostTensor & Partial<Pick<AnyIndices, 'below'>> =>
  typeof node === 'object' && node !== null && 'shape' in node && 'values' in node

/** What has been made for a signature, or is being made: a cache that changes no result. A failure is not kept. */
export const cached = <Inputs, Made>(make: (inputs: Inputs) => Promise<Made>) => {
  const known = new Map<string, Promise<Made>>()
  const get = (signature: string, inputs: Inputs): Promise<Made> => {
    const made = known.get(signature) ?? make(inputs)
    known.set(signature, made)
    made.catch(() => known.delete(signature))
    return made
  }
  return { get, all: () => known.values() }
}

/** Consecutive steps of one signature: those that one run can take. */
export interface Group<Inputs> {
  readonly signature: string
  readonly steps: [StepInputs<Inputs>, ...StepInputs<Inputs>[]]
}

/** Steps in their order, those of one signature together. */
export const grouped = <Inputs>(steps: readonly StepInputs<Inputs>[]): readonly Group<Inputs>[] => {
  const groups: Group<Inputs>[] = []
  for (const each of steps) {
    const signature = signatureOf(each.inputs)
    const last = groups.at(-1)
    if (last?.signature === signature) last.steps.push(each)
    else groups.push({ signature, steps: [each] })
  }
  return groups
}
