import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { fromArray, fromNumbers } from '../../src/data/arrays.js'
import { threshold } from '../../src/data/binarize.js'
import { eventOf } from '../../src/data/dataset.js'
import { from } from '../../src/random/key.js'
import { rightOf, wordsOf } from '../support/damage.js'

const pair = eventOf('pairs', [2])
const key = from(0)

describe('fromNumbers', () => {
  it('gives rows in the order that they are asked for, into memory at hand', () => {
    const data = fromNumbers({ name: 'pairs', support: 'real', numbers: [1, 2, 3, 4, 5, 6], ...pair })
    expect([data.count, data.support, data.shape, data.picture]).toEqual([3, 'real', [2], null])
    expect([...data.rows(Uint32Array.of(2, 0), key)]).toEqual([5, 6, 1, 2])
    const into = new Float32Array(2)
    expect(data.rows(Uint32Array.of(1), key, into)).toBe(into)
    expect([...into]).toEqual([3, 4])
    expect(() => data.rows(Uint32Array.of(3), key)).toThrow('rows: pairs has 3 examples but is asked for number 3')
  })

  it('has numbers of its own', () => {
    const numbers = Float32Array.of(1, 2)
    const data = fromNumbers({ name: 'pairs', support: 'real', numbers, ...pair })
    numbers[0] = 7
    expect([...data.rows(Uint32Array.of(0), key)]).toEqual([1, 2])
  })

  it.each([
    [[], 'pairs: the numbers must be a multiple of 2, not 0'],
    [[1, 2, 3], 'pairs: the numbers must be a multiple of 2, not 3'],
    [[0, 1, 1, Number.NaN], 'pairs: row 1, column 1 must be a finite number, not NaN'],
    [[0, 1, 1, 1e39], 'pairs: row 1, column 1 must be a finite number, not Infinity'],
  ])('refuses %j', (numbers, words) =>
    expect(() => fromNumbers({ name: 'pairs', support: 'real', numbers, ...pair })).toThrow(words),
  )

  it('finds a number that is astray among many', () => {
    const numbers = new Float32Array(200_000).fill(1)
    numbers[150_001] = 2
    expect(() => fromNumbers({ name: 'pairs', support: 'binary', numbers, ...pair })).toThrow(
      'pairs: row 75000, column 1 must be 0 or 1, not 2',
    )
  })

  it('looks at one-hot rows', () =>
    expect(() => fromNumbers({ name: 'pairs', support: 'oneHot', numbers: [0, 1, 1, 1], ...pair })).toThrow(
      'pairs: row 1 must have exactly one 1, not 2',
    ))

  it.each([0, -1, Number.NaN])('refuses to divide by %d', (divideBy) =>
    expect(() => fromNumbers({ name: 'pairs', support: 'real', numbers: [1, 2], divideBy, ...pair })).toThrow(
      `pairs: divideBy must be a finite number above 0, not ${divideBy}`,
    ),
  )
})

describe('fromArray', () => {
  const bytes = { file: '/x/a', sizes: [2, 1, 2], values: Uint8Array.of(0, 51, 255, 102) }

  it('makes bytes numbers from 0 to 1, which can be cut', () => {
    const data = rightOf(fromArray({ name: 'grey', support: 'unitInterval', divideBy: 255, ...pair })(bytes))
    expect([data.count, data.picture]).toEqual([2, { height: 1, width: 2 }])
    expect([...data.rows(Uint32Array.of(1, 0), key)].map((each) => each.toFixed(3))).toEqual([
      '1.000',
      '0.400',
      '0.000',
      '0.200',
    ])
    expect([...pipe(data, threshold()).rows(Uint32Array.of(0, 1), key)]).toEqual([0, 0, 1, 0])
  })

  it('takes one number an example', () =>
    expect(
      rightOf(
        fromArray({ name: 'ages', support: 'integer', ...eventOf('ages', [1]) })({
          file: 'a',
          sizes: [3],
          values: Int32Array.of(3, 2, 1),
        }),
      ).count,
    ).toBe(3))

  it('refuses whole numbers that float32 would round', () => {
    const asked = { name: 'counts', support: 'integer', ...pair } as const
    const array = { file: '/x/a', sizes: [1, 2], values: Int32Array.of(16_777_216, 16_777_217) }
    expect(wordsOf(fromArray(asked)(array))).toBe(
      'counts: /x/a is not as asked: row 0, column 1 must be a whole number that float32 holds, not 16777217',
    )
    expect(wordsOf(fromArray(asked)({ ...array, values: Float64Array.of(1, Number.NaN) }))).toBe(
      'counts: /x/a is not as asked: row 0, column 1 must be a whole number from 0, not NaN',
    )
  })

  it('refuses other sizes and, with the file, numbers that are astray', () => {
    const asked = { name: 'grey', support: 'unitInterval', ...pair } as const
    expect(wordsOf(fromArray(asked)(bytes))).toBe(
      'grey: /x/a is not as asked: row 0, column 1 must be a number from 0 to 1, not 51',
    )
    expect(wordsOf(fromArray({ ...asked, ...eventOf('x', [4]) })(bytes))).toBe(
      'grey: /x/a needs examples of 4 numbers but has the sizes 2x1x2',
    )
    expect(wordsOf(fromArray(asked)({ file: '/x/a', sizes: [], values: Uint8Array.of(1) }))).toBe(
      'grey: /x/a needs examples of 2 numbers but has the sizes of one number',
    )
    expect(wordsOf(fromArray(asked)({ file: '/x/a', sizes: [0, 2], values: new Uint8Array() }))).toBe(
      'grey: /x/a needs examples of 2 numbers but has the sizes 0x2',
    )
  })
})
