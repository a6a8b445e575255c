import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as StandardNormal from '../../src/distributions/standardNormal.js'
import type * as Engine from '../../src/engines/index.js'
import * as Elbo from '../../src/losses/index.js'
import { child, from, type Key, normal } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { everyEngine, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance, estimate } from '../support/near.js'
import { run } from '../support/outcome.js'

onCpu()

const SHIFT = 1.2
const prior = StandardNormal.standard(named('latent', 1))

/** Codes of `N(SHIFT, 1)`, of one number. */
const codes = (count: number) =>
  tensorOf(
    ['samples', 'batch', 'latent'],
    [1, count, 1],
    Array.from(normal(from(2), count), (x) => x + SHIFT),
  )
type Codes = ReturnType<typeof codes>

/** `log q(z) - log p(z)`: the logit of the best discriminator. */
const best: Elbo.Discriminator = (z) =>
  pipe(T.slice(2, 0, 1)(z as never) as unknown as Logits, T.mulScalar(SHIFT), T.addScalar(-(SHIFT ** 2) / 2))
type Logits = T.Tensor<readonly ['samples', 'batch', 1]>

const nothing: Elbo.Discriminator = (z) => T.mulScalar(0)(best(z))
const softplus = (t: number) => Math.log1p(Math.exp(t))

describe('marginalKl', () => {
  it('under the best discriminator is KL(N(m, 1) || N(0, 1)) = m² / 2', () =>
    scoped(() => {
      const { value } = Elbo.marginalKl('d').evaluate({ z: codes(4000), networks: { d: best } })
      const { mean, error } = estimate(valuesOf(value))
      expect(Math.abs(mean - SHIFT ** 2 / 2)).toBeLessThan(4 * error)
    }))

  it('is a cost of samples, and nothing is proved of it', () =>
    expect(Elbo.describe(Elbo.marginalKl('discriminator'))).toMatchObject({
      text: 'log discriminator(z) / (1 - discriminator(z))',
      axes: ['samples', 'batch'],
      sense: 'cost',
      guarantee: 'objective',
      needs: ['z', 'networks'],
    }))
})

describe('adversarialPenalty', () => {
  it('by hand: the softplus of the logit, log 2 where the discriminator cannot tell', () =>
    scoped(() => {
      const z = codes(3)
      const of = (d: Elbo.Discriminator) =>
        valuesOf(Elbo.adversarialPenalty('d').evaluate({ z, networks: { d } }).value)
      for (const [at, value] of of(best).entries())
        expect(value).toBeCloseTo(softplus(SHIFT * (valuesOf(z)[at] as number) - SHIFT ** 2 / 2), 6)
      for (const value of of(nothing)) expect(value).toBeCloseTo(Math.LN2, 6)
    }))

  it('moves the codes to the prior: its gradient is d(z) times that of the logit', () =>
    scoped(() => {
      const z = codes(4)
      const of = (at: Codes) =>
        [T.meanOfAll(Elbo.adversarialPenalty('d').evaluate({ z: at, networks: { d: best } }).value), null] as const
      for (const [at, slope] of valuesOf(T.valueAndGradient(of)(z).gradient).entries()) {
        const logit = SHIFT * (valuesOf(z)[at] as number) - SHIFT ** 2 / 2
        expect(slope).toBeCloseTo(SHIFT / (1 + Math.exp(-logit)) / 4, 5)
      }
    }))
})

describe('priorDiscrimination', () => {
  const of = (d: Elbo.Discriminator, z = codes(3)) =>
    valuesOf(Elbo.priorDiscrimination('d').evaluate({ z, prior, key: from(11), networks: { d } }).value)

  it('is half the log-probability of a code and of a draw from the prior, by hand', () =>
    scoped(() => {
      const drawn = normal(child('d')(from(11)), 3)
      const logit = (z: number) => SHIFT * z - SHIFT ** 2 / 2
      for (const [at, value] of of(best).entries()) {
        const code = valuesOf(codes(3))[at] as number
        expect(value).toBeCloseTo(-(softplus(-logit(code)) + softplus(logit(drawn[at] as number))) / 2, 5)
      }
      for (const value of of(nothing)) expect(value).toBeCloseTo(-Math.LN2, 6)
    }))

  it('is largest for the best discriminator', () =>
    scoped(() => {
      const mean = (factor: number) => estimate(of((z) => T.mulScalar(factor)(best(z)), codes(4000))).mean
      expect(mean(1)).toBeGreaterThan(Math.max(mean(0), mean(2)))
    }))

  it('lets no gradient go to the codes', () =>
    scoped(() => {
      const loss = (z: Codes) =>
        [
          T.meanOfAll(Elbo.priorDiscrimination('d').evaluate({ z, prior, key: from(1), networks: { d: best } }).value),
          null,
        ] as const
      expect(valuesOf(T.valueAndGradient(loss)(codes(3)).gradient)).toEqual([0, 0, 0])
    }))
})

it('all are the same numbers on every engine', async () => {
  const { engines } = await everyEngine()
  const at = (engine: Engine.Engine) =>
    run(
      engine.run(({ z }: { z: Codes }, key: Key) => {
        const networks = { d: best }
        return [
          Elbo.marginalKl('d').evaluate({ z, networks }).value,
          Elbo.adversarialPenalty('d').evaluate({ z, networks }).value,
          Elbo.priorDiscrimination('d').evaluate({ z, prior, key, networks }).value,
        ]
      })(
        { z: { shape: ['samples', 'batch', 'latent'], sizes: [1, 3, 1], values: Float32Array.of(0.3, -1, 4) } },
        from(7),
      ),
    )
  const [first = [], ...others] = (await Promise.all(engines.map(at))).map((all) =>
    all.flatMap(({ values }) => [...values]),
  )
  for (const other of others) expect(distance(other, first)).toBeLessThan(1e-5)
})
