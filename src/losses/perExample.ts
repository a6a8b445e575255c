/** Whether an objective is a mean over examples, so that it is the same however many of them are shown at once. */

import type { AnyTerm } from './term.js'

/**
 * What may take the number of an example from the others: a user's own term, one that permutes the rows of a batch or compares
 * them, and what is not known any more. A name that is like one of these is taken for it.
 */
const MAY_MIX = /user |discrimination|of the batch|~/

/**
 * Whether each example has a number of its own, which the others in its batch do not change.
 *
 * @example
 * isPerExample({ axes: ['samples', 'batch'], content: ['+log p(x|z)', '-kl'] })
 * //=> true
 */
export const isPerExample = ({ axes, content }: Pick<AnyTerm, 'axes' | 'content'>): boolean =>
  axes.includes('batch') && !content.some((atom) => MAY_MIX.test(atom))
