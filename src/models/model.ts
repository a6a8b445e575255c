/** A model: parameters from a key, and what it supplies to the terms of an objective. */

import type { Support } from '../distributions/support.js'
import type { Mode } from '../layers/mode.js'
import type { Key } from '../random/key.js'
import type { AnyShape, SizesOf } from '../shapes/dim.js'
import type { Tensor } from '../tensors/tensor.js'

/** What a model is shown: some examples, a key for its noise, and how many samples to draw for each example. */
export interface Observation<in out Event extends AnyShape> {
  readonly x: Tensor<readonly ['batch', ...Event]>
  readonly key: Key
  readonly samples: number
  /** What it is shown them for: evaluation if left out. */
  readonly mode?: Mode
}

/**
 * A model.
 *
 * - `Event`: the shape of one example.
 * - `Over`: the data its likelihood is over; a data set must fit it.
 * - `Params`: the tree of its parameters.
 * - `Supplies`: what a term may ask of it, by name. Training adds a key.
 */
export interface Model<in out Event extends AnyShape, in out Over extends Support, in out Params, out Supplies> {
  readonly name: string
  readonly event: SizesOf<Event>
  readonly over: Over
  /** The names in `Supplies`: for the run-time version of what the compiler checks. */
  readonly supplies: readonly string[]
  readonly init: (key: Key) => Params
  readonly supply: (params: Params) => (observed: Observation<Event>) => Supplies
}
