import { expect, it } from 'vitest'
import { record } from '../../src/distributions/family.js'
import * as UniformSphere from '../../src/distributions/uniformSphere.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { columns } from './samples.js'

onCpu()

it('by hand: the surfaces of a circle, a sphere, and a sphere of four dimensions', () =>
  expectNear([2, 3, 4].map(UniformSphere.logSurface), [2 * Math.PI, 4 * Math.PI, 2 * Math.PI ** 2].map(Math.log)))

it('has the density 1 over the surface everywhere', () =>
  scoped(() => {
    const prior = UniformSphere.uniform(3)[record].distribution(undefined as never, undefined as never)
    const z = tensorOf(['samples', 'batch', 'latent'], [1, 2, 3], [1, 0, 0, 0, 0.6, -0.8])
    expectNear(valuesOf(prior[record].logProb(prior as never)({ z })), Array(2).fill(-Math.log(4 * Math.PI)))
  }))

it('draws vectors of length 1, with the moments of the sphere', () =>
  scoped(() => {
    const drawn = columns(valuesOf(UniformSphere.sample(from(3), 'rows', 6000)(UniformSphere.uniform(2, 2))), 4)
    for (let at = 0; at < 6000; at++) expect(Math.hypot(...drawn.map((each) => each[at] as number))).toBeCloseTo(1, 5)
    for (const each of drawn) {
      expectMean(each, 0)
      expectMean(
        each.map((x) => x * x),
        1 / 4,
      )
    }
  }))

it('refuses an event of one number, and a size that is none', () => {
  expect(() => UniformSphere.uniform(1)).toThrow(
    new ShapeError('UniformSphere: the event must be of 2 numbers or more, not of 1'),
  )
  expect(() => UniformSphere.uniform(1.5 as never)).toThrow(
    new ShapeError('PowerSpherical.uniform: a dimension must be a positive whole number, not 1.5'),
  )
})
