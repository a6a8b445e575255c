/** Kernels of matrix products. */
import type * as tf from '@tensorflow/tfjs'
import type { Builder } from '../graph/builder.js'
import { add, unary } from '../graph/elementwise.js'
import { reshape, transposeLast } from '../graph/layout.js'
import { gemm, matMul } from '../graph/linear.js'
import { elu, sigmoid } from '../graph/logistic.js'
import { axisSize, type Shape, sizeOf, type Value } from '../graph/value.js'
import { prelu } from './elementwise.js'
import { check, type Kernel, kernel } from './kernel.js'

// -----------------------------------------------------------------------------
// products
// -----------------------------------------------------------------------------

/** `Gemm` for two matrices, also as stacks of one; `MatMul` for real stacks. */
const batchMatMul = (builder: Builder, a: Value, b: Value, flipA: boolean, flipB: boolean): Value => {
  const stack = (value: Value) => value.shape.slice(0, -2)
  const [rowsAxis, columnsAxis] = [flipA ? -1 : -2, flipB ? -2 : -1]
  const matrices = a.shape.length >= 2 && b.shape.length >= 2
  const agree = matrices && a.shape.at(flipA ? -2 : -1) === b.shape.at(flipB ? -1 : -2)
  check(agree, 'matMul', 'matrices whose inner sizes are the same', a.shape, b.shape)
  // ONNX Runtime's `Gemm` is of floats alone.
  if (a.type === 'float32' && sizeOf(stack(a)) === 1 && sizeOf(stack(b)) === 1) {
    const matrix = (value: Value) => (value.shape.length === 2 ? value : reshape(builder, value, value.shape.slice(-2)))
    const lead = stack(a).length > stack(b).length ? stack(a) : stack(b)
    const product = gemm(builder, matrix(a), matrix(b), flipA, flipB)
    return reshape(builder, product, [...lead, axisSize(a.shape, rowsAxis), axisSize(b.shape, columnsAxis)])
  }
  const left = flipA ? transposeLast(builder, a) : a
  return matMul(builder, left, flipB ? transposeLast(builder, b) : b)
}

const labelSizes = (terms: readonly string[], inputs: readonly Value[]): ReadonlyMap<string, number> =>
  new Map(
    terms.flatMap((term, index) =>
      [...term].map((label, axis) => [label, axisSize(inputs[index]?.shape ?? [], axis)] as const),
    ),
  )

const fits = (term: string, shape: Shape, sizes: ReadonlyMap<string, number>): boolean =>
  shape.every((size, axis) => sizes.get(term[axis] ?? '') === size)

const einsum = (builder: Builder, inputs: readonly Value[], equation: string): Value => {
  const plain = equation.replaceAll(/\s/g, '')
  const [terms = '', result = ''] = plain.split('->')
  const sizes = labelSizes(terms.split(','), inputs)
  const agree = terms
    .split(',')
    .every((term, index) => inputs[index]?.shape.length === term.length && fits(term, inputs[index].shape, sizes))
  check(agree, `einsum ${plain}`, 'one size for each label', ...inputs.map((input) => input.shape))
  const shape = [...result].map((label) => sizes.get(label) ?? 1)
  return builder.operation('Einsum', inputs, shape, 'float32', { equation: plain })
}

// -----------------------------------------------------------------------------
// activations of fused kernels
// -----------------------------------------------------------------------------

export interface Fused {
  readonly activation: tf.fused.Activation
  readonly leakyreluAlpha?: number
}

const activate = (builder: Builder, x: Value, { activation, leakyreluAlpha }: Fused, slope?: Value): Value => {
  switch (activation) {
    case 'linear':
      return x
    case 'relu':
      return unary(builder, 'Relu', x)
    case 'relu6':
      return builder.operation('Min', [unary(builder, 'Relu', x), builder.splat(6)], x.shape)
    case 'elu':
      return elu(builder, x)
    case 'sigmoid':
      return sigmoid(builder, x)
    case 'leakyrelu':
      return unary(builder, 'LeakyRelu', x, { alpha: { float: leakyreluAlpha ?? 0.2 } })
    case 'prelu':
      return slope === undefined ? x : prelu(builder, x, slope)
  }
}

/** The bias and the activation that TensorFlow.js's fused kernels end with. */
export const finish = (builder: Builder, x: Value, fused: Fused, bias?: Value, slope?: Value): Value =>
  activate(builder, bias === undefined ? x : add(builder, x, bias), fused, slope)

/** The inputs that a fused kernel may be called without. */
export interface FusedInputs {
  readonly bias?: Value
  readonly preluActivationWeights?: Value
}

export const linearKernels: readonly Kernel[] = [
  kernel<tf.BatchMatMulInputs, tf.BatchMatMulAttrs>('BatchMatMul', (builder, { a, b }, { transposeA, transposeB }) =>
    batchMatMul(builder, a, b, transposeA, transposeB),
  ),
  kernel<tf._FusedMatMulInputs, tf._FusedMatMulAttrs & Fused>('_FusedMatMul', (builder, inputs, attributes) => {
    // `bias` and the slopes are optional inputs, which TensorFlow.js's type does not say.
    const { bias, preluActivationWeights } = inputs as FusedInputs
    const product = batchMatMul(builder, inputs.a, inputs.b, attributes.transposeA, attributes.transposeB)
    return finish(builder, product, attributes, bias, preluActivationWeights)
  }),
  {
    name: 'Einsum',
    // TensorFlow.js calls `Einsum` with an array and its equation.
    record: (builder, inputs, attributes) =>
      einsum(builder, inputs as readonly Value[], (attributes as tf.EinsumAttrs).equation),
  },
]
