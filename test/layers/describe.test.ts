import { expect, it, describe as suite } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { named } from '../../src/shapes/named.js'

suite('a network in words', () => {
  it('is what it takes, and each layer with what it gives', () =>
    expect(
      Layer.describe(
        Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.dense(500, 500), Layer.normalHead(500, 20)),
      ),
    ).toBe('[784] → dense 500 → tanh → dense → normalHead 20'))

  it('has the sizes of images, and a network within it in its place', () =>
    expect(
      Layer.describe(
        Layer.sequence(
          Layer.input([4, 6, 1]),
          Layer.sequence(Layer.input([4, 6, 1]), Layer.maxPool({ kernel: 2 }), Layer.relu),
          Layer.flatten,
          Layer.dense(named('latent', 3)),
        ),
      ),
    ).toBe('[4, 6, 1] → input → input → maxPool [2, 3, 1] → relu → flatten 6 → dense 3'))
})
