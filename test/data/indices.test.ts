import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Binarize from '../../src/data/binarize.js'
import { classes } from '../../src/data/classes.js'
import { type IndexDataset, indices, indicesOf } from '../../src/data/indices.js'
import { records } from '../../src/data/records.js'
import { shuffle } from '../../src/data/shuffle.js'
import { sprites } from '../../src/data/sources/sprites.js'
import { split } from '../../src/data/split.js'
import { child, from, permutation } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'

const rowsOf = ({ data }: Pick<IndexDataset<readonly [], 3>, 'data'>, ...places: readonly number[]) => [
  ...data.rows(Uint32Array.from(places), from(1)),
]

describe('indices', () => {
  it('are one for each example, or as many as their shape says', () => {
    const labels = indices(3, [2, 0, 1])
    expect(labels.below).toEqual({ dim: 3, size: 3 })
    expect(labels.data).toMatchObject({ count: 3, shape: [], event: [], support: 'integer', picture: null })
    expect(rowsOf(labels, 0, 1, 0)).toEqual([2, 0, 2])
    const tokens: IndexDataset<readonly [2], 'words'> = indices(named('words', 9), [8, 0, 3, 4], [2])
    expect([tokens.below, tokens.data.count, tokens.data.shape]).toEqual([{ dim: 'words', size: 9 }, 2, [2]])
    expect([...tokens.data.rows(Uint32Array.of(1, 0), from(1))]).toEqual([3, 4, 8, 0])
  })

  it('are written into memory that is at hand, and stay what they were when the caller writes into theirs', () => {
    const own = Uint8Array.of(2, 1)
    const labels = indices(3, own)
    own[0] = 0
    const into = new Float32Array(2)
    expect(labels.data.rows(Uint32Array.of(1, 0), from(1), into)).toBe(into)
    expect([...into]).toEqual([1, 2])
    expect(() => labels.data.rows(Uint32Array.of(2), from(1))).toThrow(ShapeError)
  })

  it('are those of one-hot labels', () => {
    const labels: IndexDataset<readonly [], 3> = indicesOf(classes(3, [2, 0, 1]))
    expect(labels.below).toEqual({ dim: 3, size: 3 })
    expect(labels.data).toMatchObject({ name: 'classes', count: 3, shape: [], event: [], support: 'integer' })
    expect(rowsOf(labels, 2, 0, 2)).toEqual([1, 2, 1])
  })

  it.each([
    [[0, 3], 'indices: row 1 must be a whole number from 0 to 2, not 3'],
    [[0, -1], 'indices: row 1 must be a whole number from 0 to 2, not -1'],
    [[0.5], 'indices: row 0 must be a whole number from 0 to 2, not 0.5'],
    [[], 'indices: there must be at least one index'],
  ])('refuse %j with the row', (given, message) => {
    expect(() => indices(3, given)).toThrow(message)
  })

  it('refuse with the place, a count that does not fit, and sizes that are none', () => {
    expect(() => indices(3, [0, 1, 2, 7], [2])).toThrow(
      'indices: row 1, place [1] must be a whole number from 0 to 2, not 7',
    )
    expect(() => indices(3, [0, 1, 2], [2])).toThrow('indices: there must be 2 for each row, but there are 3')
    expect(() => indices(0 as 3, [0])).toThrow('indices: the limit must be a positive whole number, not 0')
    expect(() => indices(3, [0], [0] as never)).toThrow('indices: a dimension must be a positive whole number, not 0')
  })
})

describe('as a field of records', () => {
  const { grey, factors } = sprites({ key: from(1), count: 20, size: 8 })
  const label = indices(3, factors.shape.values)
  const data = records('sprites', { x: grey, label })
  const all = (given: typeof data) =>
    rowsOf(given.fields.label, ...Array.from({ length: given.count }, (_, place) => place))

  it('are split and shuffled with the other fields', () => {
    const parts = split(15)(data)
    if (parts._tag === 'Left') throw new Error(parts.left.message)
    const [first, rest] = parts.right
    expect([...all(first), ...all(rest)]).toEqual(all(data))
    expect(first.fields.label.below).toEqual(label.below)
    const order = permutation(child('own')(from(7)), 20)
    const shuffled = pipe(data, shuffle(child('own')(from(7))))
    expect(all(shuffled)).toEqual([...order].map((place) => factors.shape.values[place]))
  })

  it('stay where another field is binarized, and are not binarized', () => {
    expect(Binarize.field('x', Binarize.threshold())(data).fields.label).toBe(label)
    expect(() => Binarize.field('label', Binarize.threshold())(data as never)).toThrow(
      new ShapeError('Binarize.field: label must be unitInterval data, not integer'),
    )
  })

  it('must be as many as the examples', () => {
    expect(() => records('sprites', { x: grey, label: indices(3, [0, 1]) })).toThrow(
      'records: label must have 20 examples, as x has, not 2',
    )
  })
})
