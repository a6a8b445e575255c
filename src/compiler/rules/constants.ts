/** Computes while tracing what depends on nothing that is fed. */

import type { Rule } from '../graph/builder.js'
import { isKnown, isSplat, numbersOf, sizeOf } from '../graph/value.js'
import { elementwiseOperations } from '../interpreter/elementwise.js'
import { evaluate } from '../interpreter/interpret.js'

/** Beyond this many elements a folded constant would cost more as bytes of the model than as an operation. */
const largestFold = 4096

/** An elementwise operation on splats is a splat. */
const foldSplats: Rule = {
  name: 'fold splats',
  operations: [...elementwiseOperations],
  simplify: (builder, { operation, inputs, shape, type, attributes }) => {
    if (!inputs.every((input) => isSplat(input))) return undefined
    const scalars = inputs.filter((input) => isSplat(input)).map(({ value }) => ({ shape: [], values: [value] }))
    const [result] = evaluate(operation, scalars, attributes, [])
    return builder.splat(result?.[0] ?? Number.NaN, shape, type)
  },
}

/** An operation on small constants is a constant. */
const foldConstants: Rule = {
  name: 'fold constants',
  simplify: (builder, { operation, inputs, shape, type, attributes }) => {
    const known = inputs.filter(isKnown)
    const elements = known.reduce((sum, input) => sum + sizeOf(input.shape), sizeOf(shape))
    const twoResults = operation === 'MaxPool' || operation === 'TopK'
    if (known.length < inputs.length || elements > largestFold || twoResults) return undefined
    const numbers = known.map((input) => ({ shape: input.shape, values: numbersOf(input) }))
    return builder.constant(evaluate(operation, numbers, attributes, shape)[0] ?? [], shape, type)
  },
}

export const constantRules: readonly Rule[] = [foldSplats, foldConstants]
