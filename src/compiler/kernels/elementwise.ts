/** Kernels of elementwise arithmetic and activations. */

import type * as tf from '@tensorflow/tfjs-core'
import type { Builder } from '../graph/builder.js'
import { add, binary, cast, compare, multiply, negate, scalarLike, unary } from '../graph/elementwise.js'
import { sigmoid, softplus } from '../graph/logistic.js'
import type { Value } from '../graph/value.js'
import { type Kernel, kernel } from './kernel.js'

// -----------------------------------------------------------------------------
// ONNX has it
// -----------------------------------------------------------------------------

/** Kernels whose ONNX operation is of the same name and works on floats alone. */
const floatUnaries = ['Cos', 'Exp', 'Floor', 'Log', 'Reciprocal', 'Relu', 'Sin', 'Sqrt', 'Tanh']

const number = (builder: Builder, value: number): Value => builder.splat(value)

const float = (builder: Builder, value: Value): Value => cast(builder, value, 'float32')

/** A kernel of one input of type float. */
const floatKernel = (name: string, record: (builder: Builder, x: Value) => Value): Kernel =>
  kernel<tf.UnaryInputs>(name, (builder, { x }) => record(builder, float(builder, x)))

const simple: readonly Kernel[] = [
  ...floatUnaries.map((name) => floatKernel(name, (builder, x) => unary(builder, name, x))),
  kernel<tf.UnaryInputs>('Abs', (builder, { x }) => unary(builder, 'Abs', x)),
  kernel<tf.UnaryInputs>('Neg', (builder, { x }) => negate(builder, x)),
  ...Object.entries({
    Add: 'Add',
    Sub: 'Sub',
    Multiply: 'Mul',
    RealDiv: 'Div',
    Maximum: 'Max',
    Minimum: 'Min',
    Pow: 'Pow',
  }).map(([name, operation]) => kernel<tf.BinaryInputs>(name, (builder, { a, b }) => binary(builder, operation, a, b))),
]

// -----------------------------------------------------------------------------
// ONNX has it not
// -----------------------------------------------------------------------------

const atMost = (builder: Builder, x: Value, limit: number): Value =>
  binary(builder, 'Min', x, scalarLike(builder, x, limit))

const atLeast = (builder: Builder, x: Value, limit: number): Value =>
  binary(builder, 'Max', x, scalarLike(builder, x, limit))

const step = (builder: Builder, x: Value, below: number): Value => {
  const positive = float(builder, compare(builder, 'Greater', x, scalarLike(builder, x, 0)))
  return below === 0
    ? positive
    : add(builder, multiply(builder, positive, number(builder, 1 - below)), number(builder, below))
}

const composed: readonly Kernel[] = [
  floatKernel('Sigmoid', sigmoid),
  floatKernel('Softplus', softplus),
  kernel<tf.UnaryInputs>('Square', (builder, { x }) => multiply(builder, x, x)),
  kernel<tf.LeakyReluInputs, tf.LeakyReluAttrs>('LeakyRelu', (builder, { x }, { alpha }) =>
    unary(builder, 'LeakyRelu', x, { alpha: { float: alpha } }),
  ),
  kernel<tf.ClipByValueInputs, tf.ClipByValueAttrs>('ClipByValue', (builder, { x }, { clipValueMin, clipValueMax }) =>
    x.type === 'float32'
      ? builder.operation('Clip', [x, builder.splat(clipValueMin), builder.splat(clipValueMax)], x.shape)
      : atMost(builder, atLeast(builder, x, clipValueMin), clipValueMax),
  ),
  kernel<tf.StepInputs, tf.StepAttrs>('Step', (builder, { x }, { alpha }) => step(builder, x, alpha ?? 0)),
]

export const elementwiseKernels: readonly Kernel[] = [...simple, ...composed]
