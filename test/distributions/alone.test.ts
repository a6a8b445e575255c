import { describe, expect, it } from 'vitest'
import { alone, together } from '../../src/distributions/alone.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

describe('each number alone', () => {
  it('is the one number of a row, and back', () =>
    scoped(() => {
      const x = tensorOf(['batch', 'latent'], [2, 3], [1, 2, 3, 4, 5, 6])
      const rows = alone<readonly []>(x)
      expect([rows.sizes, valuesOf(rows)]).toEqual([
        [6, 1],
        [1, 2, 3, 4, 5, 6],
      ])
      const back = together(2)(tensorOf(['batch'], [6], valuesOf(rows)))
      expect([back.shape, back.sizes, valuesOf(back)]).toEqual([['rows', 'latent'], x.sizes, valuesOf(x)])
    }))

  it('keeps what comes after', () =>
    scoped(() => {
      const x = tensorOf(['batch', 'latent', 'classes'], [1, 2, 3], [1, 2, 3, 4, 5, 6])
      expect(alone<readonly ['classes']>(x).sizes).toEqual([2, 1, 3])
    }))
})
