import { describe, expect, it } from 'vitest'
import { Joint, Layer } from '../../../src/index.js'
import type { AnyVariable } from '../../../src/joints/variable.js'
import { added, coordinateFor, drawnApart, drawnTogether } from '../../../src/models/joint/latents.js'
import { ShapeError } from '../../../src/shapes/defect.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../../support/engine.js'
import { distance } from '../../support/near.js'

onCpu()

const { normalHead, relaxedBernoulliHead, sequence } = Layer

const numbers = Joint.variable('numbers', sequence(normalHead(1, 1)), 'x') as unknown as AnyVariable
const bits = Joint.variable(
  'bits',
  sequence(relaxedBernoulliHead({ temperature: 0.5 })(1, 1)),
  'x',
) as unknown as AnyVariable

const samples = (...values: readonly number[]) =>
  tensorOf(['samples', 'batch', 'latent'], [1, 1, values.length], values)

describe('latents side by side', () => {
  it('are their samples, and where one has a coordinate of its own, the coordinates of all', () =>
    scoped(() => {
      const latents = [numbers, bits]
      const own = coordinateFor(latents)
      const together = drawnTogether(own, [{ z: samples(3) }, { z: samples(0.75), coordinate: samples(Math.log(3)) }])
      expect(valuesOf(together.z)).toEqual([3, 0.75])
      expect(distance(valuesOf(together.coordinate as typeof together.z), [3, Math.log(3)])).toBeLessThan(1e-6)
      const each = drawnApart(latents, together)
      expect([valuesOf(each('bits').z), valuesOf(each('numbers').z)]).toEqual([[0.75], [3]])
      expect(() => each('others')).toThrow(new ShapeError('the model has no latent others'))
    }))

  it('have the coordinate and the volume of each', () =>
    scoped(() => {
      const own = coordinateFor([numbers, bits])
      const coordinate = own?.of(samples(3, 0.75)) as ReturnType<typeof samples>
      expect(distance(valuesOf(coordinate), [3, Math.log(3)])).toBeLessThan(1e-6)
      const volume = own?.logVolume(coordinate) as ReturnType<typeof samples>
      expect(distance(valuesOf(volume), [0, Math.log(0.75 * 0.25)])).toBeLessThan(1e-6)
      expect(coordinateFor([numbers])).toBe(null)
    }))

  it('have densities that add up', () =>
    scoped(() => {
      const rows = (value: number) => tensorOf(['samples', 'batch'], [1, 1], [value])
      expect(valuesOf(added([rows(1), rows(2), rows(4)]))).toEqual([7])
    }))
})
