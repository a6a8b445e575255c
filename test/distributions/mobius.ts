/** Hyperbolic space of curvature -1 in float64, by Möbius addition in the ball: another way than that of the library. */

type Point = readonly number[]

const dot = (a: Point, b: Point): number => a.reduce((sum, each, at) => sum + each * (b[at] as number), 0)

export const lengthOf = (a: Point): number => Math.hypot(...a)

export const times = (factor: number, a: Point): Point => a.map((each) => factor * each)

/** The point of the ball that a vector from the center leads to, and back. Source: arXiv:1901.06033, section 2. */
export const inBall = (u: Point): Point => (lengthOf(u) === 0 ? u : times(Math.tanh(lengthOf(u) / 2) / lengthOf(u), u))
export const ofBall = (z: Point): Point =>
  lengthOf(z) === 0 ? z : times((2 * Math.atanh(lengthOf(z))) / lengthOf(z), z)

/** `a ⊕ b`. Source: Ganea, Bécigneul and Hofmann, "Hyperbolic Neural Networks", arXiv:1805.09112, equation 3. */
export const sum = (a: Point, b: Point): Point => {
  const [ab, aa, bb] = [dot(a, b), dot(a, a), dot(b, b)]
  const over = 1 + 2 * ab + aa * bb
  return a.map((each, at) => ((1 + 2 * ab + bb) * each + (1 - aa) * (b[at] as number)) / over)
}

/** A vector from the center, translated so that the center comes to where `by` leads. */
export const translate = (by: Point, u: Point): Point => ofBall(sum(inBall(by), inBall(u)))

/** What a wrapped normal distribution is made of. */
export interface Wrapped {
  readonly location: Point
  readonly logVariance: Point
  readonly curvature: number
}

/** `ln(sinh r / r)`. */
const logSinhOver = (r: number): number => (r < 1e-4 ? (r * r) / 6 : Math.log(Math.sinh(r) / r))

/**
 * The log-density of a point of the unit ball, with respect to its numbers: equation 6 of arXiv:1901.06033 is with respect to the
 * volume of the space of curvature -c, which is `c^(-d/2) (2 / (1 - |z|²))^d` of them.
 */
export const logProb = (z: Point, { location, logVariance, curvature }: Wrapped): number => {
  const root = Math.sqrt(curvature)
  const back = ofBall(sum(inBall(times(-root, location)), z))
  const normal = back.reduce((nats, each, at) => {
    const own = logVariance[at] as number
    return nats - 0.5 * (Math.log(2 * Math.PI) + own + (each / root) ** 2 / Math.exp(own))
  }, 0)
  const d = z.length
  const volume = d * Math.log(2 / (1 - dot(z, z))) - (d / 2) * Math.log(curvature)
  return normal - (d - 1) * logSinhOver(lengthOf(back)) + volume
}
