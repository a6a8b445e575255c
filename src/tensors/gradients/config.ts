/** How a repaired gradient is written. */

import * as tf from '@tensorflow/tfjs-core'

type Gradients = Readonly<Record<string, () => tf.Tensor>>

/**
 * A gradient for TensorFlow.js's registry. `Attributes` are TensorFlow.js's own of the kernel.
 *
 * `saved` are the inputs named, in that order, then the outputs marked.
 */
export const gradient = <Attributes = object>(
  kernelName: string,
  save: Pick<tf.GradConfig, 'inputsToSave' | 'outputsToSave' | 'saveAllInputs'>,
  back: (dy: tf.Tensor, saved: readonly tf.Tensor[], attributes: Attributes) => Gradients,
): tf.GradConfig => ({
  ...save,
  kernelName,
  gradFunc: (dy, saved, attributes) => {
    const first = Array.isArray(dy) ? dy[0] : dy
    if (first === undefined)
      throw new TypeError(`${kernelName}: takes the gradient of its first output but is given none`)
    // TensorFlow.js calls the gradient of a kernel with that kernel's attributes.
    return back(first, saved, attributes as Attributes)
  },
})

/** A saved tensor: TensorFlow.js saves those the gradient asked for, so its absence is a defect. */
export const savedAt = (saved: readonly tf.Tensor[], index: number): tf.Tensor => {
  const tensor = saved[index]
  if (tensor === undefined)
    throw new TypeError(`gradient: takes ${index + 1} saved tensors but is given ${saved.length}`)
  return tensor
}

/** Gradients are floats, also those of bools and of indices. */
export const zerosFor = (tensor: tf.Tensor): tf.Tensor => tf.zeros(tensor.shape)
