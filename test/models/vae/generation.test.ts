import { describe, expect, it } from 'vitest'
import * as Bernoulli from '../../../src/distributions/bernoulli.js'
import * as DiagonalNormal from '../../../src/distributions/diagonalNormal.js'
import * as Laplace from '../../../src/distributions/laplace.js'
import * as MixturePrior from '../../../src/distributions/mixturePrior.js'
import * as Layer from '../../../src/layers/index.js'
import { generate, reconstruct } from '../../../src/models/vae/generation.js'
import { make } from '../../../src/models/vae/vae.js'
import { from } from '../../../src/random/key.js'
import { onCpu, scoped, tensorOf, tensorsAlive, valuesOf } from '../../support/engine.js'
import { paramsOf, vae, wrong } from '../../support/linearGaussian.js'
import { distance, estimate } from '../../support/near.js'
import { recording, reused } from '../../support/recording.js'

onCpu()

const binary = make({
  encoder: Layer.sequence(Layer.dense(6, 5), Layer.tanh, Layer.normalHead(2)),
  decoder: Layer.sequence(Layer.input([2]), Layer.dense(5), Layer.tanh, Layer.bernoulliHead(6)),
  prior: DiagonalNormal.standard(2),
})

const hidden = [Layer.dense(6, 5), Layer.tanh] as const
const decoder = Layer.sequence(Layer.dense(2, 6), Layer.bernoulliLogits)

