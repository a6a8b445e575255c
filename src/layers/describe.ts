/** A network as text. */

import { numbersOf, type Sizes } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { show } from '../shapes/message.js'
import type { LayerSummary } from './layer.js'

const sizeText = (sizes: Sizes): string => {
  const [only, second] = numbersOf(sizes)
  return only !== undefined && second === undefined ? `${only}` : show(numbersOf(sizes))
}

/** A layer that keeps the sizes it is given is its name alone. */
const layerText = (before: Sizes, { name, out }: LayerSummary): string =>
  same(numbersOf(before), numbersOf(out)) ? name : `${name} ${sizeText(out)}`

/**
 * What a network takes, and each of its layers with the sizes that it gives, where they are others.
 *
 * @example
 * describe(Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(500, 20)))
 * //=> '[784] → dense 500 → tanh → normalHead 20'
 */
export const describe = ({
  input,
  layers,
}: {
  readonly input: Sizes
  readonly layers: readonly LayerSummary[]
}): string =>
  [show(numbersOf(input)), ...layers.map((layer, index) => layerText(layers[index - 1]?.out ?? input, layer))].join(
    ' → ',
  )
