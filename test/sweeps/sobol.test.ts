import { expect, test } from 'vitest'
import { coordinate, MOST } from '../../src/sweeps/sobol.js'

// SciPy 1.10.1, scipy.stats.qmc.Sobol(21, scramble=False, bits=32), as words
const POINTS: Readonly<Record<number, readonly number[]>> = {
  5: [
    ...[3758096384, 3758096384, 536870912, 1610612736, 3758096384, 2684354560, 3758096384, 1610612736, 1610612736],
    ...[536870912, 1610612736, 3758096384, 3758096384, 536870912, 3758096384, 1610612736, 3758096384, 1610612736],
    ...[1610612736, 2684354560, 2684354560],
  ],
  17: [
    ...[2550136832, 4160749568, 4160749568, 671088640, 3355443200, 2013265920, 134217728, 1476395008, 4160749568],
    ...[2818572288, 2550136832, 3892314112, 671088640, 671088640, 3623878656, 2281701376, 1207959552, 402653184],
    ...[1207959552, 2281701376, 939524096],
  ],
  63: [
    ...[67108864, 3422552064, 1543503872, 1946157056, 3690987520, 603979776, 2483027968, 603979776, 3556769792],
    ...[2483027968, 1811939328, 2885681152, 2348810240, 3288334336, 1409286144, 3288334336, 335544320, 1677721600],
    ...[4093640704, 1006632960, 1006632960],
  ],
}

test.each(Object.entries(POINTS))('point %s is that of another implementation in all dimensions', (index, wanted) =>
  expect(wanted.map((_, dimension) => coordinate(dimension, Number(index)))).toEqual(wanted),
)

test('the first 2^k points of each dimension have one in each of as many cells, however they are turned', () => {
  for (let dimension = 0; dimension < MOST; dimension++)
    for (const shift of [0, 0x9e3779b9]) {
      const cells = Array.from({ length: 256 }, (_, index) => coordinate(dimension, index, shift) >>> 24)
      expect(new Set(cells).size).toBe(256)
    }
})
