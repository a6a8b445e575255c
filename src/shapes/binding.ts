/** Names bound to numbers: within one operation, and within one program, a name means one number. */

import type { AnyShape } from './dim.js'
import { show } from './message.js'

/** A shape with its numbers, and what it is called: nothing, or a path such as `encoder.0.weight`. */
export interface LabeledShape {
  readonly label: string
  readonly shape: AnyShape
  readonly sizes: readonly number[]
  /** What indices are below. */
  readonly below?: { readonly dim: unknown; readonly size: number }
}

/** What a name stands for, and where that was found: among the dimensions of a shape, or as what its indices are below. */
interface Origin {
  readonly size: number
  readonly where: LabeledShape
  readonly limit: boolean
}

/** What each name stands for, and where that was found. */
export type Binding = ReadonlyMap<unknown, Origin>

/**
 * The axes inside of a distribution, its components or its packed triangle. Every distribution of a model has its own
 * number of them, so that they mean one number within one operation alone.
 */
const INSIDE: ReadonlySet<unknown> = new Set(['components', 'triangle'])

/** How a placed shape reads in a message. */
export const whereOf = ({ label, shape }: LabeledShape): string =>
  label === '' ? show(shape) : `${label} ${show(shape)}`

const isOdd = ({ shape, sizes }: LabeledShape): boolean =>
  shape.length !== sizes.length || shape.some((dim, axis) => typeof dim === 'number' && dim !== sizes[axis])

const foundIn = (where: LabeledShape): readonly (readonly [unknown, Origin])[] => {
  const { shape, sizes, below } = where
  // safe: as many sizes as there are dimensions
  const own = shape.map((dim, axis) => [dim, { size: sizes[axis] as number, where, limit: false }] as const)
  return below === undefined ? own : [...own, [below.dim, { size: below.size, where, limit: true }]]
}

const sizeText = ({ size, where, limit }: Origin): string =>
  `${size} in ${limit ? 'the limit of ' : ''}${whereOf(where)}`

/**
 * What the names of some shapes stand for, those known before among them; or the message, when one stands for two numbers
 * and when the numbers of a shape are not its own.
 *
 * @example
 * bindNames([{ label: 'x', shape: ['n'], sizes: [3] }, { label: 'y', shape: ['n'], sizes: [2] }])
 * //=> 'n is 2 in y [n] and 3 in x [n]'
 */
export const bindNames = (
  all: readonly LabeledShape[],
  known: Binding = new Map(),
  free: ReadonlySet<unknown> = new Set(),
): Binding | string => {
  const bound = new Map(known)
  for (const where of all) {
    if (isOdd(where)) return `${whereOf(where)} has the sizes ${show(where.sizes)}`
    for (const [dim, found] of foundIn(where)) {
      if (typeof dim === 'number' || free.has(dim)) continue
      const before = bound.get(dim)
      if (before === undefined) bound.set(dim, found)
      else if (before.size !== found.size) return `${String(dim)} is ${sizeText(found)} and ${sizeText(before)}`
    }
  }
  return bound
}

/** What names stand for in several distributions at once, but for the axes inside of each. */
export const bindAcross = (all: readonly LabeledShape[], known?: Binding): Binding | string =>
  bindNames(all, known, INSIDE)
