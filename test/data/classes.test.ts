import { describe, expect, it } from 'vitest'
import { classes } from '../../src/data/classes.js'
import { from } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'

const rowsOf = (data: ReturnType<typeof classes<3>>, ...indices: readonly number[]) => [
  ...data.rows(Uint32Array.from(indices), from(1)),
]

describe('classes', () => {
  it('are rows with a 1 at the place of the label', () => {
    const data = classes(3, [2, 0, 1])
    expect(data).toMatchObject({ count: 3, shape: [3], support: 'oneHot', event: [{ dim: 3, size: 3 }] })
    expect(rowsOf(data, 0, 1, 0)).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 1])
  })

  it('are written into memory that is at hand, whatever was in it', () => {
    const into = Float32Array.of(7, 7, 7)
    expect(classes(3, [1]).rows(Uint32Array.of(0), from(1), into)).toBe(into)
    expect([...into]).toEqual([0, 1, 0])
  })

  it('stay what they were when the caller writes into the labels', () => {
    const labels = Uint8Array.of(2)
    const data = classes(3, labels)
    labels[0] = 0
    expect(rowsOf(data, 0)).toEqual([0, 0, 1])
  })

  it('take a count with a name', () => {
    expect(classes(named('digits', 10), [9]).event).toEqual([{ dim: 'digits', size: 10 }])
  })

  it.each([
    [3, 'classes: the label of row 1 must be a whole number from 0 to 2, not 3'],
    [-1, 'classes: the label of row 1 must be a whole number from 0 to 2, not -1'],
    [0.5, 'classes: the label of row 1 must be a whole number from 0 to 2, not 0.5'],
    [Number.NaN, 'classes: the label of row 1 must be a whole number from 0 to 2, not NaN'],
  ])('refuse the label %d with its row', (label, message) => {
    expect(() => classes(3, [0, label])).toThrow(message)
  })

  it('refuse to be none, and a count that is no size', () => {
    expect(() => classes(3, [])).toThrow('classes: there must be at least one label')
    expect(() => classes(0 as never, [0])).toThrow('classes: the count must be a positive whole number, not 0')
    expect(() => rowsOf(classes(3, [0]), 1)).toThrow('rows: classes has 1 examples but is asked for number 1')
  })
})
