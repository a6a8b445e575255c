import fc from 'fast-check'
import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import type { Dim as Dimension } from '../../src/shapes/dim.js'
import * as Dim from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { unwrap } from '../../src/tensors/native.js'
import { ARG_MAX, GATHER } from '../shapes/cases.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { right } from '../support/outcome.js'
import { offset, places } from '../support/reference.js'

const some = (count: number, from: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.sin(from + 2.3 * index))

const indices = <const Shape extends readonly unknown[], Limit extends Dimension>(
  shape: Shape,
  sizes: readonly number[],
  below: { readonly dim: Limit; readonly size: number },
  values: readonly number[],
): T.Indices<Shape, Limit> =>
  T.indicesFromHost(right(T.asIndices(below)<Shape>(hostOf(shape, sizes, values) as unknown as T.HostTensor<Shape>)))

const numbersOf = (given: T.AnyIndices): readonly number[] => [...unwrap(given as never).dataSync()]

const x = hostOf(['batch', 3, 4], [2, 3, 4], some(24, 1))
// 2 is picked three times, 1 never: so gradients add up, and are 0
const PICKED = [2, 0, 2, 2, 3, 0]

onEach(() => {
  conforms('gather from the last axis', {
    inputs: [x],
    operation: (given) => pipe(given, T.gather(indices(['rows', 2], [3, 2], Dim.literal(4), PICKED), -1)),
    gives: [
      ['batch', 3, 'rows', 2],
      [2, 3, 3, 2],
    ],
    reference: (values) =>
      places([2, 3, 6]).map(([a = 0, b = 0, c = 0]) => values?.[offset([2, 3, 4], [a, b, PICKED[c] ?? 0])] as number),
  })

  conforms('gather from a name in front', {
    inputs: [x],
    operation: (given) =>
      pipe(given, T.gather(indices(['rows'], [3], Dim.named('batch', 2), [1, 1, 0]), 'batch'), T.square),
    gives: [
      ['rows', 3, 4],
      [3, 3, 4],
    ],
    reference: (values) =>
      places([3, 3, 4]).map(
        ([a = 0, b = 0, c = 0]) => (values?.[offset([2, 3, 4], [[1, 1, 0][a] ?? 0, b, c])] as number) ** 2,
      ),
  })

  conforms('gather of one', {
    inputs: [x],
    operation: (given) => pipe(given, T.gather(indices([], [], Dim.literal(3), [2]), 1)),
    gives: [
      ['batch', 4],
      [2, 4],
    ],
    reference: (values) => places([2, 4]).map(([a = 0, c = 0]) => values?.[offset([2, 3, 4], [a, 2, c])] as number),
  })

  conforms('embedding', {
    inputs: [hostOf(['words', 3], [4, 3], some(12, 4))],
    operation: (table) =>
      pipe(indices(['batch', 'time'], [2, 3], Dim.named('words', 4), PICKED), T.embedding(table), T.square),
    gives: [
      ['batch', 'time', 3],
      [2, 3, 3],
    ],
    reference: (values) =>
      places([6, 3]).map(([a = 0, b = 0]) => (values?.[offset([4, 3], [PICKED[a] ?? 0, b])] as number) ** 2),
  })

  it('oneHot', () =>
    scoped(() => {
      const hot = T.oneHot(indices(['batch'], [3], Dim.named('classes', 4), [2, 0, 3]))
      expect([hot.shape, hot.sizes]).toEqual([['batch', 'classes'], [3, 4]]) // biome-ignore format: two lists
      expect(valuesOf(hot)).toEqual([0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1])
      const one = T.oneHot(indices([], [], Dim.literal(3), [1]))
      expect([one.shape, valuesOf(one)]).toEqual([[3], [0, 1, 0]]) // biome-ignore format: two lists
    }))

  it('oneHot of one class is 1', () =>
    scoped(() => {
      const hot = T.oneHot(indices(['batch', 2], [1, 2], Dim.literal(1), [0, 0]))
      expect([hot.shape, valuesOf(hot)]).toEqual([['batch', 2, 1], [1, 1]]) // biome-ignore format: two lists
    }))

  it('oneHot times a table is what embedding picks', () =>
    scoped(() => {
      const table = tensorOf(['words', 3], [4, 3], some(12, 4))
      const picked = indices(['batch'], [6], Dim.named('words', 4), PICKED)
      expect(valuesOf(pipe(T.oneHot(picked), T.matmul(table)))).toEqual(valuesOf(pipe(picked, T.embedding(table))))
    }))

  it('argMax is the place of the largest, the first of several', () =>
    scoped(() => {
      const scores = tensorOf(['batch', 3], [3, 3], [1, 5, 2, 7, -1, 7, -3, -2, -1])
      const best = pipe(scores, T.argMax(-1))
      expect([best.shape, best.sizes, best.below]).toEqual([['batch'], [3], { dim: 3, size: 3 }])
      expect(numbersOf(best)).toEqual([1, 0, 2])
      const down = pipe(scores, T.argMax('batch'))
      expect([down.shape, down.below, numbersOf(down)]).toEqual([[3], { dim: 'batch', size: 3 }, [1, 0, 1]])
    }))

  it('argMax of oneHot gives the indices again', () =>
    scoped(() => {
      const picked = indices(['batch', 2], [3, 2], Dim.literal(4), PICKED)
      const again = pipe(T.oneHot(picked), T.argMax(-1))
      expect([again.shape, again.below, numbersOf(again)]).toEqual([picked.shape, { dim: 4, size: 4 }, PICKED])
    }))

  it('what argMax and oneHot depend on has a gradient of 0, and what they pick from the sum', () =>
    scoped(() => {
      const table = tensorOf(['words', 2], [3, 2], some(6, 2))
      const scores = tensorOf(['batch', 'words'], [2, 3], [1, 5, 2, 3, 9, 0])
      const { gradient } = T.valueAndGradient(
        (at: { readonly table: typeof table; readonly scores: typeof scores }) => {
          const best = pipe(at.scores, T.argMax('words'))
          const hot = pipe(T.oneHot(best), T.matmul(at.table))
          return [pipe(best, T.embedding(at.table), T.same.add(hot), T.sum(0, 1)), null]
        },
      )({ table, scores })
      expect(valuesOf(gradient.scores)).toEqual([0, 0, 0, 0, 0, 0])
      // both rows pick the second word, once by gather and once by the product
      expect(valuesOf(gradient.table)).toEqual([0, 0, 4, 4, 0, 0])
    }))

  it('indices among the parameters have a gradient of 0', () =>
    scoped(() => {
      const parameters = {
        table: tensorOf(['words', 2], [3, 2], some(6, 2)),
        picked: indices(['batch'], [2], Dim.named('words', 3), [2, 2]),
      }
      const { gradient } = T.valueAndGradient((at: typeof parameters) => [
        pipe(at.picked, T.embedding(at.table), T.sum(0, 1)),
        null,
      ])(parameters)
      expect(valuesOf(gradient.table)).toEqual([0, 0, 0, 0, 2, 2])
      expect([numbersOf(gradient.picked), gradient.picked.below]).toEqual([[0, 0], { dim: 'words', size: 3 }])
    }))
})

