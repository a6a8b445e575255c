import { describe, expect, it } from 'vitest'
import { beside, columns, reorder } from '../../src/tensors/columns.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onEach, scoped, tensorOf } from '../support/engine.js'

const x = hostOf(['batch', 4], [2, 4], [1, 2, 3, 4, 5, 6, 7, 8])
const more = hostOf(['batch', 2], [2, 2], [9, 10, 11, 12])

onEach(() => {
  conforms('columns', {
    inputs: [x],
    operation: (given) => columns(1, { dim: 'some', size: 2 })(given as never),
    gives: [
      ['batch', 'some'],
      [2, 2],
    ],
    reference: (values = []) => [1, 2, 5, 6].map((at) => values[at] as number),
  })

  conforms('beside', {
    inputs: [x, more],
    operation: (left, right) => beside(right as never, 'all')(left as never),
    gives: [
      ['batch', 'all'],
      [2, 6],
    ],
    reference: (left = [], right = []) => [
      ...left.slice(0, 4),
      ...right.slice(0, 2),
      ...left.slice(4),
      ...right.slice(2),
    ],
  })

  conforms('reorder', {
    inputs: [x],
    operation: (given) => reorder([2, 0, 3, 1])(given),
    gives: [
      ['batch', 4],
      [2, 4],
    ],
    reference: (values = []) => [2, 0, 3, 1, 6, 4, 7, 5].map((at) => values[at] as number),
  })

  describe('beside', () =>
    it('refuses other rows', () =>
      scoped(() => {
        const [left, right] = [tensorOf(['batch', 1], [2, 1], [1, 2]), tensorOf(['batch', 1], [3, 1], [1, 2, 3])]
        expect(() => beside(right as never, 2)(left as never)).toThrow(/^beside: /)
      })))
})
