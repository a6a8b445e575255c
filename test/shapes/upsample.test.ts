import { expect, it } from 'vitest'
import { enlarged, upsample } from '../../src/shapes/upsample.js'
import { UPSAMPLE } from './cases.js'

it.each(UPSAMPLE)('$from by $by gives $gives', ({ from, by, gives }) => expect(upsample(from, by)).toEqual(gives))

it('of an image alone is that of its rows', () => {
  expect(enlarged([7, 'width', 64], 2)).toEqual([14, 'width*2', 64])
  expect(enlarged([784], 2)).toBe('takes [height, width, channels] but is given [784]')
  expect(enlarged([2, 7, 7, 1], 2)).toBe('takes [height, width, channels] but is given [2, 7, 7, 1]')
})
