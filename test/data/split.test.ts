import fc from 'fast-check'
import type { Either } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { sample } from '../../src/data/binarize.js'
import { classes } from '../../src/data/classes.js'
import { type Dataset, eventOf } from '../../src/data/dataset.js'
import type { BadRequest } from '../../src/data/errors.js'
import { fromPixels } from '../../src/data/images.js'
import { partly } from '../../src/data/partly.js'
import { records } from '../../src/data/records.js'
import { drop, split, subset, take } from '../../src/data/split.js'
import { from, permutation } from '../../src/random/key.js'
import { range } from './real.js'

/** Ten examples of one pixel: their own number. */
const ten = fromPixels({
  name: 'ten',
  support: 'unitInterval',
  picture: null,
  pixels: Uint8Array.from(range(0, 10)),
  ...eventOf('test', [1]),
})

type Ten = typeof ten

const numbers = (data: Dataset<readonly [1], 'unitInterval'>) =>
  [...data.rows(range(0, data.count), from(0))].map((pixel) => Math.round(pixel * 255))

const words = <Value>(result: Either<BadRequest, Value>) =>
  result._tag === 'Left' ? `${result.left._tag}: ${result.left.message}` : 'right'

const rightOf = <Value>(result: Either<BadRequest, Value>): Value => {
  if (result._tag === 'Left') throw new Error(result.left.message)
  return result.right
}

describe('take, drop and split', () => {
  it('take the first and the others', () => {
    expect(numbers(rightOf(take(3)(ten)))).toEqual([0, 1, 2])
    expect(numbers(rightOf(drop(7)(ten)))).toEqual([7, 8, 9])
    expect(rightOf(split(4)(ten)).map(numbers)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7, 8, 9],
    ])
  })

  it('cut without loss, anywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (count) => {
        const [first, others] = rightOf(split(count)(ten))
        expect([...numbers(first), ...numbers(others)]).toEqual(numbers(ten))
        expect(numbers(first)).toEqual(numbers(rightOf(take(count)(ten))))
        expect(numbers(others)).toEqual(numbers(rightOf(drop(count)(ten))))
      }),
    )
  })

  it('refuse what is out of range, and a part that would be empty', () => {
    expect(words(take(11)(ten))).toBe('BadRequest: take: ten takes a whole number from 1 to 10 but is given 11')
    expect(words(take(0)(ten))).toContain('from 1 to 10 but is given 0')
    expect(words(take(1.5)(ten))).toContain('but is given 1.5')
    expect(words(take(Number.NaN)(ten))).toContain('but is given NaN')
    expect(words(drop(10)(ten))).toBe('BadRequest: drop: ten takes a whole number from 0 to 9 but is given 10')
    expect(words(drop(-1)(ten))).toContain('but is given -1')
    expect(words(split(10)(ten))).toBe('BadRequest: split: ten takes a whole number from 1 to 9 but is given 10')
    expect(words(take(10)(ten))).toBe('right')
    expect(words(drop(0)(ten))).toBe('right')
  })

  it('refuse rows of the other part', () => {
    const [first] = rightOf(split(4)(ten))
    expect(() => first.rows(Uint32Array.of(4), from(0))).toThrow('rows: ten has 4 examples but is asked for number 4')
  })

  it('keep what the data says of itself, and hand on the key', () => {
    const drawn = sample(ten)
    const part: Dataset<readonly [1], 'binary'> = rightOf(drop(5)(drawn))
    expect(part).toMatchObject({ support: 'binary', shape: [1], count: 5 })
    const many = new Uint32Array(300).fill(4)
    expect(part.rows(many, from(1))).toEqual(drawn.rows(new Uint32Array(300).fill(9), from(1)))
  })
})

describe('subset', () => {
  it('gives the examples in the order of the numbers, twice when asked twice', () => {
    const part: Ten = rightOf(pipe(ten, subset(Uint32Array.of(7, 2, 7))))
    expect(numbers(part)).toEqual([7, 2, 7])
  })

  it('shuffles with a permutation', () => {
    const shuffled = numbers(rightOf(subset(permutation(from(3), 10))(ten)))
    expect(shuffled).not.toEqual(numbers(ten))
    expect(shuffled.sort((a, b) => a - b)).toEqual(numbers(ten))
  })

  it('does not follow later changes of the numbers it was given', () => {
    const indices = Uint32Array.of(1, 2)
    const part = rightOf(subset(indices)(ten))
    indices.fill(9)
    expect(numbers(part)).toEqual([1, 2])
  })

  it('refuses no numbers, and a number beyond the last', () => {
    expect(words(subset(new Uint32Array())(ten))).toBe(
      'BadRequest: subset: ten takes at least one number but is given none',
    )
    expect(words(subset(Uint32Array.of(1, 10))(ten))).toBe(
      'BadRequest: subset: ten takes a whole number from 0 to 9 but is given 10',
    )
  })
})

describe('parts of data of several fields', () => {
  const classesOf = [0, 1, 2, 0, 1, 2, 0, 1, 2, 0]
  const data = records('ten', { x: ten, label: partly((row) => row % 2 === 0)(classes(3, classesOf)) })
  const labelsOf = ({ fields: { label }, count }: typeof data) => [
    [...label.mask],
    [...label.data.rows(range(0, count), from(0))].flatMap((one, at) => (one === 1 ? [at % 3] : [])),
  ]

  it('have the parts of each field, whose rows still belong together', () => {
    const [first, others] = rightOf(split(4)(data))
    expect([first.count, others.count]).toEqual([4, 6])
    expect([numbers(first.fields.x), numbers(others.fields.x)]).toEqual(
      [range(0, 4), range(4, 10)].map((all) => [...all]),
    )
    expect(labelsOf(first)).toEqual([
      [1, 0, 1, 0],
      [0, 1, 2, 0],
    ])
    expect(labelsOf(others)).toEqual([
      [1, 0, 1, 0, 1, 0],
      [1, 2, 0, 1, 2, 0],
    ])
  })

  it('are chosen by number', () => {
    const chosen = rightOf(subset(Uint32Array.of(9, 2, 2))(data))
    expect(numbers(chosen.fields.x)).toEqual([9, 2, 2])
    expect(labelsOf(chosen)).toEqual([
      [0, 1, 1],
      [0, 2, 2],
    ])
    expect(data.count).toBe(10)
  })

  it('are refused in the words of a data set', () => {
    expect(words(take(11)(data))).toBe('BadRequest: take: ten takes a whole number from 1 to 10 but is given 11')
    expect(words(drop(10)(data))).toBe('BadRequest: drop: ten takes a whole number from 0 to 9 but is given 10')
  })
})
