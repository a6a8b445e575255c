/** Ways from one code to another, as arrays. */

/** How one gets from one code to another. */
export type Way = 'straight' | 'spherical'

const mixed = (from: ArrayLike<number>, to: ArrayLike<number>, left: number, right: number): Float32Array =>
  Float32Array.from({ length: from.length }, (_, at) => left * (from[at] as number) + right * (to[at] as number))

const dot = (one: ArrayLike<number>, other: ArrayLike<number>): number => {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] as number) * (other[at] as number)
  return sum
}

/** Below this sine of the angle between them two codes lie in one line, and the way between them is straight. */
const ONE_LINE = 1e-3

/**
 * The code that lies in a share of the way between two. Spherical: along the arc between their directions, on which codes of
 * many numbers keep the length that those of a standard normal prior have.
 *
 * Source: Shoemake, "Animating rotation with quaternion curves", SIGGRAPH 1985, section 3.3.
 *
 * @example
 * [...between('straight', [0, 2], [2, 0], 0.5)]
 * //=> [1, 1]
 */
export const between = (way: Way, from: ArrayLike<number>, to: ArrayLike<number>, share: number): Float32Array => {
  const cosine = dot(from, to) / Math.sqrt(dot(from, from) * dot(to, to))
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)))
  const sine = Math.sin(angle)
  return way === 'straight' || !(sine > ONE_LINE)
    ? mixed(from, to, 1 - share, share)
    : mixed(from, to, Math.sin((1 - share) * angle) / sine, Math.sin(share * angle) / sine)
}
