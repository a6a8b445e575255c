import { it } from 'vitest'
import * as T from '../../src/tensors/index.js'
import { lengthEvents, normalizeEvents, scaleEvents } from '../../src/tensors/vectors.js'
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

  conforms('lengthEvents', {
    inputs: [hostOf(['batch', 2, 2], [2, 2, 2], X)],
    operation: (x) => lengthEvents([2, 2] as const)<readonly ['batch']>(x),
    gives: [['batch'], [2]],
    reference: (x) => [0, 4].map((at) => Math.hypot(...((x ?? []).slice(at, at + 4) as number[]))),
  })

  it('lengthEvents has a slope of 0 at 0, and no length below 1e-5', () =>
    scoped(() => {
      const { gradient, rest } = T.valueAndGradient((x: T.Tensor<readonly ['batch', 2]>) => {
        const lengths = lengthEvents([2] as const)<readonly ['batch']>(x)
        return [T.sum('batch')(lengths), lengths]
      })(tensorOf(['batch', 2], [2, 2], [0, 0, 3e-3, -4e-3]))
      expectNear(valuesOf(rest), [1e-5, 5e-3], { absolute: 2e-8, relative: 0 })
      expectNear(valuesOf(gradient), [0, 0, 0.6, -0.8], { absolute: 1e-4, relative: 0 })
    }))

  it('normalizeEvents has directions of vectors whose squares are infinite in float32, and of none 0', () =>
    scoped(() => {
      const far = tensorOf(['batch', 2], [3, 2], [3e-10, 4e-10, -3e30, 4e30, 0, 0])
      expectNear(valuesOf(normalizeEvents([2])(far)), [0.6, 0.8, -0.6, 0.8, 0, 0])
    }))
})
