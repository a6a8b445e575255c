/** Kernels of comparisons, logic, selection and types. */

import type * as tf from '@tensorflow/tfjs-core'
import type { Builder } from '../graph/builder.js'
import { cast, compare, unary, where } from '../graph/elementwise.js'
import type { ElementType, Value } from '../graph/value.js'
import { type Kernel, kernel } from './kernel.js'

const not = (builder: Builder, x: Value): Value => unary(builder, 'Not', x)

const isNotANumber = (builder: Builder, x: Value): Value => unary(builder, 'IsNaN', x, {}, 'bool')

export const comparisonKernels: readonly Kernel[] = [
  ...Object.entries({
    Greater: 'Greater',
    GreaterEqual: 'GreaterOrEqual',
    Less: 'Less',
    LessEqual: 'LessOrEqual',
    Equal: 'Equal',
    LogicalAnd: 'And',
  }).map(([name, operation]) =>
    kernel<tf.BinaryInputs>(name, (builder, { a, b }) => compare(builder, operation, a, b)),
  ),
  kernel<tf.UnaryInputs>('LogicalNot', (builder, { x }) => not(builder, x)),
  kernel<tf.UnaryInputs>('IsNan', (builder, { x }) => isNotANumber(builder, x)),
  kernel<tf.SelectInputs>('Select', (builder, { condition, t, e }) => where(builder, condition, t, e)),
  // `tf.cast` refuses the types that are not ElementType (string, complex64) before it comes here.
  kernel<tf.CastInputs, tf.CastAttrs>('Cast', (builder, { x }, { dtype }) => cast(builder, x, dtype as ElementType)),
  kernel<tf.IdentityInputs>('Identity', (_, { x }) => x),
]
