/** Repairs TensorFlow.js's missing and faulty gradients, once, for all of its backends. */

import * as tf from '@tensorflow/tfjs'
import { broadcastingGradients } from './broadcasting.js'
import { indexingGradients } from './indexing.js'
import { largestGradients } from './largest.js'
import { linearGradients } from './linear.js'
import { partGradients } from './parts.js'
import { scanGradients } from './scans.js'
import { tailGradients } from './tails.js'
import { zeroGradients } from './zeros.js'

export const repairs: readonly tf.GradConfig[] = [
  ...broadcastingGradients,
  ...indexingGradients,
  ...largestGradients,
  ...linearGradients,
  ...partGradients,
  ...scanGradients,
  ...tailGradients,
  ...zeroGradients,
]

/** Puts the repaired gradients in TensorFlow.js's registry. Calling it again changes nothing. */
export const registerGradients = (): void => {
  for (const repair of repairs) {
    if (tf.getGradient(repair.kernelName) === repair) continue
    if (tf.getGradient(repair.kernelName) !== undefined) tf.unregisterGradient(repair.kernelName)
    tf.registerGradient(repair)
  }
}