describe('at run time', () => {
  onCpu()

  const NAMES: Readonly<Record<string, number>> = { vocabulary: 11, lexicon: 5, width: 3, 'samples*batch': 20 }
  const sizeOf = (dim: string | number) => (typeof dim === 'number' ? dim : (NAMES[dim] ?? 10))
  const made = (shape: readonly (string | number)[]) => T.zeros(shape, shape.map(sizeOf))
  const holds = (run: () => unknown, gives: unknown) => {
    if (typeof gives === 'string') expect(run).toThrow(new ShapeError(gives))
    else expect((run() as T.AnyTensor).shape).toEqual(gives)
  }

  it.each(GATHER)('gather $from by $by gives $gives', ({ from, by: [axis, shape, below], gives }) =>
    scoped(() => {
      const count = shape.reduce<number>((product, dim) => product * sizeOf(dim), 1)
      const picked = indices(shape, shape.map(sizeOf), { dim: below, size: sizeOf(below) }, Array(count).fill(0))
      holds(() => T.gather(picked as T.AnyIndices as never, axis)(made(from) as never), gives)
    }),
  )

  it.each(ARG_MAX)('argMax $from by $by gives $gives', ({ from, by, gives }) =>
    scoped(() => {
      const run = () => T.argMax(by)(made(from) as never) as T.AnyIndices
      if (typeof gives === 'string') expect(run).toThrow(new ShapeError(gives))
      else expect({ shape: run().shape, below: run().below.dim }).toEqual(gives)
    }),
  )

  const anyPick = fc
    .tuple(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }), fc.nat(2))
    .chain(([from, place]) => {
      const at = place % from.length
      const shapes = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 })
      return shapes.chain((shape) => {
        const count = shape.reduce((product, size) => product * size, 1)
        const values = fc.array(fc.nat((from[at] as number) - 1), { minLength: count, maxLength: count })
        return fc.tuple(fc.constant({ from, at, shape }), values)
      })
    })

  it('gather picks, for tensors and indices of any rank, along any axis', () =>
    fc.assert(
      fc.property(anyPick, ([{ from, at, shape }, values]) =>
        scoped(() => {
          const given = some(places(from).length, 3)
          const picked = indices(shape, shape, { dim: from[at] as number, size: from[at] as number }, values)
          const out: T.AnyTensor = T.gather(picked as T.AnyIndices as never, at)(tensorOf(from, from, given) as never)
          const sizes = [...from.slice(0, at), ...shape, ...from.slice(at + 1)]
          expect([out.shape, out.sizes]).toEqual([sizes, sizes])
          const source = (place: readonly number[]) => {
            const which = values[offset(shape, place.slice(at, at + shape.length))] as number
            return [...place.slice(0, at), which, ...place.slice(at + shape.length)]
          }
          expect(valuesOf(out)).toEqual(
            places(sizes).map((place) => Math.fround(given[offset(from, source(place))] as number)),
          )
        }),
      ),
    ))

  it('a name that the indices are below is compared by its size', () =>
    scoped(() => {
      const table = tensorOf(['words', 2], [3, 2], some(6, 1))
      const picked = indices(['batch'], [2], Dim.named('words', 4), [3, 0])
      expect(() => pipe(table, T.gather(picked, 0))).toThrow(
        new ShapeError('gather: words is 4 in the limit of [batch] and 3 in [words, 2]'),
      )
      expect(() => pipe(picked, T.embedding(table))).toThrow(
        new ShapeError('embedding: words is 4 in the limit of [batch] and 3 in [words, 2]'),
      )
      const rows = tensorOf(['words', 'batch'], [4, 3], some(12, 1))
      expect(() => pipe(rows, T.gather(picked, 0))).toThrow(
        new ShapeError('gather: batch is 2 in [batch] and 3 in [words, batch]'),
      )
      const inside = indices(['words'], [2], Dim.named('words', 4), [3, 0])
      expect(() => T.oneHot(inside)).toThrow(
        new ShapeError('oneHot: words is 4 in the limit of [words] and 2 in [words]'),
      )
    }))
})
