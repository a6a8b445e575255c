/** A data set: examples with a shape and a support in its type. */

import type { Support } from '../distributions/support.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Sizes } from '../shapes/dim.js'

/** How the examples look as pictures: for reports. */
export interface Picture {
  readonly height: number
  readonly width: number
}

/**
 * Examples, each of the shape of the event.
 *
 * `rows` gives the numbers of some examples in row-major order. Data that is drawn anew at each visit (a random
 * binarization) draws from the key; all other data ignores it.
 */
export interface Dataset<in out Event extends AnyShape, out Values extends Support> {
  readonly name: string
  readonly event: Sizes
  /** The dimensions of the event, as the type says them. */
  readonly shape: Event
  readonly support: Values
  readonly count: number
  readonly picture: Picture | null
  readonly rows: (indices: Uint32Array, key: Key) => Float32Array
}
