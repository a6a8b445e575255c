import { describe, expect, it } from 'vitest'
import {
  aloneUnderComponents,
  asComponents,
  repeatedFor,
  underComponents,
  weightedSum,
} from '../../src/tensors/components.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf } from '../support/engine.js'

const x = hostOf(['batch', 2], [2, 2], [1, 2, 3, 4])
const weights = hostOf(['batch', 'components'], [2, 3], [0.5, 0.25, 2, 1, -1, 3])
const values = hostOf(['batch', 'components', 2], [2, 3, 2], [1, 2, 3, 4, 5, 6, -1, -2, 0.5, 0.25, 7, 8])

onEach(() => {
  conforms('underComponents', {
    inputs: [x],
    operation: (given) => underComponents<readonly [2]>([2], 3)<readonly ['batch']>(given),
    gives: [
      ['batch', 'components', 2],
      [2, 3, 2],
    ],
    reference: (given) =>
      [0, 2].flatMap((at) => [0, 1, 2].flatMap(() => (given as readonly number[]).slice(at, at + 2))),
  })

  conforms('asComponents', {
    inputs: [x, hostOf(['batch', 2], [2, 2], [5, 6, 7, 8])],
    operation: (one, other) => asComponents<'batch', readonly [2]>([one, other]),
    gives: [
      ['batch', 'components', 2],
      [2, 2, 2],
    ],
    reference: (one, other) =>
      [0, 2].flatMap((at) => [one, other].flatMap((each) => (each as readonly number[]).slice(at, at + 2))),
  })

  conforms('aloneUnderComponents', {
    inputs: [values],
    operation: (v) => aloneUnderComponents(v),
    gives: [
      ['batch', 'components', 2],
      [4, 3, 1],
    ],
    reference: (v) =>
      [0, 1].flatMap((row) => [0, 1].flatMap((at) => [0, 1, 2].map((k) => v?.[6 * row + 2 * k + at] as number))),
  })

  conforms('repeatedFor', {
    inputs: [weights, values],
    operation: (w, v) => repeatedFor(v)(w),
    gives: [
      ['batch', 'components'],
      [4, 3],
    ],
    reference: (w) => [0, 0, 1, 1].flatMap((row) => (w as readonly number[]).slice(3 * row, 3 * row + 3)),
  })

  conforms('weightedSum', {
    inputs: [weights, values],
    operation: (w, v) => weightedSum<readonly ['batch']>(w)<readonly [2]>(v),
    gives: [
      ['batch', 2],
      [2, 2],
    ],
    reference: (w, v) =>
      [0, 1].flatMap((row) =>
        [0, 1].map((at) =>
          [0, 1, 2].reduce((sum, k) => sum + (w?.[3 * row + k] as number) * (v?.[6 * row + 2 * k + at] as number), 0),
        ),
      ),
  })
})

describe('weightedSum', () => {
  onCpu()

  it('refuses weights of another number of components', () =>
    scoped(() => {
      const two = tensorOf(['batch', 'components'], [1, 2], [1, 1])
      const three = tensorOf(['batch', 'components', 2], [1, 3, 2], [1, 2, 3, 4, 5, 6])
      expect(() => weightedSum<readonly ['batch']>(two)<readonly [2]>(three)).toThrow(
        'weightedSum: components is 3 in [batch, components, 2] and 2 in [batch, components]',
      )
    }))
})
