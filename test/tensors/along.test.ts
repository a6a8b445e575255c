import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { unwrap } from '../../src/tensors/native.js'
import { TOP_K } from '../shapes/cases.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { offset, places } from '../support/reference.js'

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

// -----------------------------------------------------------------------------
// the largest
// -----------------------------------------------------------------------------

const placesOf = (found: { readonly indices: T.AnyIndices }) => [...unwrap(found.indices as never).dataSync()]

onEach(() => {
  for (const [as, run, at] of [
    ['a name', T.topK('samples', 2), 0],
    ['a place', T.topK(1, 2), 1],
    ['the last place', T.topK(-1, 2), 2],
  ] as const)
    conforms(`topK along ${as}`, {
      inputs: [cube],
      operation: (x) => run(x).values,
      gives: [cube.shape.map((dim, axis) => (axis === at ? 2 : dim)), SIZES.with(at, 2)],
      reference: (x) => {
        const sorted = alongAxis(at, (line) => line.toSorted((a, b) => b - a))(x as readonly number[])
        return places(SIZES.with(at, 2)).map((place) => sorted[offset(SIZES, place)] as number)
      },
    })

  it('topK by hand: largest first, of equal ones the first, with their places', () =>
    scoped(() => {
      const x = tensorOf(['batch', 5], [2, 5], [3, 7, 1, 7, 5, -1, -1, -2, Number.POSITIVE_INFINITY, -1])
      const found = T.topK(-1, 4)(x)
      expect([found.values.shape, found.indices.shape, found.indices.below]).toEqual([
        ['batch', 4],
        ['batch', 4],
        { dim: 5, size: 5 },
      ])
      expect(valuesOf(found.values)).toEqual([7, 7, 5, 3, Number.POSITIVE_INFINITY, -1, -1, -1])
      expect(placesOf(found)).toEqual([1, 3, 4, 0, 3, 0, 1, 4])
    }))

  it('topK of one is argMax and the maximum, of all it is sort backwards', () =>
    scoped(() => {
      const x = T.fromHost(cube)
      const one = T.topK('samples', 1)(x)
      expect(placesOf(one)).toEqual([...unwrap(T.argMax('samples')(x) as never).dataSync()])
      expect(valuesOf(one.values)).toEqual(valuesOf(T.max('samples')(x)))
      expect(valuesOf(T.topK(-1, 4)(x).values)).toEqual(valuesOf(T.reverse(-1)(T.sort(-1)(x))))
    }))

  it('topK gives what was kept its gradient and the rest none, and its places have none', () =>
    scoped(() => {
      const table = tensorOf(['rows', 2], [3, 2], [1, 2, 3, 4, 5, 6])
      const scores = tensorOf(['batch', 'rows'], [2, 3], [1, 5, 2, 3, 9, 0])
      const { gradient } = T.valueAndGradient(
        (at: { readonly table: typeof table; readonly scores: typeof scores }) => {
          const { values, indices } = T.topK('rows', 2)(at.scores)
          const total = T.sum(0, 1)(T.square(values))
          return [T.same.add(T.sum(0, 1, 2)(T.embedding(at.table)(indices)))(total), null]
        },
      )({ table, scores })
      expect(valuesOf(gradient.scores)).toEqual([0, 10, 4, 6, 18, 0])
      expect(valuesOf(gradient.table)).toEqual([1, 1, 2, 2, 1, 1])
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

  it.each(TOP_K)('topK $from by $by gives $gives', ({ from, by: [axis, count], gives }) =>
    scoped(() => {
      const sizes = from.map((dim) => (typeof dim === 'number' ? dim : 10))
      const x = T.zeros(from as readonly ['batch', 10], sizes)
      const run = () => T.topK(axis, count as 1)(x as never) as { readonly indices: T.AnyIndices }
      if (typeof gives === 'string') expect(run).toThrow(new ShapeError(gives))
      else expect({ shape: run().indices.shape, below: run().indices.below.dim }).toEqual(gives)
    }),
  )

  it('topK refuses what is not a count, and more of a name than it stands for', () =>
    scoped(() => {
      const x = tensorOf(['batch', 2], [3, 2], [1, 2, 3, 4, 5, 6])
      for (const count of [0, -1, 1.5, Number.NaN])
        expect(() => T.topK(-1, count as 1)(x)).toThrow(
          new ShapeError(`topK: the count must be a positive whole number, not ${count}`),
        )
      expect(() => T.topK('batch', 4)(x)).toThrow(new ShapeError('topK: takes at least 4 but is given 3, in [3, 2]'))
    }))

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
