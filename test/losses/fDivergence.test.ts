import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as StandardNormal from '../../src/distributions/standardNormal.js'
import type * as Engine from '../../src/engines/index.js'
import * as Elbo from '../../src/losses/index.js'
import { from, type Key, normal } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { enumerated, expectedLogLikelihood, klToPosterior, klToPrior } from '../support/discrete.js'
import { everyEngine, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance, estimate, expectMean } from '../support/near.js'
import { run } from '../support/outcome.js'

onCpu()

const SHIFT = 0.8

/** `∫ f(p/q) q` of `p = N(0, 1)` and `q = N(m, 1)`, by the rule of trapezoids: for f of which no form is closed. */
const byQuadrature = (f: (u: number) => number, m: number) =>
  Array.from({ length: 4001 }, (_, at) => (at - 2000) / 100).reduce((sum, z) => {
    const [p, q] = [Math.exp(-0.5 * z * z), Math.exp(-0.5 * (z - m) ** 2)]
    return sum + (0.01 * q * f(p / q)) / Math.sqrt(2 * Math.PI)
  }, 0)

/** `erf`, by its integral. */
const erf = (x: number) =>
  (2 / Math.sqrt(Math.PI)) *
  Array.from({ length: 2000 }, (_, at) => ((at + 0.5) * x) / 2000).reduce(
    (sum, t) => sum + (Math.exp(-t * t) * x) / 2000,
    0,
  )

/** Each divergence of `N(0, 1)` from `N(m, 1)`. */
const EXACT: readonly (readonly [Elbo.Generator<string>, (m: number) => number])[] = [
  [Elbo.forwardKl, (m) => m ** 2 / 2],
  [Elbo.reverseKl, (m) => m ** 2 / 2],
  [Elbo.jensenShannon, (m) => byQuadrature((u) => (u * Math.log(u) - (u + 1) * Math.log((u + 1) / 2)) / 2, m)],
  [Elbo.pearsonChiSquared, (m) => Math.expm1(m ** 2)],
  [Elbo.neymanChiSquared, (m) => Math.expm1(m ** 2)],
  [Elbo.squaredHellinger, (m) => -2 * Math.expm1(-(m ** 2) / 8)],
  [Elbo.totalVariation, (m) => erf(m / Math.sqrt(8))],
]

/** Codes of `N(m, 1)`, of one number. */
const codes = (count: number, shift = SHIFT) =>
  tensorOf(
    ['samples', 'batch', 'latent'],
    [1, count, 1],
    Array.from(normal(from(2), count), (x) => x + shift),
  )
type Codes = ReturnType<typeof codes>
const prior = StandardNormal.standard(named('latent', 1))

// -----------------------------------------------------------------------------
// where both densities are known
// -----------------------------------------------------------------------------

