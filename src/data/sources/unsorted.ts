/** The test examples of files that are sorted by class. */

import { from } from '../../random/key.js'
import { shuffle } from '../shuffle.js'

/**
 * Test examples in one order of chance, for data sets by name: where some are shown or measured they are the first, which in a
 * file that is sorted are all of one class.
 */
export const unsorted = shuffle(from(0))
