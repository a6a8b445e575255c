/** The factors that sprites are made from: what a model that disentangles should find again. */

import { child, type Key, uniform } from '../../random/key.js'
import { REACH, SHAPES } from './outlines.js'
import { SIDE } from './sprite.js'

/** The numbers of one factor, one a sprite. */
export interface Factor {
  readonly values: Float32Array
  /** The least and the greatest number it is drawn from. */
  readonly range: readonly [low: number, high: number]
  /** The names of its numbers 0, 1, …, or `null` where it is continuous. */
  readonly levels: readonly string[] | null
}

/** The name of a factor of a sprite. */
export type FactorName = 'shape' | 'scale' | 'rotation' | 'x' | 'y'

/** One column a factor, all of one length. */
export type Factors = { readonly [Name in FactorName]: Factor }

/** So far from the border that the largest sprite is whole in the picture at any turn. */
const MARGIN = REACH * SIDE

const RANGES = {
  scale: [0.6, 1],
  rotation: [0, 2 * Math.PI],
  x: [MARGIN, 1 - MARGIN],
  y: [MARGIN, 1 - MARGIN],
} as const

const continuous = (name: keyof typeof RANGES, key: Key, count: number): Factor => {
  const range = RANGES[name]
  const [low, high] = range
  const values = uniform(child(name)(key), count).map((draw) => low + (high - low) * draw)
  return { values, range, levels: null }
}

/**
 * Factors drawn independently and uniformly, one of each a sprite.
 *
 * dSprites lists a grid of them; here any count of sprites covers all of them evenly.
 *
 * A square looks the same after a quarter of a turn and an ellipse after half of one.
 *
 * Units: `rotation` in radians; `x` and `y` in pictures from the left and from the top.
 */
export const drawFactors = (key: Key, count: number): Factors => ({
  shape: {
    values: uniform(child('shape')(key), count).map((draw) => Math.floor(draw * SHAPES.length)),
    range: [0, SHAPES.length - 1],
    levels: SHAPES,
  },
  scale: continuous('scale', key, count),
  rotation: continuous('rotation', key, count),
  x: continuous('x', key, count),
  y: continuous('y', key, count),
})
