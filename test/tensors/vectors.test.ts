import { it } from 'vitest'
import { normalizeEvents, scaleEvents } from '../../src/tensors/vectors.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'

const X = [3, 4, 0, 0, -1, 2, 2, 4]

onEach(() => {
  conforms('normalizeEvents', {
    inputs: [hostOf(['batch', 2, 2], [2, 2, 2], X)],
    operation: (x) => normalizeEvents([2, 2])(x),
    gives: [
      ['batch', 2, 2],
      [2, 2, 2],
    ],
    reference: (x) =>
      (x ?? []).map((each, at) => each / Math.hypot(...((x ?? []).slice(at < 4 ? 0 : 4, at < 4 ? 4 : 8) as number[]))),
  })

  conforms('scaleEvents', {
    inputs: [hostOf(['batch'], [2], [2, -0.5]), hostOf(['batch', 2, 2], [2, 2, 2], X)],
    operation: (scale, x) => scaleEvents(scale)<readonly [2, 2]>(x),
    gives: [
      ['batch', 2, 2],
      [2, 2, 2],
    ],
    reference: (scale, x) => (x ?? []).map((each, at) => each * ((scale ?? [])[at < 4 ? 0 : 1] as number)),
  })

  it('normalizeEvents has directions of vectors whose squares are infinite in float32, and of none 0', () =>
    scoped(() => {
      const far = tensorOf(['batch', 2], [3, 2], [3e-10, 4e-10, -3e30, 4e30, 0, 0])
      expectNear(valuesOf(normalizeEvents([2])(far)), [0.6, 0.8, -0.6, 0.8, 0, 0])
    }))
})
