import { describe, expect, it } from 'vitest'
import { shown, strictJson } from '../../../src/files/safetensors/json.js'

const left = (words: string) => ({ _tag: 'Left', left: words })

describe('strictJson', () => {
  it('gives what JSON.parse gives', () => {
    const text = '{"a": {"a": [1, 20, 0]}, "b": {"a": "1.5 {\\" : \\u00e9"}, "__proto__": {"x": null}}'
    expect(strictJson(text)).toEqual({ _tag: 'Right', right: JSON.parse(text) })
  })

  it.each([
    ['{"w": 1, "w": 2}', 'has the name w twice in its header'],
    ['{"w": 1, "\\u0077": 2}', 'has the name w twice in its header'],
    ['{"a": {"w": 1}, "b": [{"w": 1, "x": {}, "w": 1}]}', 'has the name w twice in its header'],
    ['{"__proto__": 1, "__proto__": 1}', 'has the name __proto__ twice in its header'],
    ['{"w": ', 'has a header that is not JSON'],
    ['{"w": 1,}', 'has a header that is not JSON'],
    ['{"w": NaN}', 'has a header that is not JSON'],
    ['{"\\ud800": 1}', 'has "\\ud800" in its header, which is not Unicode text'],
    ...['-1', '-0', '1.0', '1.5', '1e3', '1E400'].map((number) => [
      `{"w": [${number}]}`,
      `has the number ${number} in its header, where numbers must be whole and 0 or more, in digits`,
    ]),
  ])('%s: %s', (text, words) => expect(strictJson(text)).toEqual(left(words)))
})

it('a name in a message is of no great length, and of no strange characters', () => {
  expect(shown('encoder.0.weight')).toBe('encoder.0.weight')
  expect(shown('a\nb')).toBe('"a\\nb"')
  expect(shown('x'.repeat(1000)).length).toBe(81)
  expect(shown(undefined)).toBe('undefined')
})
