/**
 * The compiled engine: a program is traced once for its sizes, and run by ONNX Runtime in a thread of its own.
 *
 * It is to TensorFlow.js what `tf.function` is to TensorFlow.
 */

import { withClose } from '../closing.js'
import type { Engine } from '../engine.js'
import { withNames } from '../names.js'
import type { Thread } from './asking.js'
import { runOn } from './run.js'
import { startOn } from './running.js'
import { type Device, sessionsOn } from './sessions.js'

/**
 * How many steps are taken inside one run.
 *
 * More steps copy parameters and moments out of the runtime less often; fewer show progress more often, and keep fewer
 * rows. Measured in turn for an MLP of 784-400-20: 8 take 5 % longer; 24 and 32 are no faster, and memory grows more.
 */
const STEPS_PER_RUN = 16

/** Which compiled engine it is. */
export interface Kind {
  readonly name: string
  readonly description: string
  /** What its thread computes on; `null` for the processor. */
  readonly device?: Device | null
  /** By how many threads of the processor a run computes: as many as may run at once, if left out. */
  readonly threads?: number
}

/**
 * The compiled engine, on a thread that has loaded ONNX Runtime.
 *
 * Errors: `ShapeError` for a name that means two numbers in one program, and for a shape that a cast let through;
 * `EngineFailed` for what cannot be traced, by the name of the operation and of the function that called it, and for what ONNX Runtime says.
 */
export const compiled = (thread: Thread, { name, description, device = null, threads }: Kind): Engine => {
  const sessions = sessionsOn(thread, device, threads)
  const [run, start] = [runOn(sessions), startOn(sessions)]
  return withClose(withNames({ name, description, stepsPerRun: STEPS_PER_RUN, run, start }), thread.close)
}

/** As `compiled`, once the thread has loaded ONNX Runtime; where that fails the thread is ended. Errors: rejects. */
export const loaded = async (thread: Thread, load: () => Promise<unknown>, kind: Kind): Promise<Engine> => {
  try {
    await load()
    return compiled(thread, kind)
  } catch (error) {
    await thread.close()
    throw error
  }
}
