import { expect, it } from 'vitest'
import { fittedCodes } from '../../../src/evaluation/samplers/codes.js'
import { from } from '../../../src/random/key.js'
import { expectNear } from '../../support/near.js'

const codes = { sizes: [3, 2] as const, values: Float32Array.of(1, 5, 2, 5, 3, 5) }

it('has codes with the mean 0 and the deviation 1, and puts numbers back', () => {
  const { data, back, width, hidden, epochs, batch } = fittedCodes(codes, {})
  const rows = data.rows(Uint32Array.of(0, 1, 2), from(1))
  expectNear(rows, [-Math.sqrt(1.5), 0, 0, 0, Math.sqrt(1.5), 0])
  expectNear(back(rows), codes.values)
  expect([width, hidden, epochs, batch]).toEqual([{ dim: 'codes', size: 2 }, { dim: 'hidden', size: 128 }, 100, 3])
})
