import { describe, expect, it } from 'vitest'
import { maskedNetwork } from '../../src/flows/masked.js'
import { from } from '../../src/random/key.js'
import type { Dim } from '../../src/shapes/dim.js'
import { onCpu, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const axis = { dim: 4, size: 4 }
const network = maskedNetwork(axis, [
  { dim: 9, size: 9 },
  { dim: 6, size: 6 },
])
const parameters = () => network.init(from(2))

describe('a masked network', () => {
  it.each([0, 1, 2, 3])(
    'what it gives for the numbers up to %i does not depend on it nor on those after it',
    (place) => {
      const given = (value: number) => {
        const x = tensorOf<readonly [Dim, Dim]>(
          ['batch', 4],
          [1, 4],
          [0.5, -1, 2, 0.1].map((each, at) => (at < place ? each : value)),
        )
        const { shift, rawScale } = network.apply(parameters())(x)
        return [...valuesOf(shift).slice(0, place + 1), ...valuesOf(rawScale).slice(0, place + 1)]
      }
      expect(given(3)).toEqual(given(-5))
    },
  )

  it('depends on every number before', () => {
    const shiftOf = (x: readonly number[]) =>
      valuesOf(network.apply(parameters())(tensorOf<readonly [Dim, Dim]>(['batch', 4], [1, 4], x)).shift)
    const base = shiftOf([0.5, -1, 2, 0.1])
    for (const place of [0, 1, 2]) {
      const other = shiftOf([0.5, -1, 2, 0.1].map((each, at) => (at === place ? each + 1 : each)))
      for (const after of [1, 2, 3].filter((at) => at > place)) expect(other[after]).not.toBe(base[after])
    }
  })
})
