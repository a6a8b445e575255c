import { expect, it } from 'vitest'
import { BadData, badRequest } from '../../src/data/errors.js'

it('are errors with a tag, and say where a wrong number is', () => {
  const at = { row: 2, column: 5, value: 255 }
  const bad = new BadData('masks: row 2, column 5 must be 0 or 1, not 255', at)
  expect(bad).toBeInstanceOf(Error)
  expect(bad).toMatchObject({ _tag: 'BadData', at, message: 'masks: row 2, column 5 must be 0 or 1, not 255' })
  expect(new BadData('of no number').at).toBeNull()
  expect(badRequest('take: too many')).toMatchObject({ _tag: 'BadRequest', message: 'take: too many' })
})