describe('divergenceByMonteCarlo', () => {
  const supplied = (count: number, z = codes(count)) => {
    const row = (value: number) => tensorOf(['batch', 'latent'], [count, 1], Array<number>(count).fill(value))
    return { z, prior, posterior: DiagonalNormal.make<'batch', readonly ['latent']>(row(SHIFT), row(0)) }
  }

  it.each(EXACT.map((each) => [each[0].title, each] as const))('%s of two normal distributions', (_, [f, exact]) =>
    scoped(() => {
      const values = valuesOf(Elbo.divergenceByMonteCarlo(f).evaluate(supplied(4000)).value)
      expectMean(values, exact(SHIFT))
    }),
  )

  it('of the KL of q is klByMonteCarlo, and with that of Neyman a bound is left: of the others nothing is proved', () =>
    scoped(() => {
      const own = Elbo.divergenceByMonteCarlo(Elbo.reverseKl)
      expect(valuesOf(own.evaluate(supplied(9)).value)).toEqual(
        valuesOf(Elbo.klByMonteCarlo.evaluate(supplied(9)).value),
      )
      const less = <Atom extends string>(f: Elbo.Generator<Atom>) =>
        Elbo.describe(pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(Elbo.divergenceByMonteCarlo(f))))
      expect(less(Elbo.reverseKl).guarantee).toBe('bound')
      expect(less(Elbo.neymanChiSquared)).toMatchObject({
        guarantee: 'bound',
        text: 'E_q[log p(x|z)] - χ²(q(z|x) || p(z))',
      })
      for (const f of [Elbo.forwardKl, Elbo.jensenShannon, Elbo.pearsonChiSquared, Elbo.totalVariation])
        expect(less(f).guarantee).toBe('objective')
    }))

  it('that of Neyman is at least e^KL - 1, and so at least the KL', () => {
    for (const [f, exact] of EXACT.filter(([f]) => f === Elbo.neymanChiSquared))
      for (const m of [0.1, 0.8, 2]) expect(exact(m), f.title).toBeGreaterThanOrEqual(Math.expm1(m ** 2 / 2))
  })

  it('moves the posterior: the gradient through its samples is that of the divergence', () =>
    scoped(() => {
      // z = m + ε: the derivative of E_q[f(p/q)] by m, by differences of the closed form
      const noise = codes(6000, 0)
      for (const [f, exact] of EXACT.filter(([f]) => f !== Elbo.totalVariation)) {
        const { gradient } = T.valueAndGradient((mean: T.Tensor<readonly ['batch', 'latent']>) => {
          const posterior = DiagonalNormal.make<'batch', readonly ['latent']>(mean, T.zerosLike(mean))
          const z = pipe(noise, T.trailing.add(mean)<readonly ['samples']>)
          return [T.sum('batch')(Elbo.divergenceByMonteCarlo(f).evaluate({ z, prior, posterior }).value), null]
        })(tensorOf(['batch', 'latent'], [6000, 1], Array<number>(6000).fill(SHIFT)))
        expectMean(valuesOf(gradient), (exact(SHIFT + 1e-4) - exact(SHIFT - 1e-4)) / 2e-4)
      }
    }))
})

// -----------------------------------------------------------------------------
// from the posterior
// -----------------------------------------------------------------------------

describe('posteriorDivergence', () => {
  it('of the KL of q is IWAE less the ELBO, exactly: below the KL from the posterior, and 0 of one sample', () => {
    for (const samples of [1, 2, 3, 4]) {
      const { logWeight, expectation } = enumerated(samples)
      const value = expectation(Elbo.posteriorDivergence(Elbo.reverseKl)(logWeight))
      const gap = expectation(Elbo.iwae(logWeight)) - (expectedLogLikelihood - klToPrior)
      expect(value).toBeCloseTo(gap, 5)
      expect(value).toBeLessThan(klToPosterior)
    }
  })

  it.each(EXACT.map(([f]) => [f.title, f] as const))(
    '%s is never negative, 0 of one sample, and comes nearer with more',
    (_, f) => {
      const values = [1, 2, 3, 4, 5].map((samples) => {
        const { logWeight, expectation } = enumerated(samples)
        return expectation(Elbo.posteriorDivergence(f)(logWeight))
      })
      expect(values[0]).toBeCloseTo(0, 6)
      values.slice(1).forEach((value, at) => {
        expect(value).toBeGreaterThan(values[at] as number)
      })
    },
  )

  it('is a cost of the batch of which nothing is proved, and refuses what is not a log-weight', () => {
    const { logWeight } = enumerated(2)
    expect(Elbo.describe(Elbo.posteriorDivergence(Elbo.squaredHellinger)(logWeight))).toMatchObject({
      text: 'H²(p(z|x), q(z|x))',
      axes: ['batch'],
      sense: 'cost',
      guarantee: 'objective',
    })
    expect(() => Elbo.posteriorDivergence(Elbo.forwardKl)(Elbo.iwae(logWeight) as never)).toThrow(
      new ShapeError('posteriorDivergence takes a log-weight: log p(x|z) + log p(z) - log q(z|x)'),
    )
  })
})

// -----------------------------------------------------------------------------
// by a critic
// -----------------------------------------------------------------------------

type Logits = T.Tensor<readonly ['samples', 'batch', 1]>

/** `log q(z) - log p(z)` times a factor: of 1 the logit of the best critic. */
const critic =
  (factor: number): Elbo.Discriminator =>
  (z) =>
    pipe(
      T.slice(2, 0, 1)(z as never) as unknown as Logits,
      T.mulScalar(SHIFT * factor),
      T.addScalar((-factor * SHIFT ** 2) / 2),
    )

