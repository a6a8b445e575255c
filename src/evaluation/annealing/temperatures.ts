/** Temperatures: the steps in which a prior becomes a posterior. */

import { refuse } from '../../shapes/defect.js'
import { mustBe } from '../../shapes/message.js'

/** How slowly it begins and ends. */
const REACH = 4

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/**
 * The powers that a likelihood has on the way from the prior, 0, to the posterior, 1: slow at both ends, where the distributions
 * change most.
 *
 * Range: rises from 0 to 1. Errors: a `ShapeError` for a count that is not a whole number above 0.
 * Source: Wu, Burda, Salakhutdinov and Grosse, "On the Quantitative Analysis of Decoder-Based Generative Models", arXiv:1611.04273,
 * appendix; the sigmoid is that of Grosse, Ghahramani and Adams, arXiv:1511.02543.
 *
 * @example
 * temperatures(2)
 * //=> [0, 0.5, 1]
 */
export const temperatures = (count: number): readonly number[] => {
  if (!Number.isInteger(count) || count < 1) refuse(mustBe('temperatures: the count', 'a whole number above 0', count))
  const [least, most] = [sigmoid(-REACH), sigmoid(REACH)]
  return Array.from({ length: count + 1 }, (_, at) =>
    at === 0 ? 0 : at === count ? 1 : (sigmoid(REACH * ((2 * at) / count - 1)) - least) / (most - least),
  )
}
