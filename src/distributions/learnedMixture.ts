/** A mixture of diagonal normal laws as a prior whose weights, means and log-variances are parameters of the model. */

import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import { type AnyShape, dimsOf, numbersOf, type ShapeOf, type Sizes } from '../shapes/dim.js'
import type { KnownSizes } from '../shapes/door.js'
import { counted, type WholeNumber } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import { knownEvent } from './standard.js'

/** The parameters of a learned mixture. A type and not an interface, so that it is a tree of tensors. */
export type MixturePriorParameters<Event extends AnyShape> = {
  readonly logits: T.Tensor<readonly ['components']>
  readonly mean: T.Tensor<readonly ['components', ...Event]>
  readonly logVariance: T.Tensor<readonly ['components', ...Event]>
}

/** A mixture that is learned: it holds no tensor, and makes its parameters from a key as a layer does. */
export interface LearnedMixture<in out Event extends AnyShape> {
  readonly _tag: 'LearnedMixture'
  readonly shape: Event
  readonly event: Sizes
  readonly init: (key: Key) => MixturePriorParameters<Event>
}

/**
 * A mixture of so many components over an event, to learn: `learned({ components: 10 })(20)`.
 *
 * It begins with equal weights, standard normal means, so that the components are apart, and variances of 1. The
 * log-variances are bounded as those of `Layer.normalHead`.
 *
 * Errors: a `ShapeError` when the number of components or a size is not a whole number above 0.
 * Source: Dilokthanakul et al., "Deep Unsupervised Clustering with Gaussian Mixture Variational Autoencoders",
 * arXiv:1611.02648, section 3.
 *
 * @example
 * learned({ components: 10 })(20).shape
 * //=> [20]
 */
export const learned =
  <const Count extends number>({
    components,
  }: {
    readonly components: WholeNumber<Count, 'MixturePrior.learned: the number of components'>
  }) =>
  <const Given extends readonly unknown[]>(
    ...sizes: KnownSizes<Given, 'MixturePrior.learned'>
  ): LearnedMixture<ShapeOf<Given>> => {
    const size = counted(components, 'MixturePrior.learned: the number of components')
    const event = knownEvent('MixturePrior.learned', sizes)
    const own = dimsOf(event) as AnyShape as ShapeOf<Given> // safe: it is computed from the same sizes
    const drawn = { shape: ['components', ...own] as const, sizes: [size, ...numbersOf(event)] }
    return {
      _tag: 'LearnedMixture',
      shape: own,
      event,
      init: (key) => ({
        logits: T.zeros(['components'] as const, [size]),
        mean: Random.normal(child('mean')(key))(drawn),
        logVariance: T.zeros(drawn.shape, drawn.sizes),
      }),
    }
  }
