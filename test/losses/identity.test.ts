import { expect, it } from 'vitest'
import { identity } from '../../src/losses/identity.js'
import { onCpu, scoped, valuesOf } from '../support/engine.js'

onCpu()

it('is 1 on the diagonal, and 0 beside it', () =>
  scoped(() => {
    const found = identity('samples', 'others', 3)
    expect([found.shape, found.sizes]).toEqual([
      ['samples', 'others'],
      [3, 3],
    ])
    expect(valuesOf(found)).toEqual([1, 0, 0, 0, 1, 0, 0, 0, 1])
    expect(valuesOf(identity('samples', 'others', 1))).toEqual([1])
  }))
