import { describe, expect, it } from 'vitest'
import { activeUnits } from '../../../src/evaluation/latents/activeUnits.js'
import { ofRows } from '../../../src/evaluation/numbers/matrix.js'

describe('activeUnits', () => {
  it('are those whose means vary by more than 0.01', () => {
    const codes = ofRows(Array.from({ length: 100 }, (_, row) => [row % 2, (row % 2) * 0.19, (row % 2) * 0.21, 7]))
    const found = activeUnits(codes)
    expect(found).toMatchObject({ count: 2, of: 4 })
    expect(found.variances.map((each) => each.toFixed(6))).toEqual(['0.250000', '0.009025', '0.011025', '0.000000'])
  })
})
