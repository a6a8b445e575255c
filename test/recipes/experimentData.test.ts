import * as E from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { classes } from '../../src/data/classes.js'
import { indices } from '../../src/data/indices.js'
import { records } from '../../src/data/records.js'
import { from } from '../../src/random/key.js'
import { about, examplesOf, heldOutOf, parted, rowsOf } from '../../src/recipes/experimentData.js'
import { patterns } from '../support/smallVae.js'

const key = from(7)
const [data, test] = [patterns(96), patterns(32, 2)]

it('a twelfth is held out where there is patience, the last of the training data', () => {
  expect([heldOutOf({ data })({}), heldOutOf({ data })({ patience: 3 })]).toEqual([0, 8])
  expect(parted({ data }, {})).toEqual(E.right({ data }))
  const parts = parted({ data }, { patience: 3 })
  if (E.isLeft(parts) || !('validation' in parts.right)) throw new Error('nothing is held out')
  expect(parts.right).toMatchObject({ data: { count: 88 }, validation: { count: 8 } })
})

it('its classes are those of the first field of classes, or those that were given', () => {
  const four = records('four', { x: patterns(4), label: classes(3, [2, 0, 1, 1]) })
  expect(Array.from(about({ data: four, test: four }).labels?.values ?? [])).toEqual([2, 0, 1, 1])
  const unsaid = about({ data: four, test: four, labels: null })
  expect(unsaid.labels).toBeNull()
  expect(Array.from(unsaid.classes()?.values ?? [])).toEqual([2, 0, 1, 1])
})

it('examples are of the test data, rows of either half', () => {
  const own = { data, test }
  expect(examplesOf(own)(3, key).values).toEqual(test.rows(Uint32Array.of(0, 1, 2), key))
  expect(examplesOf(own)(99, key).sizes).toEqual([32, 6])
  expect(rowsOf(own)('train', Uint32Array.of(5), key).values).toEqual(data.rows(Uint32Array.of(5), key))
})

it('rows of the conditions come beside those of x', () => {
  const four = records('four', { x: patterns(4), label: classes(3, [2, 0, 1, 1]) })
  const conditions = { label: { names: ['a', 'b', 'c'] } }
  const looks = { kind: 'model', architecture: [], given: { conditions } } as never
  const rows = rowsOf({ data: four, test: four, looks })('test', Uint32Array.of(0, 2), key)
  expect(Array.from(rows.beside?.label?.values ?? [])).toEqual([0, 0, 1, 0, 1, 0])
})

it('rows of what its looks are told come beside those of x, of indices with what they are below', () => {
  const four = records('four', { x: patterns(4), index: indices(9, [5, 6, 7, 8]) })
  const looks = { kind: 'model', architecture: [], beside: { fields: ['index'], at: () => ({}) } }
  const rows = rowsOf({ data: four, test: four, looks })('train', Uint32Array.of(3, 1), key)
  expect(rows.beside).toEqual({
    index: { shape: ['rows'], sizes: [2], values: Float32Array.of(8, 6), below: { dim: 9, size: 9 } },
  })
})
