import { expect, test } from 'vitest'
import { activeOf, byKl } from '../../src/reports/active.js'

test('latents are active above a hundredth of a nat, the largest first', () => {
  expect(byKl([0.2, 3, 0.01])).toEqual([
    [1, 3],
    [0, 0.2],
    [2, 0.01],
  ])
  expect(activeOf([0.2, 3, 0.01, 0.011])).toEqual([1, 0, 3])
})
