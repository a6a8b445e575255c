/** The numbers that heads are given beside their sizes, and their door. */

import { refuse } from '../shapes/refusal.js'

/** The temperature of a relaxed law: above 0. */
export interface Temperature {
  readonly temperature: number
}

/** A number above 0, or the refusal of a head. */
export const positive = (name: string, what: string, given: number): number =>
  Number.isFinite(given) && given > 0 ? given : refuse(`${name}: the ${what} is ${given}: it is a number above 0`)
