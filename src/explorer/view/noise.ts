/** Noise in a page: the same from the same number, so that a draw stands still while its code does. */

import { noise } from '../../random/noise.js'
import type { Noise } from '../machine.js'

/** Noise from a whole number from 0 on: as often as it is asked for, from another stream of the same key. */
export const noiseFrom = (seed: number): Noise => {
  let stream = 0
  return (distribution, count) => noise(distribution, [seed >>> 0, 0])(count, 0, stream++)
}
