import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { CONCAT, EXPAND, PERMUTE, RENAME, SLICE, SPLIT, SQUEEZE } from '../shapes/cases.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf } from '../support/engine.js'
import { offset, places } from '../support/reference.js'

const some = (count: number, from: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.sin(from + 2.3 * index))
const x = hostOf(['batch', 3, 4], [2, 3, 4], some(24, 1))

/** What stands at each place of the result, by the place it came from. */
const gathered =
  (from: readonly number[], to: readonly number[], source: (place: readonly number[]) => readonly number[]) =>
  (values: readonly number[] | undefined): readonly number[] =>
    places(to).map((place) => (values as readonly number[])[offset(from, source(place))] as number)

onEach(() => {
  conforms('permute', {
    inputs: [x],
    operation: (given) => pipe(given, T.permute(2, 'batch', 1)),
    gives: [
      [4, 'batch', 3],
      [4, 2, 3],
    ],
    reference: gathered([2, 3, 4], [4, 2, 3], ([c = 0, a = 0, b = 0]) => [a, b, c]),
  })

  conforms('expand and squeeze', {
    inputs: [x],
    operation: (given) => pipe(given, T.expand(1), T.square, T.squeeze(1)),
    gives: [
      ['batch', 3, 4],
      [2, 3, 4],
    ],
    reference: (values) => (values as readonly number[]).map((each) => each ** 2),
  })

  conforms('rename', {
    inputs: [x],
    operation: (given) => pipe(given, T.rename('batch', 'rows'), T.square, T.sum('rows')),
    gives: [
      [3, 4],
      [3, 4],
    ],
    reference: (values) =>
      places([3, 4]).map(([b = 0, c = 0]) =>
        [0, 1].reduce(
          (total, a) => total + ((values as readonly number[])[offset([2, 3, 4], [a, b, c])] as number) ** 2,
          0,
        ),
      ),
  })

  conforms('concat', {
    inputs: [x, hostOf(['batch', 2, 4], [2, 2, 4], some(16, 5))],
    operation: (left, right) => pipe(left, T.concat(right, 1)),
    gives: [
      ['batch', 5, 4],
      [2, 5, 4],
    ],
    reference: (left, right) =>
      places([2, 5, 4]).map(([a = 0, b = 0, c = 0]) =>
        b < 3
          ? ((left as readonly number[])[offset([2, 3, 4], [a, b, c])] as number)
          : ((right as readonly number[])[offset([2, 2, 4], [a, b - 3, c])] as number),
      ),
  })

  conforms('stack', {
    inputs: [hostOf(['batch', 2], [3, 2], some(6, 1)), hostOf(['batch', 2], [3, 2], some(6, 2))],
    operation: (left, right) => T.stack(1)([left, right]),
    gives: [
      ['batch', 2, 2],
      [3, 2, 2],
    ],
    reference: (left, right) =>
      places([3, 2, 2]).map(
        ([a = 0, b = 0, c = 0]) => ((b === 0 ? left : right) as readonly number[])[offset([3, 2], [a, c])] as number,
      ),
  })

  conforms('slice', {
    inputs: [x],
    operation: (given) => pipe(given, T.slice(-1, 1, 2)),
    gives: [
      ['batch', 3, 2],
      [2, 3, 2],
    ],
    reference: gathered([2, 3, 4], [2, 3, 2], ([a = 0, b = 0, c = 0]) => [a, b, c + 1]),
  })

  conforms('split', {
    inputs: [x],
    operation: (given) => pipe(given, T.split(1, [1, 2]), ([, second]) => second),
    gives: [
      ['batch', 2, 4],
      [2, 2, 4],
    ],
    reference: gathered([2, 3, 4], [2, 2, 4], ([a = 0, b = 0, c = 0]) => [a, b + 1, c]),
  })

  conforms('unstack', {
    inputs: [hostOf([3, 'batch'], [3, 2], some(6, 1))],
    operation: (given) => pipe(T.unstack(given), ([, , third]) => third),
    gives: [['batch'], [2]],
    reference: (values) => (values as readonly number[]).slice(4),
  })
})

describe('at run time', () => {
  onCpu()

  const made = (shape: readonly (string | number)[]) =>
    T.zeros(
      shape,
      shape.map((dim) => (typeof dim === 'number' ? dim : dim === 'labels+20' ? 30 : 10)),
    )
  const holds = (run: () => unknown, gives: unknown) => {
    if (typeof gives === 'string') expect(run).toThrow(new ShapeError(gives))
    else expect((run() as T.AnyTensor).shape).toEqual(gives)
  }

  it.each(PERMUTE)('permute $from by $by gives $gives', ({ from, by, gives }) =>
    scoped(() => holds(() => T.permute(...by)(made(from) as never), gives)),
  )
  it.each(SQUEEZE)('squeeze $from by $by gives $gives', ({ from, by, gives }) =>
    scoped(() => holds(() => T.squeeze(by)(made(from) as never), gives)),
  )
  it.each(EXPAND)('expand $from by $by gives $gives', ({ from, by, gives }) =>
    scoped(() => holds(() => T.expand(by)(made(from) as never), gives)),
  )
  it.each(RENAME)('rename $from by $by gives $gives', ({ from, by, gives }) =>
    scoped(() => holds(() => T.rename(by[0], by[1] as never)(made(from) as never), gives)),
  )
  it.each(CONCAT)('concat $left, $right at $by gives $gives', ({ left, right, by, gives }) =>
    scoped(() => holds(() => T.concat(made(right), by)(made(left) as never), gives)),
  )
  it.each(SLICE)('slice $from by $by gives $gives', ({ from, by, gives }) =>
    scoped(() => holds(() => T.slice(by[0], by[1] as never, by[2] as never)(made(from) as never), gives)),
  )
  it.each(SPLIT.filter(({ from }) => from.length > 1))('split $from by $by gives $gives', ({ from, by, gives }) =>
    scoped(() => {
      const run = () => T.split(by[0], by[1] as never)(made(from) as never) as readonly T.AnyTensor[]
      if (typeof gives === 'string') expect(run).toThrow(new ShapeError(gives))
      else expect(run().map(({ shape }) => shape)).toEqual(gives)
    }),
  )

  it('a new name is one name, and means one number', () =>
    scoped(() => {
      const pairs = tensorOf(['rows', 'batch'], [2, 3], [1, 2, 3, 4, 5, 6])
      expect(() => pipe(pairs, T.rename('rows', 'batch'))).toThrow(/^rename: batch is 3 in .* and 2 in /)
      expect(() => pipe(pairs, T.rename('rows', '' as never))).toThrow(
        new ShapeError("rename: the name is the name '', but a name must not read as a number"),
      )
      const squares = tensorOf(['rows', 'batch'], [2, 2], [1, 2, 3, 4])
      expect(pipe(squares, T.rename('rows', 'batch')).shape).toEqual(['batch', 'batch'])
    }))

  it('a name is compared by its size', () =>
    scoped(() => {
      const short = tensorOf(['batch', 1], [2, 1], [1, 2])
      expect(() => pipe(short, T.slice('batch', 0, 3))).toThrow(
        new ShapeError('slice: takes at least 3 but is given 2, in [2, 1]'),
      )
      const longer = tensorOf(['batch', 1], [3, 1], [1, 2, 3])
      expect(() => pipe(short, T.concat(longer, 1))).toThrow(
        new ShapeError('concat: batch is 3 in [batch] and 2 in [batch]'),
      )
      expect(pipe(short, T.concat(longer, 'batch')).sizes).toEqual([5, 1])
    }))
})
