import { expect, it } from 'vitest'
import { along, place, put } from '../../src/shapes/axes.js'
import { ALONG } from './cases.js'

it('an axis has a place from the front, from the back, or by its name', () => {
  expect([place(['batch', 28, 3], 0), place(['batch', 28, 3], -1), place(['batch', 28, 3], 'batch')]).toEqual([0, 2, 0])
  expect(place(['batch', 28], 2)).toBe('[batch, 28] has no axis 2')
  expect(place(['batch', 28], '28')).toBe('[batch, 28] has no axis 28')
  expect(place(['n', 3, 'n'], 'n')).toBe('[n, 3, n] has more than one axis n')
})

it('other dimensions may stand in its place', () => {
  expect(put(['a', 'b', 'c'], 1, [2, 3])).toEqual(['a', 2, 3, 'c'])
  expect(put(['a', 'b', 'c'], 2, [])).toEqual(['a', 'b'])
})

it.each(ALONG)('along $by, $from gives $gives', ({ from, by, gives }) =>
  expect(along('cumsum', from, by)).toEqual(gives),
)
