/** How many examples an evaluation takes at once. */

import { isPerExample } from '../losses/perExample.js'
import type { AnyTerm } from '../losses/term.js'
import type { Samples } from '../random/rows.js'

/**
 * The most numbers in one tensor of samples: 8 megabytes. A model holds several such tensors at once.
 *
 * 5,000 samples of 784 pixels for 128 examples are 240 times as many, and take 11 gigabytes. The processor takes no longer in
 * pieces of this size than in larger ones.
 */
const MOST_NUMBERS = 2 ** 21

/** What is taken of a data set. */
interface Taken {
  /** How many samples of the posterior each example has. */
  readonly samples: number
  /** How many examples are asked for. */
  readonly batch: number
  /** How many numbers an example has, for each of its fields. */
  readonly widths: readonly number[]
}

const numbersOfOne = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0)

/**
 * As many examples as are asked for; fewer where their samples are too many for memory, and the objective is a mean over
 * examples, which is the same however many are taken at once.
 *
 * @example
 * atOnce({ axes: ['batch'], content: ['+log-mean-exp'] }, { samples: 1000, batch: 128, widths: [784] })
 * //=> 2
 */
export const atOnce = (objective: Pick<AnyTerm, 'axes' | 'content'>, { samples, batch, widths }: Taken): number => {
  const each = samples * numbersOfOne(widths)
  return isPerExample(objective) ? Math.min(batch, Math.max(1, Math.floor(MOST_NUMBERS / each))) : batch
}

/**
 * The samples of one example in pieces of about one size, where all at once are too many for memory.
 *
 * @example
 * samplesAtOnce({ samples: 5000, widths: [784] })
 * //=> [{ first: 0, count: 2500, of: 5000 }, { first: 2500, count: 2500, of: 5000 }]
 */
export const samplesAtOnce = ({ samples, widths }: Omit<Taken, 'batch'>): readonly Samples[] => {
  const most = Math.max(1, Math.floor(MOST_NUMBERS / numbersOfOne(widths)))
  const pieces = Math.ceil(samples / most)
  const begin = (piece: number): number => Math.floor((piece * samples) / pieces)
  return Array.from({ length: pieces }, (_, piece) => ({
    ...{ first: begin(piece), count: begin(piece + 1) - begin(piece), of: samples },
  }))
}
