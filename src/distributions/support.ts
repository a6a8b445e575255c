/** What the values of a data set are, and which of them a likelihood is a law over. */

/**
 * The values of a data set.
 *
 * - `binary`: 0 or 1.
 * - `relaxed`: in [0, 1], declared by name to stand for the probability of a 1 (the usual cross-entropy on grey
 *   pixels: not the log-probability of any data, so its nats compare only with themselves).
 * - `unitInterval`: in [0, 1], such as grey pixels.
 * - `integer`: whole numbers from 0.
 * - `real`: any number.
 */
export type Support = 'binary' | 'relaxed' | 'unitInterval' | 'integer' | 'real'

/** The data that a likelihood over a support takes. */
export interface Accepted {
  readonly binary: 'binary' | 'relaxed'
  readonly relaxed: 'binary' | 'relaxed'
  readonly unitInterval: 'binary' | 'relaxed' | 'unitInterval'
  readonly integer: 'binary' | 'integer'
  readonly real: Support
}

/** The run-time twin of `Accepted`. */
export const accepted: { readonly [Over in Support]: readonly Accepted[Over][] } = {
  binary: ['binary', 'relaxed'],
  relaxed: ['binary', 'relaxed'],
  unitInterval: ['binary', 'relaxed', 'unitInterval'],
  integer: ['binary', 'integer'],
  real: ['binary', 'relaxed', 'unitInterval', 'integer', 'real'],
}
