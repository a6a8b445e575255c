import { describe, expect, it } from 'vitest'
import { udr } from '../../../src/evaluation/disentanglement/udr.js'
import { codesOf, constant, type Encode, independent, perfect, rotated } from './known.js'

const of = (encode: Encode, kl: readonly number[] = [1, 1, 1, 0]) => ({ codes: codesOf(encode).codes, kl })

describe('udr', () => {
  it('is 1 of models that have come to the same latents, in any order, of any sign, scale or bend', () => {
    const other: Encode = (factors, row) =>
      perfect(factors, row)
        .map((z) => -(z ** 3))
        .toReversed()
    const found = udr([of(perfect), of(other, [0, 1, 1, 1]), of(perfect)])
    for (const each of found.models) expect(each).toBeCloseTo(1, 10)
  })

  it('is small of models that have nothing in common', () => {
    const shifted: Encode = (factors, row) => independent(factors, row + 500)
    const [one = 1] = udr([of(independent, [1, 1, 1]), of(shifted, [1, 1, 1])]).models
    expect(one).toBeLessThan(0.15)
  })

  it('of a turned model is less: each of its latents is like two', () => {
    const straight: Encode = ([left = 0, top = 0]) => [left, top]
    const [[, likeness = 0] = []] = udr([of(straight, [1, 1]), of(rotated, [1, 1])]).pairs
    // all correlations are alike, r: r² / 2r = r / 2, and r of ranks is near 0.7
    expect(likeness).toBeGreaterThan(0.33)
    expect(likeness).toBeLessThan(0.37)
  })

  it('counts latents that say nothing to nobody', () => {
    expect(udr([of(constant, [0, 0, 0]), of(constant, [0, 0, 0])]).models).toEqual([0, 0])
    // two of three are as they are in the other, and the third is not there: 4 peaks of 1 over 5 latents
    const [[, likeness = 0] = []] = udr([of(perfect, [1, 1, 1, 0]), of(perfect, [1, 1, 0, 0])]).pairs
    expect(likeness).toBeCloseTo(4 / 5, 10)
  })

  it('is of two models or more, of the same examples', () => {
    expect(() => udr([of(perfect)])).toThrow('udr: takes 2 models or more but is given 1')
    expect(() => udr([of(perfect), { codes: { rows: 1, columns: 1, values: [1] }, kl: [1] }])).toThrow(
      'udr: takes as many rows of each but is given 432 and 1',
    )
  })
})
