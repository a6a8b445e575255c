import { describe, expect, it } from 'vitest'
import * as Flow from '../../src/flows/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import { holdsItsLaws, moved, someRows } from './held.js'

const flow = Flow.permutation(4, [2, 0, 3, 1])
holdsItsLaws('permutation', flow, { parameters: null, rows: someRows(flow) })
holdsItsLaws('reverse', Flow.reverse(3), { parameters: null, rows: someRows(Flow.reverse(3)) })

describe('permutation', () => {
  it('is by hand', () => {
    expect(moved(flow, 'forward', null, [[10, 20, 30, 40]])).toEqual({ y: [[30, 10, 40, 20]], logDeterminant: [0] })
    expect(moved(flow, 'inverse', null, [[30, 10, 40, 20]])).toEqual({ y: [[10, 20, 30, 40]], logDeterminant: [0] })
    expect(moved(Flow.reverse(3), 'forward', null, [[1, 2, 3]]).y).toEqual([[3, 2, 1]])
  })

  it('takes a name, and an order that is known only when the program runs', () => {
    const order: readonly number[] = [1, 0]
    expect(moved(Flow.permutation(named('latent', 2), order), 'forward', null, [[5, 6]]).y).toEqual([[6, 5]])
  })

  it.each([
    [[0, 0], '[0, 0]'],
    [[0], '[0]'],
    [[0, 1, 2], '[0, 1, 2]'],
    [[1, 2], '[1, 2]'],
  ])('refuses the order %j', (order, shown) => {
    expect(() => Flow.permutation(2, order as never)).toThrow(
      new ShapeError(`Flow.permutation: the order must have each place of [2] once, not ${shown}`),
    )
  })
})
