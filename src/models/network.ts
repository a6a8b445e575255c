/** What a model is made of, at run time. */

import { isMade } from '../layers/layer.js'
import { bindNames } from '../shapes/binding.js'
import { dimsOf, numbersOf, type Sizes } from '../shapes/dim.js'

/** Whether something is a network and not a layer, a record written by hand or anything else, which a cast may let past the compiler. */
export const isNetwork = (given: unknown): boolean =>
  typeof given === 'object' &&
  given !== null &&
  'input' in given &&
  'output' in given &&
  'apply' in given &&
  isMade(given)

/** The message for a name that means two numbers in the events of some networks and priors, or `null`. */
export const numbersApart = (
  model: string,
  events: readonly (readonly [label: string, event: Sizes])[],
): string | null => {
  const bound = bindNames(events.map(([label, event]) => ({ label, shape: dimsOf(event), sizes: numbersOf(event) })))
  return typeof bound === 'string' ? `${model}: ${bound}` : null
}
