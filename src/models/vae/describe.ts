/** A variational autoencoder as text. */

import { describe as networkText } from '../../layers/describe.js'
import { numbersOf, type Sizes } from '../../shapes/dim.js'
import { show } from '../../shapes/message.js'

type Network = Parameters<typeof networkText>[0] & { readonly output: Sizes }

/**
 * The networks of a model and its prior, a line each.
 *
 * @example
 * describe(
 *   Vae.make({
 *     encoder: Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(20)),
 *     decoder: Layer.sequence(Layer.dense(20, 500), Layer.tanh, Layer.bernoulliHead(784)),
 *     prior: DiagonalNormal.standard(20),
 *   }),
 * )[1]
 * //=> 'prior: StandardNormal over [20]'
 */
export const describe = ({
  encoder,
  decoder,
  prior,
}: {
  readonly encoder: Network
  readonly decoder: Network
  readonly prior: { readonly _tag: string }
}): readonly string[] => [
  `encoder: ${networkText(encoder)}`,
  `prior: ${prior._tag} over ${show(numbersOf(encoder.output))}`,
  `decoder: ${networkText(decoder)}`,
]
