import { describe, expect, it } from 'vitest'
import * as Bernoulli from '../../../src/distributions/bernoulli.js'
import * as DiagonalNormal from '../../../src/distributions/diagonalNormal.js'
import * as Layer from '../../../src/layers/index.js'
import { decode, encode, interpolate, traverse } from '../../../src/models/vae/codes.js'
import { reconstruct } from '../../../src/models/vae/generation.js'
import { make } from '../../../src/models/vae/vae.js'
import { from } from '../../../src/random/key.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../../support/engine.js'
import { paramsOf, vae, wrong } from '../../support/linearGaussian.js'
import { distance } from '../../support/near.js'

onCpu()

const { w, b, a, c } = wrong
const X = [-2, 0, 1.7]
const some = () => tensorOf(['some', 1], [3, 1], X)

const pictures = make({
  encoder: Layer.sequence(Layer.input([2, 2]), Layer.flatten, Layer.dense(5), Layer.tanh, Layer.normalHead(3)),
  decoder: Layer.sequence(Layer.input([3]), Layer.dense(4), Layer.reshape([2, 2]), Layer.bernoulliLogits),
  prior: DiagonalNormal.standard(3),
})

describe('encode and decode', () => {
  it('are q(z|x) and p(x|z), by hand', () => {
    const found = scoped(() => {
      const [q, p] = [encode(vae)(paramsOf(wrong))(some()), decode(vae)(paramsOf(wrong))(some())]
      return { q: valuesOf(q.mean), p: valuesOf(p.mean) }
    })
    expect(
      distance(
        found.q,
        X.map((x) => a * x + c),
      ),
    ).toBeLessThan(1e-5)
    expect(
      distance(
        found.p,
        X.map((z) => w * z + b),
      ),
    ).toBeLessThan(1e-5)
  })

  it('are together what reconstruct gives', () => {
    scoped(() => {
      const params = pictures.init(from(1))
      const x = tensorOf(['batch', 2, 2], [1, 2, 2], [1, 0, 0, 1])
      const { mean } = encode(pictures)(params)(x)
      expect(valuesOf(Bernoulli.mean(decode(pictures)(params)(mean)))).toEqual(
        valuesOf(reconstruct(pictures)(params)(x)),
      )
    })
  })
})

describe('interpolate', () => {
  it('goes from the reconstruction of the one to that of the other, in equal steps of the latent', () => {
    const found = scoped(() => {
      const last = tensorOf(['some', 1], [3, 1], [4, 0, 1])
      const means = interpolate(vae, { steps: 3 })(paramsOf(wrong))(some(), last)
      expect(means).toMatchObject({ shape: ['steps', 'some', 1], sizes: [3, 3, 1] })
      return valuesOf(means)
    })
    const code = (x: number) => a * x + c
    const wanted = [0, 0.5, 1].flatMap((t) =>
      X.map((x, at) => w * ((1 - t) * code(x) + t * code([4, 0, 1][at] ?? 0)) + b),
    )
    expect(distance(found, wanted)).toBeLessThan(1e-5)
  })

  it('keeps the axes of an event, and ends at both reconstructions on the arc too', () => {
    scoped(() => {
      const params = pictures.init(from(1))
      const [first, last] = [
        tensorOf(['batch', 2, 2], [1, 2, 2], [1, 0, 0, 1]),
        tensorOf(['batch', 2, 2], [1, 2, 2], [0, 1, 1, 1]),
      ]
      const means = interpolate(pictures, { way: 'spherical' })(params)(first, last)
      expect(means).toMatchObject({ shape: ['steps', 'batch', 2, 2], sizes: [8, 1, 2, 2] })
      const numbers = valuesOf(means)
      const ends = [first, last].flatMap((each) => valuesOf(reconstruct(pictures)(params)(each)))
      expect(distance([...numbers.slice(0, 4), ...numbers.slice(-4)], ends)).toBeLessThan(1e-5)
    })
  })

  it('refuses a latent of bits', () => {
    const bits = make({
      encoder: Layer.sequence(Layer.dense(6, 5), Layer.bernoulliHead(2)),
      decoder: Layer.sequence(Layer.dense(2, 6), Layer.bernoulliLogits),
      prior: Bernoulli.standard(2),
    })
    const words = 'interpolate needs a latent with numbers between two others, but that of the model is binary'
    scoped(() => {
      const x = tensorOf(['batch', 6], [1, 6], [1, 0, 1, 0, 0, 1])
      // @ts-expect-error the compiler says so
      expect(() => interpolate(bits)(bits.init(from(1)))(x, x)).toThrow(words)
    })
  })
})

describe('traverse', () => {
  it('moves one number of the latent, and leaves the others where they are', () => {
    scoped(() => {
      const params = pictures.init(from(2))
      const x = tensorOf(['batch', 2, 2], [1, 2, 2], [1, 0, 0, 1])
      const means = traverse(pictures, { along: 1, range: [-1, 1], steps: 3 })(params)(x)
      expect(means).toMatchObject({ shape: ['steps', 'batch', 2, 2], sizes: [3, 1, 2, 2] })
      const [first = 0, , third = 0] = valuesOf(encode(pictures)(params)(x).mean)
      const wanted = [-1, 0, 1].flatMap((second) =>
        valuesOf(Bernoulli.mean(decode(pictures)(params)(tensorOf(['batch', 3], [1, 3], [first, second, third])))),
      )
      expect(distance(valuesOf(means), wanted)).toBeLessThan(1e-6)
    })
  })

  it.each([3, -1, 0.5])('refuses the place %s', (along) => {
    scoped(() => {
      const x = tensorOf(['batch', 2, 2], [1, 2, 2], [1, 0, 0, 1])
      expect(() => traverse(pictures, { along })(pictures.init(from(2)))(x)).toThrow(
        `traverse: the place must be a whole number from 0 to 2, not ${along}`,
      )
    })
  })
})
