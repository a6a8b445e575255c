import { describe, expect, it } from 'vitest'
import { unsavable, unsavableMetadata } from '../../src/checkpoints/savable.js'

const tensor = (...values: readonly number[]) => ({
  shape: [values.length],
  sizes: [values.length],
  values: Float32Array.from(values),
})
const holds = (path: string, message: string) => ({ path, message })

describe('why something cannot be saved', () => {
  it('is nothing for trees of host tensors, a record named as a field of one too', () => {
    expect(unsavable(tensor(1))).toBeNull()
    expect(unsavable({ a: [tensor(1), null], values: { weight: tensor() } })).toBeNull()
  })

  const of = 'a tensor, null, or a record or tuple of them'
  it.each([
    [42, holds('', `what is given must be ${of}, not 42`)],
    [undefined, holds('', `what is given must be ${of}, not undefined`)],
    [null, holds('', 'what is given must hold a tensor, and holds none')],
    [{}, holds('', 'what is given must hold a tensor, and holds none')],
    [{ a: [null], b: {} }, holds('', 'what is given must hold a tensor, and holds none')],
    [{ a: tensor(1), weight: [1, 2, 3] }, holds('weight.0', `weight.0 must be ${of}, not 1`)],
    [{ 'a.b': 'text' }, holds('a%2Eb', `a%2Eb must be ${of}, not text`)],
    [
      { a: [{ shape: [1], sizes: [1], native: {} }] },
      holds('a.0', 'a.0 must hold a tensor of the host, not one of an engine: take what Train.fit gives, or T.toHost'),
    ],
    [
      { a: { shape: [1], sizes: [1], values: [1] } },
      holds('a', 'a must hold sizes and a Float32Array of values, not [1]'),
    ],
    [{ a: { ...tensor(1, 2), sizes: [3] } }, holds('a', 'a must hold as many numbers as its sizes [3] say, not 2')],
    [
      { __metadata__: tensor(1) },
      holds(
        '__metadata__',
        '__metadata__ must have another name, since the format has a use of its own for __metadata__',
      ),
    ],
    [{ '\ud800': tensor(1) }, holds('\ud800', '"\\ud800" must have a name of Unicode text')],
  ])('%j', (given, refusal) => expect(unsavable(given)).toEqual(refusal))

  it('names the parameter and the place of a number that is not finite', () => {
    const astray = { ...tensor(1, 2, 3, 4, Number.NaN, 6), sizes: [2, 3] }
    expect(unsavable({ a: tensor(1), b: [astray] })).toEqual(
      holds('b.0', 'b.0 must hold finite numbers, not NaN at [1, 1]'),
    )
    expect(unsavable(tensor(0, Number.NEGATIVE_INFINITY))).toEqual(
      holds('', 'what is given must hold finite numbers, not -Infinity at [1]'),
    )
    expect(unsavable(tensor(Number.NaN, 1))).toEqual(
      holds('', 'what is given must hold finite numbers, not NaN at [0]'),
    )
    expect(unsavable({ a: tensor(1, -0, 3e38) })).toBeNull()
  })
})

it('message beside parameters are text', () => {
  expect(unsavableMetadata({ seed: '7' })).toBeNull()
  expect(unsavableMetadata({ seed: 7 })).toEqual(holds('', 'what is given must have text as metadata, not 7 as seed'))
})
