import { describe, expect, it } from 'vitest'
import { classes } from '../../src/data/classes.js'
import { maskRows, partialRows, partly } from '../../src/data/partly.js'
import { from } from '../../src/random/key.js'
import { points } from '../support/classifier.js'

const three = classes(3, [2, 0, 1, 1])

describe('partly', () => {
  it('takes a mask of numbers, of truths, or a function', () => {
    const masks = [[1, 0, 0, 1], [true, false, false, true], (row: number) => row % 3 === 0, Uint8Array.of(1, 0, 0, 1)]
    expect(masks.map((mask) => [...partly(mask)(three).mask])).toEqual(masks.map(() => [1, 0, 0, 1]))
  })

  it('refuses a mask of another length or with other numbers', () => {
    expect(() => partly([1, 0])(three)).toThrow('partly: the mask must be as long as the data, 4, not 2')
    expect(() => partly([1, 0, 2, 0])(three)).toThrow('partly: the mask of row 2 must be 0 or 1, not 2')
    expect(() => partly([1, 0, Number.NaN, 0])(three)).toThrow('partly: the mask of row 2 must be 0 or 1, not NaN')
  })
})

describe('its rows', () => {
  const some = partly((row) => row !== 1)(three)

  it('are 0 where there is no value, and those of the data elsewhere', () => {
    expect([...partialRows(some, Uint32Array.of(1, 0, 3, 1), from(1))]).toEqual([0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0])
    expect([...partialRows(some, Uint32Array.of(1), from(1))]).toEqual([0, 0, 0])
    expect([...maskRows(some, Uint32Array.of(1, 0, 3, 1))]).toEqual([0, 1, 1, 0])
  })

  it('are written into memory that is at hand, whatever was in it', () => {
    const into = new Float32Array(6).fill(7)
    expect(partialRows(some, Uint32Array.of(1, 0), from(1), into)).toBe(into)
    expect([...into]).toEqual([0, 0, 0, 0, 0, 1])
  })

  it('ask the data for no others, which may be anything', () => {
    const asked: number[] = []
    const good = points(3)
    const data = {
      ...good,
      rows: (indices: Uint32Array, ...rest: readonly [ReturnType<typeof from>]) => {
        asked.push(...indices)
        return good.rows(indices, ...rest).map((each, at) => (indices[at >> 1] === 1 ? Number.NaN : each))
      },
    }
    const rows = partialRows(partly([1, 0, 1])(data), Uint32Array.of(0, 1, 2), from(1))
    expect(asked).toEqual([0, 2])
    expect([...rows.subarray(2, 4)]).toEqual([0, 0])
    expect([...rows].every(Number.isFinite)).toBe(true)
  })

  it('refuse an index beyond the data', () =>
    expect(() => maskRows(some, Uint32Array.of(4))).toThrow('rows: classes has 4 examples but is asked for number 4'))
})
