import { describe, expect, it } from 'vitest'
import { bit, category, count, real } from '../../src/data/columns.js'
import { fromTable } from '../../src/data/table.js'
import { from } from '../../src/random/key.js'
import { rightOf, wordsOf } from '../support/damage.js'

const rows = [
  ['cat', ' 3.5', '2', 'no', 'x'],
  ['dog', '', '0', 'yes', 'y'],
  ['cat', '-1', '7', 'yes', 'z'],
]
const table = { file: 'pets', header: ['kind', 'weight', 'litters', 'indoors', 'name'], rows }
const columns = {
  kind: category(['dog', 'cat']),
  weight: real({ missing: [''] }),
  litters: count(),
  indoors: bit({ as: ['no', 'yes'] }),
}
const all = Uint8Array.of(0, 1, 2)
const numbers = (data: { readonly rows: (indices: Uint32Array, key: ReturnType<typeof from>) => Float32Array }) => [
  ...data.rows(Uint32Array.from(all), from(0)),
]

describe('fromTable', () => {
  it('gives each column as a field, and those with missing values as some of the examples', () => {
    const { name, count: found, fields } = rightOf(fromTable('pets', columns)(table))
    expect([name, found, Object.keys(fields)]).toEqual(['pets', 3, ['kind', 'weight', 'litters', 'indoors']])
    expect(numbers(fields.kind)).toEqual([0, 1, 1, 0, 0, 1])
    expect(numbers(fields.litters)).toEqual([2, 0, 7])
    expect(numbers(fields.indoors)).toEqual([0, 1, 1])
    expect([...fields.weight.mask]).toEqual([1, 0, 1])
    expect(numbers(fields.weight.data)).toEqual([3.5, 0, -1])
  })

  it('takes columns in their order where there is no header', () => {
    const bare = { file: 'pets', header: null, rows: [['cat', '1']] }
    const { fields } = rightOf(fromTable('pets', { kind: columns.kind, age: real() })(bare))
    expect([...fields.age.rows(Uint32Array.of(0), from(0))]).toEqual([1])
    expect(wordsOf(fromTable('pets', columns)(bare))).toBe('pets: pets needs 4 columns, as are asked for, but has 2')
  })

  it.each([
    [
      'a column that is not there',
      { age: real() },
      table,
      'needs one column "age" but has "kind", "weight", "litters", "indoors", "name"',
    ],
    [
      'a column that is there twice',
      { a: real() },
      { ...table, header: ['a', 'a', 'c', 'd', 'e'] },
      'needs one column "a" but has "a", "a", "c", "d", "e"',
    ],
    ['no row', columns, { ...table, rows: [] }, 'must have at least one row of values'],
    ['no column', {}, table, 'must be asked for at least one column'],
    ['an empty cell', { weight: real() }, table, 'row 2, column weight must be a number that float32 holds, not ""'],
    [
      'a level that is none',
      { kind: category(['cat', 'bird']) },
      table,
      'row 2, column kind must be one of "cat", "bird", not "dog"',
    ],
    [
      'a column of none but missing values',
      { name: real({ missing: ['x', 'y', 'z'] }) },
      table,
      'has no value in its column name',
    ],
    [
      'by its line where that is known',
      { weight: real() },
      { ...table, lines: [2, 5, 6] },
      'line 5, column weight must be a number that float32 holds, not ""',
    ],
  ])('refuses %s', (_, asked, given, words) =>
    expect(wordsOf(fromTable('pets', asked)(given))).toBe(`pets: pets ${words}`),
  )
})
