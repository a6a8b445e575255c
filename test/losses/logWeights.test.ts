import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Distributions from '../../src/distributions/index.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import { partsAt, reported, weighed } from '../../src/losses/logWeights.js'
import { erase } from '../../src/losses/term.js'
import * as Vae from '../../src/models/vae/index.js'
import { from } from '../../src/random/key.js'
import { onWebAssembly, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { estimate } from '../support/near.js'
import { type Decoding, ignoring, logEvidence, looking, type Pair, pairs, paramsOf } from './pairs.js'

onWebAssembly()

// -----------------------------------------------------------------------------
// no bound is above log p(x)
// -----------------------------------------------------------------------------

const { average, minus } = Elbo
const sampledKl = pipe(Elbo.logLikelihood, average('samples'), minus(Elbo.klByMonteCarlo))
const { q, p } = Elbo.piwae(2)(Elbo.logWeight)

const bounds = {
  'SGVB-A': Elbo.elboByMonteCarlo,
  'SGVB-B': Elbo.elbo,
  'its own log-weight': pipe(
    Elbo.logLikelihood,
    Elbo.plus(Elbo.logPrior),
    minus(Elbo.logPosterior),
    average('samples'),
  ),
  'KL by Monte Carlo': sampledKl,
  'sticking the landing': Elbo.stickingTheLanding,
  IWAE: Elbo.iwae(Elbo.logWeight),
  DReG: Elbo.doublyReparameterized,
  MIWAE: Elbo.miwae(2)(Elbo.logWeight),
  'PIWAE of q': q,
  'PIWAE of p': p,
  CIWAE: Elbo.ciwae(0.5)(Elbo.logWeight),
  'Rényi 0.5': Elbo.renyi(0.5)(Elbo.logWeight),
  'Rényi 2': Elbo.renyi(2)(Elbo.logWeight),
  score: Elbo.scoreFunction('none'),
  'score, with a baseline': Elbo.scoreFunction('other samples'),
  'score of the likelihood': pipe(Elbo.logLikelihoodByScore('none'), minus(Elbo.kl)),
} as const

type Name = keyof typeof bounds
const BATCH = 500

/** The values of a term for many examples of the same picture, or `null` where there is no KL in closed form. */
const valuesOfBound = (name: Name, supplied: unknown): readonly number[] | null => {
  try {
    return valuesOf(erase(bounds[name]).evaluate(supplied as never).value)
  } catch (thrown) {
    if (thrown instanceof Error && thrown.message.includes('has no closed form')) return null
    throw thrown
  }
}

const suppliedBy = ({ model }: Pair, params: unknown, samples = 4) =>
  model.supply(params)({
    x: tensorOf(
      ['batch', 1],
      [BATCH, 1],
      Array.from({ length: BATCH }, () => 1),
    ),
    key: from(11),
    samples,
  })

const measured = (pair: Pair, decoding: Decoding, of: (at: number) => number) =>
  scoped(() => {
    const supplied = suppliedBy(pair, paramsOf(pair, decoding, of))
    const names = (Object.keys(bounds) as readonly Name[]).filter((name) =>
      bounds[name].needs.every((each) => pair.model.supplies.includes(each)),
    )
    return names.flatMap((name) => {
      const values = valuesOfBound(name, supplied)
      return values === null ? [] : [{ name, values, ...estimate(values) }]
    })
  })

describe.each(pairs.map((pair) => [pair.name, pair] as const))('%s', (_, pair) => {
  it.each([
    ['that does not look at the latent', ignoring],
    ['that looks at it', looking],
  ] as const)('has no bound above log p(x), of a decoder %s', (_, decoding) => {
    for (const scale of [0, 0.7, 5]) {
      const found = measured(pair, decoding, (at) => scale * Math.sin(1.7 * at + 0.4))
      const truth = logEvidence(pair, decoding)
      const above = found.filter(({ mean, error }) => !(mean <= truth + 4 * error + 1e-4))
      expect(above.map(({ name, mean }) => `${name} ${mean} for ${truth} at ${scale}`)).toEqual([])
      expect(found.length).toBeGreaterThan(1)
    }
  })

  it('has one value by every estimator of one bound', () => {
    const found = measured(pair, looking, (at) => 3 * Math.sin(1.7 * at + 0.4))
    const of = (name: Name) => found.find((each) => each.name === name)?.mean
    for (const [own, ...others] of [
      ['SGVB-A', 'KL by Monte Carlo', 'its own log-weight', 'sticking the landing'],
      ['score', 'score, with a baseline', 'SGVB-A'],
      ['IWAE', 'DReG', 'PIWAE of p'],
      ['MIWAE', 'PIWAE of q'],
    ] as const)
      for (const other of others)
        if (of(own) !== undefined && of(other) !== undefined)
          expect(Math.abs((of(own) as number) - (of(other) as number)), `${own} and ${other}`).toBeLessThan(2e-4)
  })
})

// -----------------------------------------------------------------------------
// relaxed distributions, whose right values are known
// -----------------------------------------------------------------------------

/** `-|s| - 2 ln(1 + e^-|s|)`: the log-density of the standard logistic distribution. */
const logLogistic = (s: number) => -Math.abs(s) - 2 * Math.log1p(Math.exp(-Math.abs(s)))

/** The KL of a relaxed bit to the standard one, over the logistic noise: `ratio` is p's temperature over q's. */
const exactKl = (logit: number, ratio = 1) => {
  const COUNT = 200_000
  const each = Array.from({ length: COUNT }, (_, at) => {
    const u = (at + 0.5) / COUNT
    const noise = Math.log(u / (1 - u))
    return logLogistic(noise) - Math.log(ratio) - logLogistic(ratio * (logit + noise))
  })
  return each.reduce((sum, own) => sum + own, 0) / COUNT
}

const bit = (temperature: number, of: number) =>
  pairOf(
    Layer.relaxedBernoulliHead({ temperature })(1, 1),
    Distributions.RelaxedBernoulli.standard({ temperature: of })(1),
    1,
  )
const classes = (temperature: number, of: number, count = 3) =>
  pairOf(
    Layer.relaxedCategoricalHead({ temperature })(1, count as 3),
    Distributions.RelaxedCategorical.standard({ temperature: of })(count as 3),
    count,
  )
const pairOf = (head: unknown, prior: unknown, count: number) =>
  Vae.make({
    encoder: Layer.sequence(head as never),
    decoder: Layer.sequence(Layer.bernoulliHead(count as 3, 1)),
    prior,
  } as never) as unknown as Pair['model']

const valuesAt = (model: Pair['model'], logits: readonly number[], term: unknown, samples = 20) =>
  scoped(() => {
    const count = logits.length
    const params = {
      encoder: [
        {
          weight: tensorOf(
            [1, count],
            [1, count],
            logits.map(() => 0),
          ),
          bias: tensorOf([count], [count], logits),
        },
      ],
      decoder: [
        {
          weight: tensorOf(
            [count, 1],
            [count, 1],
            logits.map(() => 0),
          ),
          bias: tensorOf([1], [1], [0]),
        },
      ],
    }
    return valuesOf(erase(term).evaluate(suppliedBy({ model } as Pair, params, samples) as never).value)
  })

const near = (values: readonly number[], wanted: number) => {
  const { mean, error } = estimate(values)
  expect(Math.abs(mean - wanted), `${mean} for ${wanted}, standard error ${error}`).toBeLessThan(4 * error + 1e-5)
}

describe('a relaxed bit', () => {
  it('has the KL that does not depend on the temperature: 0.626, 3.068 and 6.005 at logits 2, 5 and 8', () => {
    for (const [logit, nats] of [
      [2, 0.626],
      [5, 3.068],
      [8, 6.005],
    ] as const) {
      expect(exactKl(logit)).toBeCloseTo(nats, 3)
      const exact = exactKl(logit)
      for (const temperature of [1, 0.1, 0.01, 1e-20]) {
        const model = bit(temperature, temperature)
        near(valuesAt(model, [logit], Elbo.klByMonteCarlo), exact)
        near(valuesAt(model, [logit], Elbo.stickingTheLanding), -Math.LN2 - exact)
        near(valuesAt(model, [logit], Elbo.scoreFunction('none')), -Math.LN2 - exact)
      }
    }
  })

  it('has the bounds -1.319, -8.694 and -3.761', () => {
    for (const [temperature, logit, nats] of [
      [0.5, 2, -1.319],
      [0.5, 10, -8.694],
      [0.1, 5, -3.761],
    ] as const) {
      expect(-Math.LN2 - exactKl(logit)).toBeCloseTo(nats, 3)
      near(valuesAt(bit(temperature, temperature), [logit], Elbo.elboByMonteCarlo), -Math.LN2 - exactKl(logit))
    }
  })

  it('has a KL of 3.48 from temperature 0.1 to 0.5', () => {
    expect(exactKl(0, 5)).toBeCloseTo(3.48, 2)
    near(valuesAt(bit(0.1, 0.5), [0], Elbo.klByMonteCarlo), exactKl(0, 5))
  })
})

describe('three relaxed classes', () => {
  it('have a KL of 8.50 at logits 10, 0, 0', () => {
    // E of Σ logSoftmax(-g) - logSoftmax(-logits - g) over Gumbel noise g, whose sum differs by ln Σ e^(-logits - g)
    near(valuesAt(classes(0.1, 0.1), [10, 0, 0], Elbo.klByMonteCarlo, 200), 8.5)
  })
})

describe('a posterior that is its prior', () => {
  it('has a KL of exactly 0 in every sample, and log p(x) as every bound', () => {
    for (const temperature of [1, 0.3, 0.01, 1e-20])
      for (const [model, logits] of [
        [bit(temperature, temperature), [0]],
        [classes(temperature, temperature, 10), Array.from({ length: 10 }, () => 0)],
      ] as const) {
        expect(valuesAt(model, logits, Elbo.klByMonteCarlo).every((each) => each === 0)).toBe(true)
        for (const term of [Elbo.elboByMonteCarlo, Elbo.stickingTheLanding, Elbo.iwae(Elbo.logWeight)])
          expect(Math.max(...valuesAt(model, logits, term, 3).map((each) => Math.abs(each + Math.LN2)))).toBeLessThan(
            1e-5,
          )
      }
  })
})

// -----------------------------------------------------------------------------
// what is reported
// -----------------------------------------------------------------------------

it('weighs with respect to the coordinate, and reports the densities of the sample', () => {
  const model = bit(0.5, 0.5)
  scoped(() => {
    const params = {
      encoder: [{ weight: tensorOf([1, 1], [1, 1], [0]), bias: tensorOf([1], [1], [1.2]) }],
      decoder: [{ weight: tensorOf([1, 1], [1, 1], [0.7]), bias: tensorOf([1], [1], [0]) }],
    }
    // safe: it is what a model of relaxed bits supplies
    const supplied = suppliedBy({ model } as Pair, params) as Elbo.HasLogLikelihood &
      Elbo.HasAnyPrior & { readonly posterior: Distributions.PosteriorOf<'RelaxedBernoulli'> } & Elbo.HasSamples
    const { posterior, z } = supplied
    const own = Distributions.RelaxedBernoulli.logProb(posterior)<readonly ['samples']>(z)
    const ofLogits = Distributions.RelaxedBernoulli.logProbOfLogit(posterior)<readonly ['samples']>(
      supplied.coordinate as typeof z,
    )
    const parts = partsAt(supplied, supplied, supplied.logLikelihood, ofLogits)
    const prior = Elbo.logPrior.evaluate(supplied).value
    const [likelihood = 0, ofPrior = 0, ofPosterior = 0] = reported(parts).map((each) => valuesOf(each)[0] as number)
    const mean = (x: typeof own) => estimate(valuesOf(x)).mean
    // the density at z, which is rounded, is of fewer digits
    expect(ofPosterior).toBeCloseTo(mean(own), 2)
    expect(ofPrior).toBeCloseTo(mean(prior), 4)
    expect(likelihood).toBeCloseTo(mean(supplied.logLikelihood), 5)
    expect(mean(weighed(parts))).toBeCloseTo(likelihood + ofPrior - ofPosterior, 4)
    expect(mean(ofLogits)).not.toBeCloseTo(ofPosterior, 1)
    expect(mean(Elbo.logPosterior.evaluate(supplied).value)).toBeCloseTo(ofPosterior, 4)
  })
})
