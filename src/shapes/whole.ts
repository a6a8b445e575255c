/** A record of options that is given whole. */

import type { IsAny } from './checkDim.js'

/**
 * What a record of options must be besides its type: not `any`, which would pass every check of what is in it.
 *
 * `Whole` is inferred from a branch that is never taken, so that the record keeps its own type.
 */
export type NotAny<Whole> = IsAny<Whole> extends true ? never : unknown extends Whole ? Whole : unknown
