import { describe, expect, it } from 'vitest'
import type { AnyBijection } from '../../src/flows/bijection.js'
import * as Flow from '../../src/flows/index.js'
import { moveSamples } from '../../src/flows/samples.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

describe('samples through a flow', () => {
  it('are moved row by row, over two axes of the event in its order', () =>
    scoped(() => {
      const flow = Flow.affine(2, 2)
      const own = {
        shift: tensorOf([2, 2], [2, 2], [10, 20, 30, 40]),
        logScale: tensorOf([2, 2], [2, 2], [0, 0, 0, 0]),
      }
      const z = tensorOf(['samples', 'batch', 'latent'], [2, 1, 4], [1, 2, 3, 4, 5, 6, 7, 8])
      const { z: moved, logDeterminant } = moveSamples(flow as unknown as AnyBijection, 'forward', own)(z)
      expect([moved.shape, valuesOf(moved)]).toEqual([
        ['samples', 'batch', 'latent'],
        [11, 22, 33, 44, 15, 26, 37, 48],
      ])
      expect([logDeterminant.shape, valuesOf(logDeterminant)]).toEqual([
        ['samples', 'batch'],
        [0, 0],
      ])
    }))
})
