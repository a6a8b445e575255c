import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../../src/shapes/defect.js'
import { same } from '../../../src/tensors/index.js'
import { conforms } from '../../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf } from '../../support/engine.js'
import { binary } from '../../support/reference.js'

const left = hostOf(['batch', 3], [2, 3], [0.5, -1.25, 2, 3.5, -0.75, 1])
const right = hostOf(['batch', 3], [2, 3], [1, 2, -3, 0.5, 4, -2])

const OPERATIONS = [
  ['add', same.add, (a: number, b: number) => a + b],
  ['sub', same.sub, (a: number, b: number) => a - b],
  ['mul', same.mul, (a: number, b: number) => a * b],
  ['div', same.div, (a: number, b: number) => a / b],
] as const

onEach(() => {
  for (const [name, operation, f] of OPERATIONS)
    conforms(name, {
      inputs: [left, right],
      operation: (a, b) => pipe(a, operation(b)),
      gives: [
        ['batch', 3],
        [2, 3],
      ],
      reference: binary(f, [2, 3], [2, 3]) as never,
    })
})

describe('a name that means two numbers', () => {
  onCpu()

  it.each(OPERATIONS)('is refused by %s', (name, operation) =>
    scoped(() => {
      const two = tensorOf(['batch', 3], [2, 3], [1, 2, 3, 4, 5, 6])
      expect(() => operation(two)(tensorOf(['batch', 3], [1, 3], [1, 2, 3]))).toThrow(
        new ShapeError(`${name}: batch is 2 in [batch, 3] and 1 in [batch, 3]`),
      )
    }),
  )
})

describe('two shapes that a cast has let past the compiler', () => {
  onCpu()

  it.each(OPERATIONS)('are refused by %s, also where the numbers would stretch', (name, operation) =>
    scoped(() => {
      const one = tensorOf(['batch', 1], [2, 1], [1, 2])
      const two = tensorOf(['batch', 3], [2, 3], [1, 2, 3, 4, 5, 6])
      expect(() => operation(one)(two as never)).toThrow(
        new ShapeError(`${name}: takes two tensors of one shape but is given [batch, 3] and [batch, 1]`),
      )
    }),
  )
})
