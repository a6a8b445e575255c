import { describe, expect, test } from 'vitest'
import {
  faceOf,
  flipped,
  gridOf,
  groupOf,
  isDiscrete,
  picked,
  placed,
  plainCode,
  stepwise,
} from '../../../src/explorer/view/latents.js'

test('bits are flipped and classes picked, relaxed ones too; numbers have a map from two on', () => {
  expect(['binary', 'unitInterval', 'oneHot', 'simplex', 'integer', 'real'].map((over) => faceOf(over, 2))).toEqual([
    ...['bits', 'bits', 'classes', 'classes', 'sliders', 'map'],
  ])
  expect([faceOf('real', 1), faceOf('binary', 1), faceOf('code', 49)]).toEqual(['sliders', 'bits', 'codes'])
  expect(['binary', 'oneHot', 'integer', 'real', 'simplex', 'unitInterval'].map(isDiscrete)).toEqual([
    ...[true, true, true, false, false, false],
  ])
  expect([groupOf('simplex', [4, 3]), groupOf('binary', [4, 3]), groupOf('real', [4])]).toEqual([3, 1, 1])
})

test('a bit that is flipped twice is itself, and no other moves', () => {
  const z = Float32Array.of(1, 0, 0)
  expect([...flipped(z, 0)]).toEqual([0, 0, 0])
  expect(flipped(flipped(z, 2), 2)).toEqual(z)
  expect([...flipped([0.3, 0.7], 0)]).toEqual([1, Math.fround(0.7)])
})

test('a class that is picked is the only one of its variable', () => {
  expect([...picked([0.2, 0.8, 0, 1], 2, 0)]).toEqual([1, 0, 0, 1])
  expect([...picked([1, 0, 0, 0, 1, 0], 3, 5)]).toEqual([1, 0, 0, 0, 0, 1])
})

test('codes lie on a grid, a list of them in one row, and one is painted at a place', () => {
  expect([gridOf([7, 5]), gridOf([9])]).toEqual([
    { rows: 7, columns: 5 },
    { rows: 1, columns: 9 },
  ])
  expect([...placed([5, 6, 7], 1, 0)]).toEqual([5, 0, 7])
  expect([isDiscrete('code'), ...plainCode('code', 3, 1, 1)]).toEqual([true, 1, 1, 1])
})

describe('a way of codes that have nothing between them', () => {
  const [from, to] = [
    [1, 0, 0, 1, 1, 0],
    [0, 1, 0, 1, 0, 1],
  ] as const

  test('begins and ends at its ends, and its places are whole classes', () => {
    expect([...stepwise(2, from, to, 0)]).toEqual([...from])
    expect([...stepwise(2, from, to, 1)]).toEqual([...to])
    // the middle pair is the same at both ends: one of two others has moved
    expect([...stepwise(2, from, to, 0.5)]).toEqual([0, 1, 0, 1, 1, 0])
  })

  test('of bits moves one after the other', () => {
    const apart = (z: Float32Array) => z.reduce((sum, value, at) => sum + Math.abs(value - (from[at] as number)), 0)
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => apart(stepwise(1, from, to, share)))).toEqual([0, 1, 2, 3, 4])
  })
})

test('codes without examples are of the kind of the latent, and two of them differ', () => {
  for (const [over, group] of [
    ['binary', 1],
    ['oneHot', 3],
    ['simplex', 3],
    ['integer', 1],
    ['real', 1],
  ] as const) {
    const [one, other] = [plainCode(over, 6, group, 0), plainCode(over, 6, group, 1)]
    expect(one).not.toEqual(other)
    if (over === 'binary') expect([...one].every((value) => value === 0 || value === 1)).toBe(true)
    if (group === 3)
      for (const z of [one, other])
        for (const first of [0, 3]) expect(z.subarray(first, first + 3).reduce((sum, each) => sum + each, 0)).toBe(1)
  }
})
