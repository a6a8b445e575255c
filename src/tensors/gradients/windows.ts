/** The gradients of convolutions and of pools: kernels of their own, which TensorFlow.js has no public functions for. */

import * as tf from '@tensorflow/tfjs-core'
import { gradient, savedAt } from './config.js'

const run = (kernelName: string, inputs: Readonly<Record<string, tf.Tensor>>, attributes: object): tf.Tensor =>
  // safe: each of these kernels gives one tensor, and takes these attributes
  tf.engine().runKernel(kernelName, { ...inputs }, attributes as tf.NamedAttrMap) as tf.Tensor

const convolution = gradient<tf.Conv2DAttrs>(
  tf.Conv2D,
  { inputsToSave: ['x', 'filter'] },
  (dy, saved, { strides, pad, dataFormat }) => {
    const [x, filter] = [savedAt(saved, 0), savedAt(saved, 1)]
    const windows = { strides, pad, dataFormat }
    return {
      x: () => run(tf.Conv2DBackpropInput, { dy, filter }, { ...windows, inputShape: x.shape }),
      filter: () => run(tf.Conv2DBackpropFilter, { x, dy }, { ...windows, filterShape: filter.shape }),
    }
  },
)

/** It is a convolution of the gradient's gradient. */
const convolutionBack = gradient<tf.Conv2DBackpropInputAttrs>(
  tf.Conv2DBackpropInput,
  { inputsToSave: ['dy', 'filter'] },
  (ddx, saved, { strides, pad, dataFormat, dimRoundingMode }) => {
    const [dy, filter] = [savedAt(saved, 0), savedAt(saved, 1)]
    const windows = { strides, pad, dataFormat, dimRoundingMode }
    return {
      dy: () => run(tf.Conv2D, { x: ddx, filter }, { ...windows, dilations: 1 }),
      filter: () => run(tf.Conv2DBackpropFilter, { x: ddx, dy }, { ...windows, filterShape: filter.shape }),
    }
  },
)

const depthwise = gradient<tf.DepthwiseConv2dNativeAttrs>(
  tf.DepthwiseConv2dNative,
  { inputsToSave: ['x', 'filter'] },
  (dy, saved, { strides, pad, dilations, dimRoundingMode }) => {
    const [x, filter] = [savedAt(saved, 0), savedAt(saved, 1)]
    const windows = { strides, pad, dilations, dimRoundingMode }
    const [ofInput, ofFilter] = [tf.DepthwiseConv2dNativeBackpropInput, tf.DepthwiseConv2dNativeBackpropFilter]
    return {
      x: () => run(ofInput, { dy, filter }, { ...windows, inputShape: x.shape }),
      filter: () => run(ofFilter, { x, dy }, { ...windows, filterShape: filter.shape }),
    }
  },
)

const maxPool = gradient<tf.MaxPoolAttrs>(
  tf.MaxPool,
  { inputsToSave: ['x'], outputsToSave: [true] },
  (dy, saved, { filterSize, strides, pad }) => ({
    x: () =>
      run('MaxPoolGrad', { dy, input: savedAt(saved, 0), output: savedAt(saved, 1) }, { filterSize, strides, pad }),
  }),
)

const avgPool = gradient<tf.AvgPoolAttrs>(
  tf.AvgPool,
  { inputsToSave: ['x'] },
  (dy, saved, { filterSize, strides, pad }) => ({
    x: () => run('AvgPoolGrad', { dy, input: savedAt(saved, 0) }, { filterSize, strides, pad }),
  }),
)

export const windowGradients: readonly tf.GradConfig[] = [avgPool, convolution, convolutionBack, depthwise, maxPool]
