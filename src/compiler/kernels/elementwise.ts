/** Kernels of elementwise arithmetic and activations. */
import type * as tf from '@tensorflow/tfjs'
import type { Builder } from '../graph/builder.js'
import {
  add,
  binary,
  cast,
  compare,
  divide,
  multiply,
  scalarLike,
  subtract,
  unary,
  where,
} from '../graph/elementwise.js'
import { expand } from '../graph/layout.js'
import { elu, expm1, sigmoid, softplus } from '../graph/logistic.js'
import type { Value } from '../graph/value.js'
import { type Kernel, kernel, listKernel } from './kernel.js'

// -----------------------------------------------------------------------------
// ONNX has it
// -----------------------------------------------------------------------------

/** Kernels whose ONNX operation is of the same name and works on floats alone. */
const floatUnaries =
  'Acos Acosh Asin Asinh Atan Atanh Ceil Cos Cosh Erf Exp Floor Log Reciprocal Round Selu Sin Sinh Sqrt Tan Tanh'.split(
    ' ',
  )

const number = (builder: Builder, value: number): Value => builder.splat(value)

const float = (builder: Builder, value: Value): Value => cast(builder, value, 'float32')

/** A kernel of one input of type float. */
const floatKernel = (name: string, record: (builder: Builder, x: Value) => Value): Kernel =>
  kernel<tf.UnaryInputs>(name, (builder, { x }) => record(builder, float(builder, x)))

const simple: readonly Kernel[] = [
  ...floatUnaries.map((name) => floatKernel(name, (builder, x) => unary(builder, name, x))),
  ...['Abs', 'Neg', 'Sign'].map((name) => kernel<tf.UnaryInputs>(name, (builder, { x }) => unary(builder, name, x))),
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

/**
 * Source: Kahan's formula, as in Goldberg, "What every computer scientist should know about floating-point
 * arithmetic", 1991, theorem 4: the error of `log(1 + x)` is undone by dividing by the `x` it saw. An `x` that it saw
 * whole, infinity among them, is divided by nothing.
 */
const log1p = (builder: Builder, x: Value): Value => {
  const one = number(builder, 1)
  const sum = add(builder, x, one)
  const seenX = subtract(builder, sum, one)
  const unseen = compare(builder, 'Equal', seenX, number(builder, 0))
  const divisor = where(builder, unseen, expand(builder, one, x.shape), seenX)
  const ratio = where(builder, compare(builder, 'Equal', seenX, x), one, divide(builder, x, divisor))
  return where(builder, unseen, x, multiply(builder, unary(builder, 'Log', sum), ratio))
}

const floorMod = (builder: Builder, a: Value, b: Value): Value =>
  a.type === 'int32'
    ? binary(builder, 'Mod', a, b)
    : subtract(builder, a, multiply(builder, b, unary(builder, 'Floor', divide(builder, a, b))))

const floorDiv = (builder: Builder, a: Value, b: Value): Value =>
  a.type === 'int32'
    ? divide(builder, subtract(builder, a, floorMod(builder, a, b)), b)
    : unary(builder, 'Floor', divide(builder, a, b))

const atan2 = (builder: Builder, y: Value, x: Value): Value => {
  const zero = number(builder, 0)
  const slope = unary(builder, 'Atan', divide(builder, y, x))
  const half = where(builder, compare(builder, 'Less', y, zero), number(builder, -Math.PI), number(builder, Math.PI))
  const vertical = multiply(builder, unary(builder, 'Sign', y), number(builder, Math.PI / 2))
  const left = where(builder, compare(builder, 'Less', x, zero), add(builder, slope, half), vertical)
  return where(builder, compare(builder, 'Greater', x, zero), slope, left)
}

const atMost = (builder: Builder, x: Value, limit: number): Value =>
  binary(builder, 'Min', x, scalarLike(builder, x, limit))

const atLeast = (builder: Builder, x: Value, limit: number): Value =>
  binary(builder, 'Max', x, scalarLike(builder, x, limit))

export const prelu = (builder: Builder, x: Value, slope: Value): Value =>
  add(builder, unary(builder, 'Relu', x), multiply(builder, slope, atMost(builder, x, 0)))

const step = (builder: Builder, x: Value, below: number): Value => {
  const positive = float(builder, compare(builder, 'Greater', x, scalarLike(builder, x, 0)))
  return below === 0
    ? positive
    : add(builder, multiply(builder, positive, number(builder, 1 - below)), number(builder, below))
}

const composed: readonly Kernel[] = [
  floatKernel('Elu', elu),
  floatKernel('Expm1', expm1),
  floatKernel('Log1p', log1p),
  floatKernel('Sigmoid', sigmoid),
  floatKernel('Softplus', softplus),
  floatKernel('Rsqrt', (builder, x) => unary(builder, 'Reciprocal', unary(builder, 'Sqrt', x))),
  floatKernel('Relu', (builder, x) => unary(builder, 'Relu', x)),
  floatKernel('Relu6', (builder, x) => atMost(builder, unary(builder, 'Relu', x), 6)),
  kernel<tf.UnaryInputs>('Square', (builder, { x }) => multiply(builder, x, x)),
  kernel<tf.BinaryInputs>('SquaredDifference', (builder, { a, b }) => {
    const difference = subtract(builder, a, b)
    return multiply(builder, difference, difference)
  }),
  kernel<tf.BinaryInputs>('Mod', (builder, { a, b }) => floorMod(builder, a, b)),
  kernel<tf.BinaryInputs>('FloorDiv', (builder, { a, b }) => floorDiv(builder, a, b)),
  kernel<tf.BinaryInputs>('Atan2', (builder, { a, b }) => atan2(builder, a, b)),
  kernel<tf.EluGradInputs>('EluGrad', (builder, { dy, y }) =>
    multiply(builder, dy, add(builder, atMost(builder, y, 0), number(builder, 1))),
  ),
  kernel<tf.LeakyReluInputs, tf.LeakyReluAttrs>('LeakyRelu', (builder, { x }, { alpha }) =>
    unary(builder, 'LeakyRelu', x, { alpha: { float: alpha } }),
  ),
  kernel<tf.PreluInputs>('Prelu', (builder, { x, alpha }) => prelu(builder, x, alpha)),
  kernel<tf.ClipByValueInputs, tf.ClipByValueAttrs>('ClipByValue', (builder, { x }, { clipValueMin, clipValueMax }) =>
    x.type === 'float32'
      ? builder.operation('Clip', [x, builder.splat(clipValueMin), builder.splat(clipValueMax)], x.shape)
      : atMost(builder, atLeast(builder, x, clipValueMin), clipValueMax),
  ),
  kernel<tf.StepInputs, tf.StepAttrs>('Step', (builder, { x }, { alpha }) => step(builder, x, alpha ?? 0)),
  listKernel('AddN', (builder, values) => values.reduce((sum, value) => add(builder, sum, value))),
]

export const elementwiseKernels: readonly Kernel[] = [...simple, ...composed]
