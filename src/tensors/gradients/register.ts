/**
 * The gradients of every kernel that can be traced, once, for all of TensorFlow.js's backends.
 *
 * `tfjs-core` has none outside of bundlers, and the umbrella package, which registers them, is five times its size.
 */

import * as tf from '@tensorflow/tfjs-core'
import { arithmeticGradients } from './arithmetic.js'
import { broadcastingGradients } from './broadcasting.js'
import { elementwiseGradients } from './elementwise.js'
import { indexingGradients } from './indexing.js'
import { largestGradients } from './largest.js'
import { layoutGradients } from './layout.js'
import { linearGradients } from './linear.js'
import { partGradients } from './parts.js'
import { reductionGradients } from './reductions.js'
import { scanGradients } from './scans.js'
import { tailGradients } from './tails.js'
import { windowGradients } from './windows.js'
import { zeroGradients } from './zeros.js'

export const gradients: readonly tf.GradConfig[] = [
  ...arithmeticGradients,
  ...broadcastingGradients,
  ...elementwiseGradients,
  ...indexingGradients,
  ...largestGradients,
  ...layoutGradients,
  ...linearGradients,
  ...partGradients,
  ...reductionGradients,
  ...scanGradients,
  ...tailGradients,
  ...windowGradients,
  ...zeroGradients,
]

/**
 * Puts the gradients in TensorFlow.js's registry. Calling it again changes nothing.
 *
 * It is called before each gradient: the umbrella package, which native TensorFlow brings, and which a program may load for
 * itself, puts its own there when it is loaded, and some of those are wrong.
 */
export const registerGradients = (): void => {
  for (const own of gradients) {
    if (tf.getGradient(own.kernelName) === own) continue
    if (tf.getGradient(own.kernelName) !== undefined) tf.unregisterGradient(own.kernelName)
    tf.registerGradient(own)
  }
}
