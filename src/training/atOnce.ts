/** How many examples an evaluation takes at once. */

import { isPerExample } from '../losses/perExample.js'
import type { AnyTerm } from '../losses/term.js'

/**
 * The most numbers that the samples of some examples have in one tensor, of which a model has several at once: 16 megabytes.
 *
 * 5,000 samples of 784 pixels for 128 examples are 120 times as many, and take 11 gigabytes. In pieces of this size they take a
 * third of one, and the processor no longer than in larger ones.
 */
const MOST_NUMBERS = 2 ** 22

/** What is taken of a data set. */
interface Taken {
  /** How many samples of the posterior each example has. */
  readonly samples: number
  /** How many examples are asked for. */
  readonly batch: number
  /** How many numbers an example has, for each of its fields. */
  readonly widths: readonly number[]
}

/**
 * As many examples as are asked for; fewer where their samples are too many for memory, and the objective is a mean over
 * examples, which is the same however many are taken at once.
 *
 * @example
 * atOnce({ axes: ['batch'], content: ['+log-mean-exp'] }, { samples: 1000, batch: 128, widths: [784] })
 * //=> 5
 */
export const atOnce = (objective: Pick<AnyTerm, 'axes' | 'content'>, { samples, batch, widths }: Taken): number => {
  const each = samples * widths.reduce((sum, width) => sum + width, 0)
  return isPerExample(objective) ? Math.min(batch, Math.max(1, Math.floor(MOST_NUMBERS / each))) : batch
}
