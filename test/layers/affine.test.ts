import { describe, expect, it } from 'vitest'
import { initialAffine } from '../../src/layers/affine.js'
import { child, from, uniform } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import { onCpu, onEach, scoped, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'

const wide = { dim: 40, size: 40 }
const narrow = named('latent', 30)
const limit = Math.sqrt(6 / 70)

onEach(() => {
  it('the weights are uniform noise of the child `weight`, within the limit of Glorot and Bengio', () =>
    scoped(() => {
      const { weight, bias } = initialAffine(wide, narrow)(from(7))
      expect([weight.shape, weight.sizes, bias.shape, bias.sizes]).toEqual([[40, 'latent'], [40, 30], ['latent'], [30]]) // biome-ignore format: lists
      const noise = uniform(child('weight')(from(7)), 1200)
      expectNear(
        valuesOf(weight),
        [...noise].map((u) => limit * (2 * u - 1)),
        { absolute: 1e-7, relative: 0 },
      )
      expect(valuesOf(bias)).toEqual(Array(30).fill(0))
    }))
})

describe('initialAffine', () => {
  onCpu()

  it('fills the bound: mean 0, and the variance 2 / (in + out) that the source asks for', () =>
    scoped(() => {
      const weights = valuesOf(initialAffine(wide, narrow)(from(8)).weight)
      expect(Math.max(...weights.map(Math.abs))).toBeLessThanOrEqual(limit * (1 + 1e-6))
      expect(Math.max(...weights.map(Math.abs))).toBeGreaterThan(0.99 * limit)
      expectMean(weights, 0)
      expectMean(
        weights.map((each) => each ** 2),
        2 / 70,
      )
    }))

  it('is a pure function of the key', () =>
    scoped(() => {
      const drawn = (seed: number) => valuesOf(initialAffine(wide, narrow)(from(seed)).weight)
      expect(drawn(1)).toEqual(drawn(1))
      expect(drawn(1)).not.toEqual(drawn(2))
    }))
})
