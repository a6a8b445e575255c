import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'

const SIZES = [3, 2, 4]
const cube = hostOf(
  ['samples', 'batch', 4],
  SIZES,
  Array.from({ length: 24 }, (_, index) => Math.sin(3 + 2.1 * index) * 3),
)

const runningSums = (line: readonly number[]) => line.map((_, at) => line.slice(0, at + 1).reduce((a, b) => a + b, 0))

const OPERATIONS = [
  ['cumsum', T.cumsum, runningSums],
  ['reverse', T.reverse, (line: readonly number[]) => line.toReversed()],
  ['sort', T.sort, (line: readonly number[]) => line.toSorted((a, b) => a - b)],
] as const

/** Every line of the cube along an axis, replaced. */
const alongAxis = (at: number, f: (line: readonly number[]) => readonly number[]) => (x: readonly number[]) => {
  const stride = SIZES.slice(at + 1).reduce((a, b) => a * b, 1)
  const size = SIZES[at] as number
  const lineOf = (flat: number) => flat - (Math.floor(flat / stride) % size) * stride
  return x.map((_, flat) => {
    const line = Array.from({ length: size }, (_, step) => x[lineOf(flat) + step * stride] as number)
    return f(line)[Math.floor(flat / stride) % size] as number
  })
}

onEach(() => {
  for (const [name, operation, f] of OPERATIONS)
    for (const [as, run, at] of [
      ['a name', operation('samples'), 0],
      ['a place', operation(1), 1],
      ['the last place', operation(-1), 2],
    ] as const)
      conforms(`${name} along ${as}`, {
        inputs: [cube],
        operation: (x) => run(x),
        gives: [cube.shape, SIZES],
        reference: (x) => alongAxis(at, f)(x as readonly number[]),
      })

  it('sort by hand, with equal numbers and both infinities', () =>
    scoped(() => {
      const x = tensorOf(['n'], [6], [3, 1, Number.POSITIVE_INFINITY, 1, Number.NEGATIVE_INFINITY, 2])
      expect(valuesOf(T.sort('n')(x))).toEqual([Number.NEGATIVE_INFINITY, 1, 1, 2, 3, Number.POSITIVE_INFINITY])
    }))

  it('sort gives a number alone its gradient, where TensorFlow.js has no one-hot vector of one class', () =>
    scoped(() => {
      const loss = (x: T.Tensor<readonly ['n', 1]>) => [T.sum('n', 1)(T.square(T.sort(1)(x))), null] as const
      const { gradient } = T.valueAndGradient(loss)(tensorOf(['n', 1], [2, 1], [3, -4]))
      expect(valuesOf(gradient)).toEqual([6, -8])
    }))
})

describe('laws', () => {
  onCpu()

  // one zero: order says nothing of 0 beside -0, which are equal
  const numbers = fc.float({ noNaN: true, min: -100, max: 100 }).map((x) => x + 0)
  const lines = fc.array(numbers, { minLength: 1, maxLength: 20 })

  it('reversing twice changes nothing, and order forgets where numbers were', () => {
    fc.assert(
      fc.property(lines, (line) =>
        scoped(() => {
          const x = tensorOf(['n'], [line.length], line)
          expect(valuesOf(T.reverse('n')(T.reverse('n')(x)))).toEqual(valuesOf(x))
          expect(valuesOf(T.sort(0)(T.reverse(0)(x)))).toEqual(valuesOf(T.sort(0)(x)))
        }),
      ),
    )
  })
})

describe('what a cast let through', () => {
  onCpu()

  it.each(OPERATIONS)('%s refuses an axis that is not there, and a name that means two numbers', (name, operation) =>
    scoped(() => {
      const x = tensorOf(['batch', 2], [3, 2], [1, 2, 3, 4, 5, 6])
      expect(() => operation('rows' as 'batch')(x)).toThrow(new ShapeError(`${name}: [batch, 2] has no axis rows`))
      expect(() => operation(2 as 1)(x)).toThrow(new ShapeError(`${name}: [batch, 2] has no axis 2`))
      const two = tensorOf(['n', 'n'], [3, 2], [1, 2, 3, 4, 5, 6])
      expect(() => operation(0)(two)).toThrow(ShapeError)
    }),
  )
})
