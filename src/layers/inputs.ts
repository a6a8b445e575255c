/** What a network is applied to, when the program runs: a cast may have let anything past the compiler. */

import { bindNames } from '../shapes/binding.js'
import { refuse } from '../shapes/defect.js'
import { dimsOf, numbersOf, type Sizes } from '../shapes/dim.js'
import { same } from '../shapes/equal.js'
import { show } from '../shapes/message.js'
import type { AnyTensor } from '../tensors/tensor.js'

/** Whether something is a tensor of an engine. */
export const isTensor = (given: unknown): given is AnyTensor =>
  typeof given === 'object' && given !== null && 'shape' in given && 'native' in given

/** What is wrong with the rows that a network is given, as a message, or `null`. */
export const rowsFault = (input: Sizes, given: unknown): string | null => {
  const event = dimsOf(input)
  if (!isTensor(given)) return `takes rows of ${show(event)} but is given no tensor`
  if (given.shape.length !== event.length + 1 || !same(given.shape.slice(1), event))
    return `takes rows of ${show(event)} but is given ${show(given.shape)}`
  const bound = bindNames([
    { label: 'its input', shape: event, sizes: numbersOf(input) },
    { label: 'the rows', shape: given.shape, sizes: given.sizes },
  ])
  return typeof bound === 'string' ? bound : null
}

/** Refuses parameters that are not one entry for each layer: those of another network. */
export const refuseParameters = (layers: number, given: unknown): void => {
  if (!Array.isArray(given) || given.length !== layers)
    refuse(
      `sequence: takes the parameters of ${layers} layers but is given ${
        Array.isArray(given) ? `those of ${given.length}` : 'something else'
      }`,
    )
}