describe('a model of other distributions', () => {
  it('reconstructs at the point that stands for its posterior', () => {
    scoped(() => {
      const x = tensorOf(['batch', 6], [2, 6], [1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1])
      const bits = make({
        encoder: Layer.sequence(...hidden, Layer.bernoulliHead(2)),
        decoder,
        prior: Bernoulli.standard(2),
      })
      const params = bits.init(from(3))
      const logits = valuesOf(bits.encoder.apply(params.encoder)(x).logits)
      const z = tensorOf(
        ['batch', 2],
        [2, 2],
        logits.map((logit) => (logit > 0 ? 1 : 0)),
      )
      const wanted = valuesOf(Bernoulli.mean(decoder.apply(params.decoder)(z)))
      expect(valuesOf(reconstruct(bits)(params)(x))).toEqual(wanted)
      const laplace = make({
        encoder: Layer.sequence(...hidden, Layer.laplaceHead(2)),
        decoder,
        prior: Laplace.standard(2),
      })
      const own = laplace.init(from(3))
      const mean = laplace.encoder.apply(own.encoder)(x).mean
      expect(valuesOf(reconstruct(laplace)(own)(x))).toEqual(valuesOf(Bernoulli.mean(decoder.apply(own.decoder)(mean))))
    })
  })

  it('generates from the prior of its parameters: a component far away is seen', () => {
    scoped(() => {
      const mixture = make({
        encoder: Layer.sequence(...hidden, Layer.normalHead(2)),
        decoder,
        prior: MixturePrior.learned({ components: 2 })(2),
      })
      const params = mixture.init(from(1))
      const far = { ...params, prior: { ...params.prior, mean: tensorOf(['components', 2], [2, 2], [50, 0, 50, 0]) } }
      const weight = tensorOf([2, 6], [2, 6], [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
      const pushed = { ...far, decoder: [{ ...far.decoder[0], weight }, null] as const }
      expect(valuesOf(generate(mixture)(pushed, from(2), 5).mean).every((each) => each > 0.999)).toBe(true)
    })
  })
})

describe('generate', () => {
  it('gives as many examples as asked for, of the event', () => {
    scoped(() => {
      const { mean, x } = generate(binary)(binary.init(from(1)), from(2), 7)
      expect(mean).toMatchObject({ shape: ['rows', 6], sizes: [7, 6] })
      expect(x).toMatchObject({ shape: ['rows', 6], sizes: [7, 6] })
      expect(valuesOf(x).every((bit) => bit === 0 || bit === 1)).toBe(true)
      expect(valuesOf(mean).every((probability) => probability > 0 && probability < 1)).toBe(true)
    })
  })

  it('is the same for the same key, and other for another', () => {
    const numbers = (seed: number) =>
      scoped(() => {
        const { mean, x } = generate(binary)(binary.init(from(1)), from(seed), 7)
        return [valuesOf(mean), valuesOf(x)]
      })
    expect(numbers(2)).toEqual(numbers(2))
    expect(numbers(2)[0]).not.toEqual(numbers(3)[0])
  })

  it('draws from p(x): the moments of a linear-Gaussian model', () => {
    const COUNT = 20000
    const { w, b, s2 } = wrong
    scoped(() => {
      const { mean, x } = generate(vae)(paramsOf(wrong), from(4), COUNT)
      const [means, values] = [valuesOf(mean), valuesOf(x)]
      const moments: readonly (readonly [readonly number[], number])[] = [
        [values, b],
        [values.map((each) => (each - b) ** 2), w * w + s2],
        [means, b],
        [means.map((each) => (each - b) ** 2), w * w],
        // the noise of x is its own
        [values.map((each, at) => (each - (means[at] ?? 0)) * ((means[at] ?? 0) - b)), 0],
        [values.map((each, at) => (each - (means[at] ?? 0)) ** 2), s2],
      ]
      for (const [numbers, wanted] of moments) {
        const found = estimate(numbers)
        expect(Math.abs(found.mean - wanted)).toBeLessThan(4 * found.error)
      }
    })
  })

  it('draws a 1 as often as the mean says', () => {
    scoped(() => {
      const { mean, x } = generate(binary)(binary.init(from(1)), from(5), 4000)
      const [means, bits] = [valuesOf(mean), valuesOf(x)]
      const apart = estimate(bits.map((bit, at) => bit - (means[at] ?? Number.NaN)))
      expect(Math.abs(apart.mean)).toBeLessThan(4 * apart.error)
      expect(apart.error).toBeLessThan(0.005)
    })
  })
})

describe('reconstruct', () => {
  it('is the mean of p(x|z) at the mean of q(z|x), by hand', () => {
    const { w, b, a, c } = wrong
    const X = [-2, 0, 1.7]
    const found = scoped(() => valuesOf(reconstruct(vae)(paramsOf(wrong))(tensorOf(['some', 1], [3, 1], X))))
    expect(
      distance(
        found,
        X.map((x) => w * (a * x + c) + b),
      ),
    ).toBeLessThan(1e-6)
  })

  it('keeps the rows it is given, and needs no key', () => {
    scoped(() => {
      const params = binary.init(from(1))
      const x = tensorOf(['pictures', 6], [2, 6], [1, 0, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1])
      const once = reconstruct(binary)(params)(x)
      expect(once).toMatchObject({ shape: ['pictures', 6], sizes: [2, 6] })
      expect(valuesOf(reconstruct(binary)(params)(x))).toEqual(valuesOf(once))
      const logits = valuesOf(binary.decoder.apply(params.decoder)(binary.encoder.apply(params.encoder)(x).mean).logits)
      expect(
        distance(
          valuesOf(once),
          logits.map((logit) => 1 / (1 + Math.exp(-logit))),
        ),
      ).toBeLessThan(1e-6)
    })
  })
})

describe('generation', () => {
  it('draws from no key that it splits, and from none twice', () => {
    const { key, drawn } = recording(2)
    scoped(() => generate(binary)(binary.init(from(1)), key, 7).x.sizes)
    expect(drawn.length).toBe(2)
    expect(reused(drawn)).toEqual([])
  })

  it('leaves no tensor behind in a scope', () => {
    const before = tensorsAlive()
    scoped(() => generate(binary)(binary.init(from(1)), from(2), 7).x.sizes)
    expect(tensorsAlive()).toBe(before)
  })
})