describe('marginalDivergence', () => {
  const of = (f: Elbo.Generator<string>, factor: number, count = 6000) =>
    valuesOf(
      Elbo.marginalDivergence(f)('d').evaluate({
        ...{ z: codes(count), prior, key: from(11) },
        networks: { d: critic(factor) },
      }).value,
    )

  it.each(EXACT.filter(([f]) => f !== Elbo.totalVariation).map((each) => [each[0].title, each] as const))(
    '%s is reached by the best critic, and by no other',
    (_, [f, exact]) =>
      scoped(() => {
        expectMean(of(f, 1), exact(SHIFT))
        for (const factor of [-0.3, 0.4, 1.6]) {
          const { mean, error } = estimate(of(f, factor))
          expect(mean).toBeLessThan(exact(SHIFT) + 4 * error)
        }
        expect(estimate(of(f, 0.4)).mean).toBeLessThan(estimate(of(f, 1)).mean)
      }),
  )

  it('the total variation is reached by a critic that is ever surer', () =>
    scoped(() => {
      const exact = erf(SHIFT / Math.sqrt(8))
      const means = [1, 4, 60].map((factor) => estimate(of(Elbo.totalVariation, factor)))
      expect(means[0]?.mean).toBeLessThan(means[1]?.mean as number)
      expectMean(of(Elbo.totalVariation, 60), exact)
    }))

  it('of a critic that cannot tell is 0', () =>
    scoped(() => {
      for (const [f] of EXACT) for (const value of of(f, 0, 3)) expect(value).toBeCloseTo(0, 6)
    }))
})

describe('divergenceBound', () => {
  it('is the same number as a gain, and lets no gradient go to the codes', () =>
    scoped(() => {
      const supplied = (z: Codes) => ({ z, prior, key: from(11), networks: { d: critic(1) } })
      for (const [f] of EXACT) {
        const [cost, gain] = [Elbo.marginalDivergence(f)('d'), Elbo.divergenceBound(f)('d')]
        expect([cost.sense, gain.sense, Elbo.describe(gain).guarantee]).toEqual(['cost', 'gain', 'objective'])
        expect(valuesOf(gain.evaluate(supplied(codes(5))).value)).toEqual(
          valuesOf(cost.evaluate(supplied(codes(5))).value),
        )
        const slopes = (term: typeof cost | typeof gain) =>
          valuesOf(
            T.valueAndGradient((z: Codes) => [T.meanOfAll(term.evaluate(supplied(z)).value), null])(codes(3)).gradient,
          )
        expect(slopes(gain)).toEqual([0, 0, 0])
        expect(slopes(cost).every((each) => each !== 0)).toBe(true)
      }
    }))
})

it('all are the same numbers on every engine', async () => {
  const { engines } = await everyEngine()
  const at = (engine: Engine.Engine) =>
    run(
      engine.run(({ z }: { z: Codes }, key: Key) => {
        const mean = pipe(z, T.mean('samples'))
        const posterior = DiagonalNormal.make<'batch', readonly ['latent']>(mean, T.zerosLike(mean))
        const logLikelihood = pipe(z, T.square, T.sum('latent'))
        return EXACT.flatMap(([f]) => [
          Elbo.divergenceByMonteCarlo(f).evaluate({ z, prior, posterior }).value,
          Elbo.posteriorDivergence(f)(Elbo.logWeight).evaluate({ z, prior, posterior, logLikelihood }).value,
          Elbo.marginalDivergence(f)('d').evaluate({ z, prior, key, networks: { d: critic(1) } }).value,
          Elbo.divergenceBound(f)('d').evaluate({ z, prior, key, networks: { d: critic(1) } }).value,
        ])
      })(
        {
          z: {
            shape: ['samples', 'batch', 'latent'],
            sizes: [2, 3, 1],
            values: Float32Array.of(0.3, -1, 2, 0.5, 1, -0.2),
          },
        },
        from(7),
      ),
    )
  const [first = [], ...others] = (await Promise.all(engines.map(at))).map((all) =>
    all.flatMap(({ values }) => [...values]),
  )
  for (const other of others) expect(distance(other, first)).toBeLessThan(1e-5)
})
