/** ONNX Runtime without the reports that it makes to its maker. */

import { env } from 'node:process'

/** ONNX Runtime reads it once in a process, when it makes its first session. */
const SWITCH = 'ORT_DISABLE_TELEMETRY'

/** How many loads are under way for which the switch has been set here: the last of them takes it back. */
const held = { loads: 0 }

/**
 * Loads ONNX Runtime with its reports switched off, unless the user has said which way the switch stands.
 *
 * It would else write a device id and a queue of events into the home of the user, and send them. The variable is set
 * while `load` runs, and gone afterwards: `load` must make a first session, since the switch is read then.
 */
export const unreported = async <A>(load: () => Promise<A>): Promise<A> => {
  if (held.loads === 0 && env[SWITCH] !== undefined) return load()
  held.loads += 1
  env[SWITCH] = '1'
  try {
    return await load()
  } finally {
    held.loads -= 1
    if (held.loads === 0) delete env[SWITCH]
  }
}
