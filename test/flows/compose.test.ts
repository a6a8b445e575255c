import { describe, expect, it } from 'vitest'
import * as Flow from '../../src/flows/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { holdsItsLaws, moved, someParameters, someRows } from './held.js'

const both = Flow.compose(Flow.affine(3), Flow.reverse(3), Flow.maf(3, { hidden: [4] }))
const several = Flow.repeat(3, Flow.planar(3))
const turned = Flow.inverted(Flow.radial(3))
holdsItsLaws('compose', both, { parameters: someParameters(both, 0.7), rows: someRows(both) })
holdsItsLaws('repeat', several, { parameters: someParameters(several), rows: someRows(several) })
holdsItsLaws('inverted', turned, { parameters: someParameters(turned), rows: someRows(turned) })

describe('compose', () => {
  it('goes in the directions that all go, and is slow where one is', () => {
    expect([both.directions, both.slow]).toEqual([['forward', 'inverse'], ['forward']])
    expect(Flow.compose(Flow.radial(3), Flow.planar(3)).directions).toEqual(['forward'])
    expect(Flow.compose(Flow.maf(3, { hidden: [] }), Flow.inverted(Flow.planar(3))).slow).toEqual([])
    expect(Flow.inverted(Flow.maf(3, { hidden: [] })).slow).toEqual(['inverse'])
  })

  it('begins with the first', () => {
    const flow = Flow.compose(Flow.permutation(3, [1, 2, 0]), Flow.permutation(3, [0, 2, 1]))
    expect(moved(flow, 'forward', [null, null], [[1, 2, 3]]).y).toEqual([[2, 1, 3]])
    expect(moved(flow, 'inverse', [null, null], [[2, 1, 3]]).y).toEqual([[1, 2, 3]])
  })

  const compose = Flow.compose as unknown as (...flows: readonly unknown[]) => unknown

  it.each([
    [[], 'takes one flow or more but is given none'],
    [[Flow.affine(3), Flow.affine(2)], 'flow 2 is over [2] but the first is over [3]'],
    [[Flow.affine(3), 'planar'], 'flow 2 is not a flow'],
    [[null, Flow.affine(3)], 'flow 1 is not a flow'],
    [
      [Flow.planar(3), Flow.radial(3), Flow.inverted(Flow.planar(3))],
      'flow 3 goes inverse alone but those before it go forward alone',
    ],
  ])('refuses %#', (flows, message) => {
    expect(() => compose(...flows)).toThrow(new ShapeError(`Flow.compose: ${message}`))
  })

  it('repeats a whole number of times above 0', () => {
    expect(() => Flow.repeat(0 as never, Flow.planar(3))).toThrow(
      new ShapeError('Flow.repeat: the number of flows must be a positive whole number, not 0'),
    )
  })
})
