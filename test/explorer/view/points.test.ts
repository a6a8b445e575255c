import { describe, expect, test } from 'vitest'
import { classMeans, codeOf, inOrder, isDead, moved, nearest, twoOf } from '../../../src/explorer/view/points.js'

const codes = { count: 4, size: 2, centers: [0, 0, 3, 4, 1, 0, -1, -1] }

describe('examples', () => {
  test('the nearest come first', () =>
    expect(nearest(codes, [0, 0], 3)).toEqual([
      { at: 0, distance: 0 },
      { at: 2, distance: 1 },
      { at: 3, distance: Math.SQRT2 },
    ]))

  test('codes of a table are as far apart as numbers differ', () =>
    expect(nearest(codes, [0, 4], 2, 'how many differ')).toEqual([
      { at: 0, distance: 1 },
      { at: 1, distance: 1 },
    ]))

  test('there are never more than there are', () => expect(nearest(codes, [9, 9], 10)).toHaveLength(4))

  test('a code by its place', () => expect([...codeOf(codes, 1)]).toEqual([3, 4]))

  test('the mean of each class, and of one without examples none', () =>
    expect(classMeans(codes, [0, 1, 0, 0], 3)).toEqual([Float32Array.of(0, -1 / 3), Float32Array.of(3, 4), null]))

  test('a code moves along the difference of two', () =>
    expect([...moved([1, 1], [0, 0], [2, -4], 0.5)]).toEqual([2, -1]))
})

describe('numbers of a latent', () => {
  test('the one with the largest KL comes first', () => expect(inOrder([0.1, 3, 0, 1], 4)).toEqual([1, 3, 0, 2]))

  test('where it is not known they are in their order, and none is dead', () => {
    expect(inOrder(null, 3)).toEqual([0, 1, 2])
    expect(isDead(null, 0)).toBe(false)
  })

  test('one that tells nothing is dead', () =>
    expect([0, 1, 2].map((latent) => isDead([0.5, 0.001, Number.NaN], latent))).toEqual([false, true, true]))
})

describe('twoOf', () => {
  test.each([
    [4, [2, 2, 0, 1], [0, 2]],
    [4, [2, 2, 2, 2], [0, 1]],
    [4, null, [0, 1]],
    [1, [2], [0, 0]],
  ] as const)('of %i examples of classes %j', (count, labels, wanted) => expect(twoOf(count, labels)).toEqual(wanted))
})
