/** Samples that come with their log-densities. */

import type { AnyShape, Dim } from '../shapes/dim.js'
import type { Tensor } from '../tensors/tensor.js'

/** Reparameterized samples, and the log-density of each under the distribution that it was drawn from, in nats. */
export interface SamplesWithLogProb<Samples extends Dim, Row extends Dim, Event extends AnyShape> {
  readonly z: Tensor<readonly [Samples, Row, ...Event]>
  readonly logProb: Tensor<readonly [Samples, Row]>
}
