import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { choice, flag, type Option, real, text, whole } from '../../src/recipes/option.js'

const about = 'what it is for'

describe('an option', () => {
  it.each<readonly [string, Option<unknown>, unknown, E.Either<string, unknown>]>([
    ['a whole number', whole({ about }), '12', E.right(12)],
    ['a whole number as a value', whole({ about }), 12, E.right(12)],
    ['a whole number that is none', whole({ about }), '1.5', E.left('a whole number')],
    ['nothing', whole({ about }), '', E.left('a whole number')],
    ['a yes', whole({ about }), true, E.left('a whole number')],
    ['one below', whole({ from: 1, about }), 0, E.left('a positive whole number')],
    ['one at the border', whole({ from: 1, about }), 1, E.right(1)],
    ['one above', whole({ from: 2, to: 4, about }), 5, E.left('a whole number from 2 to 4')],
    ['one beyond what is counted', whole({ from: 3, about }), '1e20', E.left('a whole number of 3 or more')],
    ['a number', real({ about }), '1e-3', E.right(0.001)],
    ['one that is not finite', real({ about }), 'Infinity', E.left('a finite number')],
    ['one at an open border', real({ above: 0, about }), 0, E.left('a positive number')],
    ['one at a closed border', real({ from: 0, about }), '0', E.right(0)],
    ['one below 0', real({ from: 0, about }), '-1', E.left('a number of 0 or more')],
    ['one outside', real({ from: 0, to: 1, about }), 1.5, E.left('a number from 0 to 1')],
    ['one above its greatest', real({ above: 0, to: 1, about }), 2, E.left('a number above 0 and of at most 1')],
    ['one not above', real({ above: 3, about }), 3, E.left('a number above 3')],
    ['a word', choice(['a', 'b'], { about }), 'b', E.right('b')],
    ['another word', choice(['a', 'b'], { about }), 'c', E.left('one of a, b')],
    ['a yes that is asked for', flag({ about }), 'true', E.right(true)],
    ['a no', flag({ about }), false, E.right(false)],
    ['neither', flag({ about }), 'maybe', E.left('true or false')],
    ['a text', text({ about }), 'any', E.right('any')],
    ['a number for a text', text({ about }), 3, E.left('a text')],
  ])('takes or refuses %s', (_, option, given, found) => expect(option.decode(given)).toEqual(found))

  it('has its default, or none', () =>
    expect([
      whole({ default: 3, about }).preset,
      whole({ about }).preset,
      real({ default: 0.5, about }).preset,
      choice(['a', 'b'], { default: 'b', about }).preset,
      flag({ about }).preset,
      text({ default: 'x', about }).preset,
    ]).toEqual([3, undefined, 0.5, 'b', false, 'x']))

  it.each<readonly [string, () => unknown]>([
    ['whole: there is no defualt', () => whole({ defualt: 3, about } as never)],
    ['whole: there is no above', () => whole({ above: 3, about } as never)],
    ['real: there is no form', () => real({ form: 3, about } as never)],
    ['choice: there is no from', () => choice(['a'], { from: 'a', about } as never)],
    ['flag: there is no default', () => flag({ default: true, about } as never)],
    ['text: there is no to', () => text({ to: 3, about } as never)],
  ])('does not know every word: %s', (words, make) => expect(make).toThrow(words))
})
