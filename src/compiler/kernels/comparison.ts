/** Kernels of comparisons, logic, selection and types. */
import type * as tf from '@tensorflow/tfjs'
import type { Builder } from '../graph/builder.js'
import { cast, compare, unary, where } from '../graph/elementwise.js'
import type { ElementType, Value } from '../graph/value.js'
import { type Kernel, kernel } from './kernel.js'

const not = (builder: Builder, x: Value): Value => unary(builder, 'Not', x)

const isNotANumber = (builder: Builder, x: Value): Value => unary(builder, 'IsNaN', x, {}, 'bool')

const isInfinite = (builder: Builder, x: Value): Value => unary(builder, 'IsInf', x, {}, 'bool')

/** ONNX Runtime has no `Where` of bools. */
const select = (builder: Builder, condition: Value, yes: Value, no: Value): Value => {
  if (yes.type !== 'bool') return where(builder, condition, yes, no)
  const numbers = [yes, no].map((value) => cast(builder, value, 'int32'))
  return cast(builder, where(builder, condition, numbers[0] ?? yes, numbers[1] ?? no), 'bool')
}

export const comparisonKernels: readonly Kernel[] = [
  ...Object.entries({
    Greater: 'Greater',
    GreaterEqual: 'GreaterOrEqual',
    Less: 'Less',
    LessEqual: 'LessOrEqual',
    Equal: 'Equal',
    LogicalAnd: 'And',
    LogicalOr: 'Or',
  }).map(([name, operation]) =>
    kernel<tf.BinaryInputs>(name, (builder, { a, b }) => compare(builder, operation, a, b)),
  ),
  kernel<tf.BinaryInputs>('NotEqual', (builder, { a, b }) => not(builder, compare(builder, 'Equal', a, b))),
  kernel<tf.UnaryInputs>('LogicalNot', (builder, { x }) => not(builder, x)),
  kernel<tf.UnaryInputs>('IsNan', (builder, { x }) => isNotANumber(builder, x)),
  kernel<tf.UnaryInputs>('IsInf', (builder, { x }) => isInfinite(builder, x)),
  kernel<tf.UnaryInputs>('IsFinite', (builder, { x }) =>
    not(builder, compare(builder, 'Or', isNotANumber(builder, x), isInfinite(builder, x))),
  ),
  kernel<tf.SelectInputs>('Select', (builder, { condition, t, e }) => select(builder, condition, t, e)),
  // `tf.cast` refuses the types that are not ElementType (string, complex64) before it comes here.
  kernel<tf.CastInputs, tf.CastAttrs>('Cast', (builder, { x }, { dtype }) => cast(builder, x, dtype as ElementType)),
  kernel<tf.IdentityInputs>('Identity', (_, { x }) => x),
]
