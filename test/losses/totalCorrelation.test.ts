import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Elbo from '../../src/losses/index.js'
import { child, from, normal } from '../../src/random/key.js'
import { permuteRows } from '../../src/random/permuteRows.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onWebAssembly, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { estimate } from '../support/near.js'

onWebAssembly()

const RHO = 0.6

/** Codes of two normal numbers of variance 1 and correlation `RHO`. */
const codes = (samples: number, rows: number) => {
  const noise = normal(from(2), samples * rows * 2)
  const values = Array.from({ length: samples * rows * 2 }, (_, at) => {
    const [first, second] = [noise[at - (at % 2)] as number, noise[at - (at % 2) + 1] as number]
    return at % 2 === 0 ? first : RHO * first + Math.sqrt(1 - RHO ** 2) * second
  })
  return tensorOf(['samples', 'batch', 'latent'], [samples, rows, 2], values)
}

/** `log q(z) - log q(z_1) - log q(z_2)` of these codes: the logit of the best discriminator. */
const best: Elbo.Discriminator = (z) => {
  const [one, other] = [T.slice(2, 0, 1)(z as never), T.slice(2, 1, 1)(z as never)] as unknown as [
    T.Tensor<readonly ['samples', 'batch', 1]>,
    T.Tensor<readonly ['samples', 'batch', 1]>,
  ]
  const variance = 1 - RHO ** 2
  return pipe(
    pipe(T.square(one), T.same.add(T.square(other)), T.mulScalar(-(RHO ** 2) / (2 * variance))),
    T.same.add(pipe(one, T.same.mul(other), T.mulScalar(RHO / variance))),
    T.addScalar(-0.5 * Math.log(variance)),
  )
}

/** A logit that is the first number of a code. */
const first: Elbo.Discriminator = (z) => T.slice(2, 0, 1)(z as never) as never

describe('totalCorrelation', () => {
  it('under the best discriminator is that of a normal distribution: -log(1 - ρ²) / 2', () => {
    const found = scoped(() =>
      valuesOf(
        Elbo.totalCorrelation('discriminator').evaluate({ z: codes(4, 2000), networks: { discriminator: best } }).value,
      ),
    )
    const { mean, error } = estimate(found)
    expect(Math.abs(mean + 0.5 * Math.log(1 - RHO ** 2))).toBeLessThan(4 * error)
  })

  it('lets the gradient go through the codes and the network', () =>
    scoped(() => {
      const z = codes(1, 3)
      const of = (at: typeof z) =>
        [
          T.meanOfAll(Elbo.totalCorrelation('d').evaluate({ z: at, networks: { d: (x) => T.square(first(x)) } }).value),
          null,
        ] as const
      const gradient = valuesOf(T.valueAndGradient(of)(z).gradient)
      for (const [at, value] of valuesOf(z).entries())
        expect(gradient[at]).toBeCloseTo(at % 2 === 0 ? (2 * value) / 3 : 0, 5)
    }))

  it('is a cost of samples, and nothing is proved of it', () => {
    const term = Elbo.totalCorrelation('discriminator')
    expect(Elbo.describe(term)).toMatchObject({
      text: 'log discriminator(z) / (1 - discriminator(z))',
      axes: ['samples', 'batch'],
      sense: 'cost',
      guarantee: 'objective',
      needs: ['z', 'networks'],
    })
  })

  it('refuses a network that is not there', () =>
    scoped(() => {
      expect(() => Elbo.totalCorrelation('critic').evaluate({ z: codes(1, 3), networks: {} } as never)).toThrow(
        new ShapeError('the model has no network critic'),
      )
      expect(() => Elbo.totalCorrelation('critic').evaluate({ z: codes(1, 3) } as never)).toThrow(
        new ShapeError('the model has no network critic'),
      )
    }))
})

describe('discrimination', () => {
  const logSigmoid = (t: number) => -Math.log1p(Math.exp(-t))

  it('is half the log-probability of a code and of a permuted one, by hand', () =>
    scoped(() => {
      const [z, key] = [codes(1, 4), from(11)]
      const permuted = valuesOf(permuteRows(child('d')(key))(z))
      const found = valuesOf(Elbo.discrimination('d').evaluate({ z, key, networks: { d: first } }).value)
      const wanted = [0, 1, 2, 3].map(
        (row) => (logSigmoid(valuesOf(z)[2 * row] as number) + logSigmoid(-(permuted[2 * row] as number))) / 2,
      )
      for (const [row, value] of found.entries()) expect(value).toBeCloseTo(wanted[row] as number, 6)
    }))

  it('is -log 2 for a network that cannot tell', () =>
    scoped(() => {
      const nothing: Elbo.Discriminator = (z) => T.mulScalar(0)(first(z))
      const found = valuesOf(
        Elbo.discrimination('d').evaluate({ z: codes(2, 3), key: from(1), networks: { d: nothing } }).value,
      )
      for (const value of found) expect(value).toBeCloseTo(-Math.log(2), 6)
    }))

  it('lets no gradient go to the codes', () =>
    scoped(() => {
      const of = (z: ReturnType<typeof codes>) =>
        [
          T.meanOfAll(Elbo.discrimination('d').evaluate({ z, key: from(1), networks: { d: best } }).value),
          null,
        ] as const
      expect(valuesOf(T.valueAndGradient(of)(codes(1, 3)).gradient)).toEqual([0, 0, 0, 0, 0, 0])
    }))

  it('is largest for the best discriminator', () =>
    scoped(() => {
      const [z, key] = [codes(12, 80), from(4)]
      const of = (factor: number) => {
        const d: Elbo.Discriminator = (x) => T.mulScalar(factor)(best(x))
        return valuesOf(T.meanOfAll(Elbo.discrimination('d').evaluate({ z, key, networks: { d } }).value))[0] as number
      }
      expect(of(1)).toBeGreaterThan(Math.max(of(0), of(2.5)))
    }))
})
