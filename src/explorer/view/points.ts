/** What examples say of a latent: which of its numbers are used, which example is near, what classes differ by. */

import { byKl, isActive } from '../../reports/active.js'

/** Codes of examples, one after the other. */
export interface Codes {
  readonly count: number
  readonly size: number
  readonly centers: ArrayLike<number>
}

/** The numbers of a latent by their KL, the largest first; in their order where it is not known. */
export const inOrder = (kl: readonly number[] | null, size: number): readonly number[] =>
  kl === null ? Array.from({ length: size }, (_, at) => at) : byKl(kl).map(([latent]) => latent)

/** Whether a number of a latent tells nothing of an example. */
export const isDead = (kl: readonly number[] | null, latent: number): boolean =>
  kl !== null && !isActive(kl[latent] ?? 0)

/** The code of an example. */
export const codeOf = ({ centers, size }: Codes, at: number): Float32Array =>
  Float32Array.from({ length: size }, (_, each) => centers[at * size + each] as number)

/** Two examples to go between: the first, and the first of another class; where no classes are known, the second. */
export const twoOf = (count: number, labels: ArrayLike<number> | null): readonly [number, number] => {
  const other = labels === null ? 1 : Array.from(labels).findIndex((label) => label !== labels[0])
  return [0, Math.min(other < 0 ? 1 : other, count - 1)]
}

/** An example, and how far its code is. */
export interface Near {
  readonly at: number
  readonly distance: number
}

/** How far a code is from another: by the squares of the differences of their numbers, or by how many differ. */
export type Apart = 'squares' | 'how many differ'

/** The examples whose codes are nearest to one, the nearest first. */
export const nearest = (
  { count, size, centers }: Codes,
  z: ArrayLike<number>,
  most: number,
  by: Apart = 'squares',
): readonly Near[] => {
  const found: Near[] = []
  for (let at = 0; at < count; at++) {
    let sum = 0
    for (let each = 0; each < size; each++) {
      const apart = (centers[at * size + each] as number) - (z[each] as number)
      sum += by === 'squares' ? apart ** 2 : Number(apart !== 0)
    }
    const last = found[most - 1]
    if (last !== undefined && last.distance <= sum) continue
    const place = found.findIndex(({ distance }) => distance > sum)
    found.splice(place < 0 ? found.length : place, 0, { at, distance: sum })
    found.length = Math.min(found.length, most)
  }
  return found.map(({ at, distance }) => ({ at, distance: by === 'squares' ? Math.sqrt(distance) : distance }))
}

/** The mean code of the examples of each class; `null` of a class without any. */
export const classMeans = (
  { count, size, centers }: Codes,
  labels: ArrayLike<number>,
  classes: number,
): readonly (Float32Array | null)[] => {
  const sums = Array.from({ length: classes }, () => ({ count: 0, sum: new Float64Array(size) }))
  for (let at = 0; at < count; at++) {
    const own = sums[labels[at] as number]
    if (own === undefined) continue
    own.count++
    for (let each = 0; each < size; each++)
      own.sum[each] = (own.sum[each] as number) + (centers[at * size + each] as number)
  }
  return sums.map(({ count: of, sum }) => (of === 0 ? null : Float32Array.from(sum, (value) => value / of)))
}

/** A code moved along the difference of two others. */
export const moved = (
  z: ArrayLike<number>,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  much: number,
): Float32Array =>
  Float32Array.from(
    { length: z.length },
    (_, at) => (z[at] as number) + much * ((to[at] as number) - (from[at] as number)),
  )
