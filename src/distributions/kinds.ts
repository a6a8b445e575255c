/**
 * What networks give and what priors there are, by name. A distribution adds itself from its own file, by declaration
 * merging: this file names none.
 *
 * Higher kinds as fp-ts encodes them. In another package: `declare module 'shapebound' { interface Kinds<...> ... }`.
 */

import type { AnyShape, Dim } from '../shapes/dim.js'
import type { Tensor } from '../tensors/tensor.js'

/** What a network gives for rows of events: a tensor, or a distribution over one. */
export interface Kinds<Row extends Dim, Event extends AnyShape> {
  readonly Tensor: Tensor<readonly [Row, ...Event]>
}

/** What the compiler knows of each distribution: an entry is its `Facts`. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled from the files of the distributions
export interface DistributionFacts {}

/** The priors that a model may be made with, over an event: an entry is one of `AnyPart`. */
// biome-ignore lint/suspicious/noEmptyInterface: it is filled from the files of the priors
// biome-ignore lint/correctness/noUnusedVariables: they use it
export interface PriorsOver<Event extends AnyShape> {}
