import { describe, expect, it } from 'vitest'
import { distance, nearest } from '../../src/shapes/nearest.js'

describe('the distance between two words', () => {
  it.each([
    ['train', 'train', 0],
    ['trian', 'train', 1],
    ['trai', 'train', 1],
    ['trainn', 'train', 1],
    ['brain', 'train', 1],
    ['', 'train', 5],
    ['export', 'train', 6],
  ])('%s, %s: %i', (left, right, wrong) =>
    expect([distance(left, right), distance(right, left)]).toEqual([wrong, wrong]),
  )
})

describe('the nearest word', () => {
  it('is a known one, if most of its letters are right', () =>
    expect(
      ['trian', 'exprot', 'hepl', 'foo', 'evaluate'].map((word) => nearest(word, ['train', 'export', 'help'])),
    ).toEqual(['train', 'export', 'help', null, null]))
})
