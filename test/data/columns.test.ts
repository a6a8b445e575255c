import { describe, expect, it } from 'vitest'
import { bit, category, count, real } from '../../src/data/columns.js'

describe('columns', () => {
  it('say what their cells are', () => {
    expect([real(), count(), bit(), category(['a', 'b'])].map(({ shape, support }) => [shape, support])).toEqual([
      [[1], 'real'],
      [[1], 'integer'],
      [[1], 'binary'],
      [[2], 'oneHot'],
    ])
    expect([real(), real({ missing: ['NA'] })].map(({ isPartial }) => isPartial)).toEqual([false, true])
  })

  it.each([
    ['0', 0],
    ['-1.5', -1.5],
    ['+3', 3],
    ['.5', 0.5],
    ['5.', 5],
    ['6e-5', Math.fround(6e-5)],
    ['1e39', null],
    ['', null],
    ['-', null],
    ['0x10', null],
    ['1,5', null],
    ['Infinity', null],
    ['NaN', null],
    ['1 2', null],
  ])('of numbers read %j', (cell, value) => expect(real().read(cell)).toBe(value))

  it.each([
    ['0', 0],
    ['12', 12],
    ['3.0', 3],
    ['3.5', null],
    ['-1', null],
    ['1e3', null],
    ['16777217', null], // no float32 is it
    ['', null],
  ])('of counts read %j', (cell, value) => expect(count().read(cell)).toBe(value))

  it('of bits and categories read what they are written as', () => {
    expect(['0', '1', 'true'].map(bit().read)).toEqual([0, 1, null])
    expect(['no', 'yes', '1'].map(bit({ as: ['no', 'yes'] }).read)).toEqual([0, 1, null])
    expect(['red', 'blue', 'Red'].map(category(['blue', 'red']).read)).toEqual([1, 0, null])
  })

  it('refuse cells that are the same', () => {
    expect(() => bit({ as: ['a', 'a'] })).toThrow('Column.bit: the two cells must be different, not "a", "a"')
    expect(() => category(['a', 'a'])).toThrow(
      'Column.category: the levels must be at least one, and different, not "a", "a"',
    )
    expect(() => category([] as never)).toThrow(
      'Column.category: the levels must be at least one, and different, not none',
    )
  })
})
