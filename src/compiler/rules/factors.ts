/** Multiplies by a number late and once: after a sum, or inside a product of matrices. */

import type { Rule } from '../graph/builder.js'
import { add, multiply, subtract } from '../graph/elementwise.js'
import { isOperation, isSplat, sameShape, sizeOf, type Value } from '../graph/value.js'
import { numberAttribute } from '../interpreter/numbers.js'

/** A value and the number that it is multiplied by. */
const scaled = (value: Value | undefined): { readonly inner: Value; readonly factor: number } | undefined => {
  const [inner, factor] = value !== undefined && isOperation(value, 'Mul') ? value.inputs : []
  const fits = inner !== undefined && inner.type === 'float32' && sameShape(inner.shape, value?.shape ?? [])
  return fits && factor !== undefined && isSplat(factor) ? { inner, factor: factor.value } : undefined
}

/** `a * c + b * c` is `(a + b) * c`, and `a * c + b * -c` is `(a - b) * c`. */
const factorOutOfSum: Rule = {
  name: 'factor out of a sum',
  operations: ['Add', 'Sub'],
  simplify: (builder, { operation, inputs }) => {
    const [left, right] = inputs.map(scaled)
    if (left === undefined || right === undefined || !sameShape(left.inner.shape, right.inner.shape)) return undefined
    if (Math.abs(left.factor) !== Math.abs(right.factor)) return undefined
    const sum = (operation === 'Add') === (left.factor === right.factor) ? add : subtract
    return multiply(builder, sum(builder, left.inner, right.inner), builder.splat(left.factor, []))
  },
}

/** The sum of what was multiplied is multiplied: it has fewer numbers. */
const factorOutOfReduction: Rule = {
  name: 'factor out of a reduction',
  operations: ['ReduceSum', 'ReduceMean'],
  simplify: (builder, { operation, inputs: [value, ...axes], shape, type, attributes }) => {
    const found = scaled(value)
    if (found === undefined || sizeOf(shape) === sizeOf(found.inner.shape)) return undefined
    const reduced = builder.operation(operation, [found.inner, ...axes], shape, type, attributes)
    return multiply(builder, reduced, builder.splat(found.factor, []))
  },
}

/** A factor of an operand is `Gemm`'s own, which multiplies what it has summed for nothing. */
export const factorIntoGemm: Rule = {
  name: 'factor into Gemm',
  operations: ['Gemm'],
  simplify: (builder, { inputs: [left, right, ...bias], shape, type, attributes }) => {
    const factors = [scaled(left), scaled(right)]
    const [innerLeft, innerRight] = [factors[0]?.inner ?? left, factors[1]?.inner ?? right]
    if (innerLeft === undefined || innerRight === undefined || factors.every((each) => each === undefined))
      return undefined
    const alpha = factors.reduce(
      (product, each) => product * (each?.factor ?? 1),
      numberAttribute(attributes, 'alpha', 1),
    )
    return builder.operation('Gemm', [innerLeft, innerRight, ...bias], shape, type, {
      ...attributes,
      alpha: { float: alpha },
    })
  },
}

export const factorRules: readonly Rule[] = [factorOutOfSum, factorOutOfReduction, factorIntoGemm]
