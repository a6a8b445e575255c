import { describe, expect, it } from 'vitest'
import { classes } from '../../src/data/classes.js'
import { numbers } from '../../src/data/numbers.js'
import { records } from '../../src/data/records.js'
import { labelledPart, ofEachClass, shuffle } from '../../src/data/shuffle.js'
import { from } from '../../src/random/key.js'
import { rightOf, wordsOf } from '../support/damage.js'

const all = Uint32Array.from({ length: 100 }, (_, at) => at)
const data = numbers('mine', all)

describe('shuffle', () => {
  it('has every example once, in an order of the key', () => {
    const rows = (seed: number) => [...shuffle(from(seed))(data).rows(all, from(0))]
    expect(rows(1).toSorted((a, b) => a - b)).toEqual([...all])
    expect(rows(1)).not.toEqual([...all])
    expect(rows(1)).toEqual(rows(1))
    expect(rows(1)).not.toEqual(rows(2))
  })

  it('keeps the fields of an example together', () => {
    const { fields } = shuffle(from(1))(records('mine', { a: data, b: data }))
    expect([...fields.a.rows(all, from(0))]).toEqual([...fields.b.rows(all, from(0))])
  })
})

describe('ofEachClass', () => {
  const labels = classes(
    3,
    [...all].map((at) => (at < 50 ? 0 : at < 90 ? 1 : 2)),
  )

  it('draws as many of each class, by the key', () => {
    const found = rightOf(ofEachClass({ each: 7, key: from(3) })(labels))
    expect([found.length, new Set(found).size]).toEqual([21, 21])
    expect([...found]).toEqual([...found].toSorted((a, b) => a - b))
    expect([found.filter((at) => at < 50).length, found.filter((at) => at >= 90).length]).toEqual([7, 7])
    expect(rightOf(ofEachClass({ each: 7, key: from(4) })(labels))).not.toEqual(found)
  })

  it('takes all of a class where as many are asked for, and no more than there are', () => {
    expect(rightOf(ofEachClass({ each: 10, key: from(3) })(labels)).filter((at) => at >= 90)).toHaveLength(10)
    expect(wordsOf(ofEachClass({ each: 11, key: from(3) })(labels))).toBe(
      'ofEachClass: classes has 10 of class 2 but is asked for 11',
    )
    for (const each of [0, 1.5])
      expect(wordsOf(ofEachClass({ each, key: from(3) })(labels))).toBe(
        `ofEachClass: takes a whole number above 0 of each class but is given ${each}`,
      )
  })

  it('shows the labels of those alone', () => {
    const { mask, data: whole } = rightOf(labelledPart({ each: 7, key: from(3) })(labels))
    const shown = rightOf(ofEachClass({ each: 7, key: from(3) })(labels))
    expect([...all].filter((at) => mask[at] === 1)).toEqual([...shown])
    expect(whole).toBe(labels)
  })
})
