import { describe, expect, it } from 'vitest'
import { Autoencoder, Key, Layer } from '../../src/index.js'
import { ofAutoencoder } from '../../src/recipes/plainLooks.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'

onCpu()

describe('what there is to look at of a plain autoencoder', () => {
  it('is its codes and what they are decoded to, in evaluation, and nothing that it would have to draw', () =>
    scoped(() => {
      const model = Autoencoder.make({
        encoder: Layer.sequence(
          Layer.input([4]),
          Layer.dropout(0.5),
          Layer.dense(3),
          Layer.batchNorm(),
          Layer.dense(2),
        ),
        decoder: Layer.sequence(Layer.dense(2, 4), Layer.sigmoid),
      })
      const looks = ofAutoencoder(model)
      const params = model.init(Key.from(1))
      const x = tensorOf(['rows', 4] as never, [2, 4], [1, 0, 0.5, 0, 0, 1, 1, 0.2]) as never
      const codes = looks.encode?.(params)(x) as never
      const made = valuesOf(looks.reconstruct?.(params)(x) as never)
      expect([looks.kind, looks.latent, valuesOf(codes).length]).toEqual(['autoencoder', [2], 4])
      expect(valuesOf(looks.decode?.(params)(codes) as never)).toEqual(made)
      const supplied = model.supply(params)({ x, key: Key.from(9), samples: 1 } as never)
      expect(distance(valuesOf(supplied.reconstruction as never), made)).toBeLessThan(1e-6)
      expect(looks.generate).toBeUndefined()
      expect(looks.architecture[1]).toBe('decoder: [2] → dense 4 → sigmoid')
    }))
})
