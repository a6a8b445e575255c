import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../../src/shapes/defect.js'
import { trailing } from '../../../src/tensors/index.js'
import { conforms } from '../../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf } from '../../support/engine.js'
import { binary } from '../../support/reference.js'

const samples = hostOf(['samples', 'batch', 2], [3, 2, 2], [0.5, -1.25, 2, 3.5, -0.75, 1, 1.5, -2, 0.1, 0.2, -0.3, 4])
const rows = hostOf(['batch', 2], [2, 2], [1, -2, 3, 0.5])

const OPERATIONS = [
  ['add', trailing.add, (a: number, b: number) => a + b],
  ['sub', trailing.sub, (a: number, b: number) => a - b],
  ['mul', trailing.mul, (a: number, b: number) => a * b],
] as const

onEach(() => {
  for (const [name, operation, f] of OPERATIONS) {
    conforms(`${name} under samples`, {
      inputs: [samples, rows],
      operation: (a, b) => operation(b)<readonly ['samples']>(a),
      gives: [
        ['samples', 'batch', 2],
        [3, 2, 2],
      ],
      reference: binary(f, [3, 2, 2], [2, 2]) as never,
    })
    conforms(`${name} under nothing`, {
      inputs: [rows, hostOf(['batch', 2], [2, 2], [2, 1, -1, 4])],
      operation: (a, b) => operation(b)<readonly []>(a),
      gives: [
        ['batch', 2],
        [2, 2],
      ],
      reference: binary(f, [2, 2], [2, 2]) as never,
    })
  }
})

describe('a name that means two numbers', () => {
  onCpu()

  it.each(OPERATIONS)('is refused by %s', (name, operation) =>
    scoped(() => {
      const x = tensorOf(['samples', 'batch', 2], [1, 2, 2], [1, 2, 3, 4])
      expect(() => operation(tensorOf(['batch', 2], [1, 2], [1, 2]))<readonly ['samples']>(x)).toThrow(
        new ShapeError(`${name}: batch is 1 in [batch, 2] and 2 in [samples, batch, 2]`),
      )
    }),
  )
})

describe('what is no tail, and a cast has let past the compiler', () => {
  onCpu()

  it.each(OPERATIONS)('is refused by %s, also where the numbers would stretch', (name, operation) =>
    scoped(() => {
      const x = tensorOf(['samples', 'batch', 2], [1, 2, 2], [1, 2, 3, 4])
      expect(() => operation(tensorOf(['rows', 2], [2, 2], [1, 2, 3, 4]))(x as never)).toThrow(
        new ShapeError(`${name}: takes a tail of [samples, batch, 2] but is given [rows, 2]`),
      )
      expect(() => operation(x)(tensorOf(['batch', 2], [2, 2], [1, 2, 3, 4]) as never)).toThrow(
        new ShapeError(`${name}: takes a tail of [batch, 2] but is given [samples, batch, 2]`),
      )
    }),
  )
})
