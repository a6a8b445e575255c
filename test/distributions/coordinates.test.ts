import { describe, expect, it } from 'vitest'
import {
  type Coordinate,
  coordinateOf,
  type Draw,
  logarithmOf,
  logarithms,
  logit,
  logitOf,
  logVolumeOf,
  logVolumeOfLogit,
  ofNumbers,
} from '../../src/distributions/coordinates.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { runsCompiled } from './compiled.js'

const UNIT = [0.5, 1e-3, 0.999, 2 ** -63, 1e-19, 2e-38, 0.25, 1 - 2 ** -24].map(Math.fround)
const input = hostOf(['n'], [UNIT.length], UNIT)
const each = (f: (x: number) => number) => (values: readonly number[] | undefined) =>
  (values as readonly number[]).map(f)

const COORDINATES: readonly Coordinate[] = [logit, logarithms]

/** Numbers below the normal ones of float32, the smallest first: ONNX Runtime reads them as 0. */
const SMALLEST = [2 ** -149, 2 ** -140, 1e-40, 1e-38]

onEach(() => {
  it('logarithms and logits are those of float64 down to the smallest float32, and up to the one below 1', () =>
    scoped(() => {
      const all = [...UNIT, ...SMALLEST].map(Math.fround)
      const x = tensorOf(['n'], [all.length], all)
      expectNear(valuesOf(logarithmOf(x)), all.map(Math.log))
      expectNear(
        valuesOf(logitOf(x)),
        all.map((u) => Math.log(u) - Math.log1p(-u)),
      )
    }))

  it('those of 0 and 1 are those of the float32 numbers next to them, without a gradient', () =>
    scoped(() => {
      const ends = tensorOf(['n'], [2], [0, 1])
      expectNear(valuesOf(logitOf(ends)), [-149 * Math.LN2, 24 * Math.LN2])
      expectNear(valuesOf(logarithmOf(ends)), [-149 * Math.LN2, 0])
      const { gradient } = T.valueAndGradient((x: typeof ends) => [T.meanOfAll(logitOf(x)), null] as const)(ends)
      expect(valuesOf(gradient)).toEqual([0, 0])
    }))

  it('their gradients are 1/x and 1/(x(1-x))', () =>
    scoped(() => {
      const points = [0.5, 1e-3, 0.999, 1e-19, 1e-30]
      const x = tensorOf(['n'], [points.length], points)
      const by = (f: (x: T.Tensor<readonly ['n']>) => T.Tensor<readonly ['n']>) =>
        valuesOf(T.valueAndGradient((own: typeof x) => [T.sum(0)(f(own)), null] as const)(x).gradient)
      const relative = { absolute: 0, relative: 1e-4 }
      expectNear(
        by(logarithmOf),
        points.map((u) => 1 / u),
        relative,
      )
      expectNear(
        by(logitOf),
        points.map((u) => 1 / u / (1 - u)),
        relative,
      )
    }))

  conforms('logVolumeOfLogit', {
    inputs: [hostOf(['n'], [5], [0, 2, -3, 20, -40])],
    operation: logVolumeOfLogit,
    gives: [['n'], [5]],
    reference: each((y) => -Math.abs(y) - 2 * Math.log1p(Math.exp(-Math.abs(y)))),
  })
})

describe('of a latent', () => {
  onCpu()

  const draw = (z: readonly number[]): Draw => ({ z: tensorOf(['samples', 'batch', 'latent'], [1, 1, z.length], z) })

  it('is z itself but for numbers from 0 to 1, and its volume is 1', () =>
    scoped(() => {
      const at = draw([1, 0])
      expect(coordinateOf(null)(at)).toBe(at.z)
      expect(logVolumeOf(null)(at)).toBeNull()
      expect(ofNumbers(null)(at)(T.sum('latent')(at.z))).toMatchObject({ shape: ['samples', 'batch'] })
    }))

  it('is the coordinate that comes with it, else that of the numbers', () =>
    scoped(() => {
      const at = draw([0.25, 0.75])
      const own = draw([-900, 900]).z
      for (const over of COORDINATES) {
        expect(coordinateOf(over)({ ...at, coordinate: own })).toBe(own)
        expect(valuesOf(coordinateOf(over)(at))).not.toEqual(valuesOf(at.z))
      }
    }))

  it('has the volume of the map from it to z', () =>
    scoped(() => {
      const at = draw([0.25, 0.75])
      // dz/dlogit = z(1 - z), and dz/dln z = z
      const volumes = [2 * Math.log(0.25 * 0.75), Math.log(0.25 * 0.75)]
      const found = COORDINATES.map((over) => logVolumeOf(over)(at) as T.AnyTensor)
      expectNear(found.flatMap(valuesOf), volumes)
      const density = tensorOf(['samples', 'batch'], [1, 1], [3])
      expectNear(valuesOf(ofNumbers(logit)(at)(density)), [3 - (volumes[0] as number)])
    }))

  runsCompiled('logarithms and logits', [input], (_, x) => [logarithmOf(x), logitOf(x), logVolumeOfLogit(x)])
})
