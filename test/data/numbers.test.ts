import { describe, expect, it } from 'vitest'
import { numbers } from '../../src/data/numbers.js'
import { from } from '../../src/random/key.js'

describe('numbers', () => {
  it('are rows of one number, which stay what they were', () => {
    const given = [0.5, -3, 7]
    const data = numbers('ages', given)
    given[0] = 9
    expect(data).toMatchObject({ name: 'ages', count: 3, shape: [1], support: 'real', event: [{ dim: 1, size: 1 }] })
    expect([...data.rows(Uint32Array.of(2, 0, 0), from(1))]).toEqual([7, 0.5, 0.5])
  })

  it('are refused where one is not finite, with its row', () => {
    expect(() => numbers('ages', [1, Number.NaN])).toThrow('ages: row 1 must be a finite number, not NaN')
    expect(() => numbers('ages', [1e39])).toThrow('ages: row 0 must be a finite number, not 1e+39')
    expect(() => numbers('ages', [])).toThrow('ages: there must be at least one number')
    expect(() => numbers('ages', [1]).rows(Uint32Array.of(1), from(1))).toThrow('rows: ages has 1 examples')
  })
})
