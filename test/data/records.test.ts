import { describe, expect, it } from 'vitest'
import { BadData } from '../../src/data/errors.js'
import { partly } from '../../src/data/partly.js'
import { type CheckedField, dataOf, records } from '../../src/data/records.js'
import { labels, points } from '../support/classifier.js'

describe('records', () => {
  it('have the fields under their names, and the count of each', () => {
    const data = records('points', { point: points(9), label: partly((row) => row < 3)(labels(9)) })
    expect([data.name, data.count, Object.keys(data.fields)]).toEqual(['points', 9, ['point', 'label']])
    expect([data.fields.point, dataOf(data.fields.label)].map(({ count }) => count)).toEqual([9, 9])
  })

  it('refuse fields of other counts', () => {
    const wrong = () => records('points', { point: points(9), label: labels(8) })
    expect(wrong).toThrow('records: label must have 9 examples, as point has, not 8')
    expect(wrong).toThrow(BadData)
    expect(() => records('points', { point: points(9), label: partly(() => true)(labels(8)) })).toThrow(
      'records: label must have 9 examples, as point has, not 8',
    )
  })

  it('refuse to have no field', () =>
    expect(() => records('nothing', {})).toThrow('records: nothing must have a field'))

  it('say of what is not a data set what the compiler says', () => {
    const words: CheckedField<'label', readonly number[]> = 'records: label is not a data set'
    for (const wrong of [[1, 2], 7, null, undefined, { data: 3 }, 'labels'])
      expect(() => records('points', { point: points(9), label: wrong as never })).toThrow(words)
  })
})
