/** Names bound to numbers: within one operation, and within one program, a name means one number. */

import type { AnyShape } from './dim.js'
import { show } from './show.js'

/** A shape with its numbers, and what it is called: nothing, or a path such as `encoder.0.weight`. */
export interface Placed {
  readonly label: string
  readonly shape: AnyShape
  readonly sizes: readonly number[]
  /** What indices are below. */
  readonly below?: { readonly dim: unknown; readonly size: number }
}

/** What each name stands for, and where that was found. */
export type Binding = ReadonlyMap<unknown, { readonly size: number; readonly where: Placed }>

/** How a placed shape reads in a message. */
export const whereOf = ({ label, shape }: Placed): string => (label === '' ? show(shape) : `${label} ${show(shape)}`)

const isOdd = ({ shape, sizes }: Placed): boolean =>
  shape.length !== sizes.length || shape.some((dim, axis) => typeof dim === 'number' && dim !== sizes[axis])

const dimensionsOf = ({ shape, sizes, below }: Placed): readonly (readonly [unknown, number])[] => {
  const own = shape.map((dim, axis) => [dim, sizes[axis] as number] as const) // safe: as many as there are dimensions
  return below === undefined ? own : [...own, [below.dim, below.size]]
}

/**
 * What the names of some shapes stand for, those known before among them; or the words, when one stands for two numbers
 * and when the numbers of a shape are not its own.
 *
 * @example
 * bindNames([{ label: 'x', shape: ['n'], sizes: [3] }, { label: 'y', shape: ['n'], sizes: [2] }])
 * //=> 'n is 2 in y [n] and 3 in x [n]'
 */
export const bindNames = (all: readonly Placed[], known: Binding = new Map()): Binding | string => {
  const bound = new Map(known)
  for (const where of all) {
    if (isOdd(where)) return `${whereOf(where)} has the sizes ${show(where.sizes)}`
    for (const [dim, size] of dimensionsOf(where)) {
      if (typeof dim === 'number') continue
      const before = bound.get(dim)
      if (before === undefined) bound.set(dim, { size, where })
      else if (before.size !== size)
        return `${String(dim)} is ${size} in ${whereOf(where)} and ${before.size} in ${whereOf(before.where)}`
    }
  }
  return bound
}
