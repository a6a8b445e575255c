/** A network as text. */

import { numbersOf } from '../shapes/dim.js'
import { type EventSizes, isIndices, isShape } from '../shapes/event.js'
import { show } from '../shapes/message.js'
import type { LayerSummary } from './layer.js'

/** The numbers of an event, those of several by their names. */
const eventText = (event: EventSizes): string =>
  isShape(event)
    ? show(numbersOf(event))
    : isIndices(event)
      ? `${event.sizes.length === 0 ? '' : `${show(numbersOf(event.sizes))} `}indices below ${event.below.size}`
      : `{ ${Object.entries(event)
          .map(([name, each]) => `${name}: ${eventText(each)}`)
          .join(', ')} }`

const sizeText = (event: EventSizes): string =>
  isShape(event) && event.length === 1 ? `${numbersOf(event)[0]}` : eventText(event)

/** A layer that keeps the sizes it is given is its name alone. */
const layerText = (before: EventSizes, { name, out }: LayerSummary): string =>
  eventText(before) === eventText(out) ? name : `${name} ${sizeText(out)}`

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
  readonly input: EventSizes
  readonly layers: readonly LayerSummary[]
}): string =>
  [eventText(input), ...layers.map((layer, index) => layerText(layers[index - 1]?.out ?? input, layer))].join(' → ')
