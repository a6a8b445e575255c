/** The named size, and what the general graph calls the sizes that follow it. */

import { TaggedError } from '../../shapes/tagged.js'
import type { Shape, SymbolicSize } from '../graph/value.js'
import { type Formula, fitIntegers, isConstant, mapTriple, type Triple } from './fit.js'

/** The name of the size, and the sizes it was traced at. */
export interface SizeName {
  readonly name: string
  readonly sizes: Triple<number>
}

/** Carries a refusal out of the walk through the graphs; `generalize` gives it as a value. */
export class NotGeneralError extends TaggedError<'NotGeneralError'> {
  constructor(message: string) {
    super('NotGeneralError', message)
  }
}

export const fail = (what: string, got: string): never => {
  throw new NotGeneralError(`trace: ${what} must follow the size, not ${got}`)
}

export const showShapes = (shapes: readonly Shape[]): string => shapes.map((shape) => `[${shape}]`).join(' and ')

/** `batch`, `2*batch`, `batch+1`: ONNX takes any text for the name of a size. */
export const nameOf = (name: string, formula: Formula): string => {
  if (formula.form === 'inverse') return `${formula.factor}/${name}`
  const product = formula.factor === 1 ? name : `${formula.factor}*${name}`
  return formula.offset === 0 ? product : `${product}${formula.offset > 0 ? '+' : ''}${formula.offset}`
}

/** A size that stays is itself; one that follows the symbol is named after it. */
export const symbolicSizes = ({ name, sizes }: SizeName, shapes: Triple<Shape>): readonly SymbolicSize[] => {
  if (shapes[1].length !== shapes[0].length) return fail('a shape', showShapes(shapes))
  return shapes[0].map((size, axis) => {
    const at = mapTriple(shapes, (shape) => shape[axis] ?? 0)
    if (isConstant(at)) return size
    const formula = fitIntegers(sizes, at)
    return formula === undefined ? fail('a size', at.join()) : nameOf(name, formula)
  })
}
