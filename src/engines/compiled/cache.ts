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

/** What has been made, by its name: a cache that changes no result. */
export interface Cache<Made> {
  /** What has been made under a name, or is being made; else `make` makes it. A failure is not kept. */
  readonly get: (name: string, make: () => Promise<Made>) => Promise<Made>
  /** Drops what is kept under the names of which this is true. */
  readonly drop: (which: (name: string) => boolean) => Promise<void>
}

/** A cache of at most so many: what has not been used for longest is freed for what is new. */
export const cached = <Made>(limit: number, free: (made: Made) => Promise<void>): Cache<Made> => {
  // in the order of their last use
  const known = new Map<string, Promise<Made>>()
  // whoever has asked for it before has it before: what is awaited first goes on first
  const forget = async (name: string): Promise<void> => {
    const made = known.get(name)
    known.delete(name)
    await made?.then(free).catch(() => undefined)
  }
  const get = (name: string, make: () => Promise<Made>): Promise<Made> => {
    const made = known.get(name) ?? make()
    known.delete(name)
    known.set(name, made)
    made.catch(() => {
      if (known.get(name) === made) known.delete(name)
    })
    const [oldest] = known.keys()
    if (known.size > limit && oldest !== undefined) void forget(oldest)
    return made
  }
  const drop = async (which: (name: string) => boolean): Promise<void> => {
    for (const name of [...known.keys()].filter(which)) await forget(name)
  }
  return { get, drop }
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
