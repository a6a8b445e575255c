/** The factors of sprites as fields of data: beside the pictures in `Data.records`. */

import { classes } from '../classes.js'
import type { Dataset } from '../dataset.js'
import { numbers } from '../numbers.js'
import type { Factors } from './factors.js'

/** Each factor as a data set: the shape as one of three classes, the others as numbers. */
export interface FactorFields {
  readonly shape: Dataset<readonly [3], 'oneHot'>
  readonly scale: Dataset<readonly [1], 'real'>
  readonly rotation: Dataset<readonly [1], 'real'>
  readonly left: Dataset<readonly [1], 'real'>
  readonly top: Dataset<readonly [1], 'real'>
}

/**
 * The factors of sprites as fields. The place of a sprite is called `left` and `top` here, since `x` is what the pictures
 * are called.
 *
 * @example
 * const { binary, factors } = sprites({ key: from(1), count: 60, size: 8 })
 * Object.keys(records('sprites', { x: binary, ...factorFields(factors) }).fields)
 * //=> ['x', 'shape', 'scale', 'rotation', 'left', 'top']
 */
export const factorFields = ({ shape, scale, rotation, x, y }: Factors): FactorFields => ({
  shape: classes(3, shape.values),
  scale: numbers('scale', scale.values),
  rotation: numbers('rotation', rotation.values),
  left: numbers('left', x.values),
  top: numbers('top', y.values),
})
