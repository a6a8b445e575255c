/** Codes on a ring, which no normal distribution is like. */

import { child, from, normal, uniform } from '../../src/random/key.js'

/** As many points at a distance of about 3 from (5, 0), in two numbers. */
export const ringCodes = (count: number) => {
  const [angles, noise] = [uniform(from(1), count), normal(child('noise')(from(1)), count)]
  const values = Float32Array.from({ length: 2 * count }, (_, at) => {
    const row = Math.floor(at / 2)
    const [angle, length] = [2 * Math.PI * (angles[row] as number), 3 + 0.1 * (noise[row] as number)]
    return at % 2 === 0 ? 5 + length * Math.cos(angle) : length * Math.sin(angle)
  })
  return { sizes: [count, 2] as const, values }
}

/** The mean distance of codes from the center of the ring, and how far they are from that. */
export const ofRing = (values: ArrayLike<number>) => {
  const lengths = Array.from({ length: values.length / 2 }, (_, row) =>
    Math.hypot((values[2 * row] as number) - 5, values[2 * row + 1] as number),
  )
  const mean = lengths.reduce((sum, each) => sum + each, 0) / lengths.length
  return { mean, spread: Math.sqrt(lengths.reduce((sum, each) => sum + (each - mean) ** 2, 0) / lengths.length) }
}
