import { describe, expect, it } from 'vitest'
import { isFields, isObject, jsonOf } from '../../src/shapes/fields.js'

const GIVEN: readonly (readonly [given: unknown, object: boolean, fields: boolean])[] = [
  [{}, true, true],
  [{ a: null }, true, true],
  [new Map(), true, true],
  [[], true, false],
  [[{ a: 1 }], true, false],
  [null, false, false],
  [undefined, false, false],
  ['a', false, false],
  [3, false, false],
  [() => 1, false, false],
]

describe('what nothing has checked', () => {
  it.each(GIVEN)('%s', (given, object, fields) => expect([isObject(given), isFields(given)]).toEqual([object, fields]))
})

describe('jsonOf', () => {
  it.each([
    ['{"a":[1]}', { a: [1] }],
    ['null', null],
    ['"a"', 'a'],
    ['{"a":', undefined],
    ['', undefined],
  ])('%s', (text, wanted) => expect(jsonOf(text)).toEqual(wanted))
})
