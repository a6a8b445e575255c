import { expect, test } from 'vitest'
import { fromNumbers } from '../../../src/data/arrays.js'
import { eventOf } from '../../../src/data/dataset.js'
import { unsorted } from '../../../src/data/sources/unsorted.js'
import { from } from '../../../src/random/key.js'
import { range } from '../real.js'

test('all examples, in another order, the same each time', () => {
  const numbers = Array.from(range(0, 100))
  const data = fromNumbers({ name: 'sorted', support: 'real', numbers, ...eventOf('sorted', [1]) })
  const read = (): readonly number[] => Array.from(unsorted(data).rows(range(0, 100), from(0)))
  const found = read()
  expect(found.toSorted((one, other) => one - other)).toEqual(numbers)
  expect(read()).toEqual(found)
  expect(found.slice(0, 20).filter((number) => number < 50).length).toBeGreaterThan(4)
  expect(found.slice(0, 20).filter((number) => number >= 50).length).toBeGreaterThan(4)
})
