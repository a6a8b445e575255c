/** What the values of a data set are, and which of them a likelihood is a distribution over. */

import type { Said } from '../shapes/message.js'

/**
 * The values of a data set.
 *
 * - `binary`: 0 or 1.
 * - `relaxed`: in [0, 1], declared by name to stand for the probability of a 1 (the usual cross-entropy on grey
 *   pixels: not the log-probability of any data, so its nats compare only with themselves).
 * - `oneHot`: 0 or 1, with one 1 along the last axis.
 * - `unitInterval`: in [0, 1], such as grey pixels.
 * - `integer`: whole numbers from 0.
 * - `real`: any number.
 */
export type Support = 'binary' | 'relaxed' | 'oneHot' | 'unitInterval' | 'integer' | 'real'

/** The data that a likelihood over a support takes. */
export interface Accepted {
  readonly binary: 'binary' | 'relaxed' | 'oneHot'
  readonly relaxed: 'binary' | 'relaxed' | 'oneHot'
  readonly oneHot: 'oneHot'
  readonly unitInterval: 'binary' | 'relaxed' | 'oneHot' | 'unitInterval'
  readonly integer: 'binary' | 'oneHot' | 'integer'
  readonly real: Support
}

/** The message of a likelihood over numbers that no data is. */
export type NotOfData<Name extends string, Over extends string> = Said<typeof notOfData<Name, Over>>

/** The run-time version of `NotOfData`. */
export const notOfData = <Name extends string, Over extends string>(name: Name, over: Over) =>
  `${name} is over ${over} numbers, which no data is: it cannot be a likelihood` as const

/** The run-time version of `Accepted`. */
export const accepted: { readonly [Over in Support]: readonly Accepted[Over][] } = {
  binary: ['binary', 'relaxed', 'oneHot'],
  relaxed: ['binary', 'relaxed', 'oneHot'],
  oneHot: ['oneHot'],
  unitInterval: ['binary', 'relaxed', 'oneHot', 'unitInterval'],
  integer: ['binary', 'oneHot', 'integer'],
  real: ['binary', 'relaxed', 'oneHot', 'unitInterval', 'integer', 'real'],
}

/** Whether data can be of some numbers. */
export const isSupport = (over: string): over is Support => Object.hasOwn(accepted, over)
