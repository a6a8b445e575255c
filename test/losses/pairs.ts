/**
 * Every posterior with every prior that it pairs with, over a latent of one number (of two classes or two numbers of the disk),
 * and `log p(x)` of each by a float64 sum over the prior: for one picture of one pixel, which is 1.
 */

import * as Distributions from '../../src/distributions/index.js'
import * as Layer from '../../src/layers/index.js'
import type { Observation } from '../../src/models/model.js'
import * as Vae from '../../src/models/vae/index.js'
import { from, type Key } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { withLeaves } from '../../src/tensors/tree.js'
import { tensorOf } from '../support/engine.js'
import { sigmoid } from '../support/reference.js'

// -----------------------------------------------------------------------------
// the decoder
// -----------------------------------------------------------------------------

/** How the logit of the pixel depends on the latent: `bias + Σ weight·z`. */
export interface Decoding {
  readonly weight: readonly [number, number]
  readonly bias: number
}

/** A decoder that does not look at the latent, and one that does. */
export const ignoring: Decoding = { weight: [0, 0], bias: 0 }
export const looking: Decoding = { weight: [1.5, -0.7], bias: -0.4 }

const logSigmoid = (x: number) => (x > 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x)))

/** `log p(x|z)`, of one number or of a point of two. */
export const logLikelihood = ({ weight, bias }: Decoding, z: readonly number[]): number =>
  logSigmoid(z.reduce((sum, each, at) => sum + each * (weight[at] as number), bias))

// -----------------------------------------------------------------------------
// the priors, as sums over equally probable points or over all of them
// -----------------------------------------------------------------------------

const COUNT = 20_000
const uniform = Array.from({ length: COUNT }, (_, at) => (at + 0.5) / COUNT)
const logit = (u: number) => Math.log(u / (1 - u))
const evenly = (of: (u: number) => readonly number[]) =>
  uniform.map((u) => ({ z: of(u), probability: 1 / COUNT }) as const)

const GRID = Array.from({ length: 4001 }, (_, at) => (at - 2000) / 100)
const byDensity = (density: (z: number) => number) =>
  GRID.map((z) => ({ z: [z], probability: density(z) / 100 }) as const)
const normal = (z: number, mean: number, variance: number) =>
  Math.exp((-0.5 * (z - mean) ** 2) / variance) / Math.sqrt(2 * Math.PI * variance)

const MIXTURE = { weight: [0.2, 0.5, 0.3], mean: [-2, 0.3, 1.5], logVariance: [0.4, -1, 0.2] } as const
const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))

/** A temperature that no posterior has. */
const OTHER = 0.35

const points = {
  normal: byDensity((z) => normal(z, 0, 1)),
  laplace: byDensity((z) => 0.5 * Math.exp(-Math.abs(z))),
  mixture: byDensity((z) =>
    MIXTURE.weight.reduce(
      (sum, each, at) =>
        sum + each * normal(z, MIXTURE.mean[at] as number, Math.exp(MIXTURE.logVariance[at] as number)),
      0,
    ),
  ),
  relaxedBit: evenly((u) => [sigmoid(logit(u) / OTHER)]),
  uniform: evenly((u) => [u]),
  relaxedClass: evenly((u) => [sigmoid(logit(u) / OTHER), sigmoid(-logit(u) / OTHER)]),
  disk: uniform
    .filter((_, at) => at % 100 === 50)
    .flatMap((u) =>
      Array.from({ length: 64 }, (_, at) => {
        const radius = Math.tanh(Math.sqrt(-2 * Math.log(u)) / 2)
        const angle = (at * Math.PI) / 32
        return { z: [radius * Math.cos(angle), radius * Math.sin(angle)], probability: 1 / (200 * 64) } as const
      }),
    ),
  bit: [0, 1].map((z) => ({ z: [z], probability: 0.5 }) as const),
  class: [0, 1].map((z) => ({ z: [z, 1 - z], probability: 0.5 }) as const),
  count: Array.from({ length: 60 }, (_, z) => ({ z: [z], probability: Math.exp(-1) / factorial(z) }) as const),
}

// -----------------------------------------------------------------------------
// the pairs
// -----------------------------------------------------------------------------

/** A model with its types erased. */
interface Erased {
  readonly supplies: readonly string[]
  readonly init: (key: Key) => { readonly encoder: unknown }
  readonly supply: (params: unknown) => (observed: Observation<readonly [1]>) => unknown
}

/** A posterior and a prior. */
export interface Pair {
  readonly name: string
  readonly numbers: 1 | 2
  readonly model: Erased
  readonly points: readonly { readonly z: readonly number[]; readonly probability: number }[]
}

// safe: each is a model, and the tests give it what its types ask for
const made = Vae.make as unknown as (parts: object) => Erased

const pair = (numbers: 1 | 2, points: Pair['points'], prior: object) => (name: string, head: object) => ({
  name: `${name} to ${(prior as { readonly _tag: string })._tag}`,
  numbers,
  model: made({
    encoder: Layer.sequence(head as never),
    decoder: Layer.sequence(Layer.bernoulliHead(numbers as 1, 1)),
    prior,
  }),
  points,
})

const overReal = (points: Pair['points'], prior: object) => {
  const of = pair(1, points, prior)
  return [
    of('normal', Layer.normalHead(1, 1)),
    of('full normal', Layer.fullNormalHead(1, 1)),
    of('Laplace', Layer.laplaceHead(1, 1)),
    of('mixture', Layer.mixtureHead({ components: 2 })(1, 1)),
  ]
}

const TEMPERATURES = [1, 0.1, 0.01] as const

const overUnit = (points: Pair['points'], prior: object) => {
  const of = pair(1, points, prior)
  return [
    ...TEMPERATURES.map((temperature) =>
      of(`relaxed ${temperature}`, Layer.relaxedBernoulliHead({ temperature })(1, 1)),
    ),
    of('continuous Bernoulli', Layer.continuousBernoulliHead(1, 1)),
  ]
}

const overSimplex = pair(2, points.relaxedClass, Distributions.RelaxedCategorical.standard({ temperature: OTHER })(2))

/** Every posterior with every prior over the same numbers. */
export const pairs: readonly Pair[] = [
  ...overReal(points.normal, Distributions.DiagonalNormal.standard(1)),
  ...overReal(points.laplace, Distributions.Laplace.standard(1)),
  ...overReal(points.mixture, Distributions.MixturePrior.learned({ components: 3 })(1)),
  ...overUnit(points.relaxedBit, Distributions.RelaxedBernoulli.standard({ temperature: OTHER })(1)),
  ...overUnit(points.uniform, Distributions.ContinuousBernoulli.standard(1)),
  ...TEMPERATURES.map((temperature) =>
    overSimplex(`relaxed classes ${temperature}`, Layer.relaxedCategoricalHead({ temperature })(1, 2)),
  ),
  pair(
    2,
    points.disk,
    Distributions.WrappedNormal.standard({ curvature: 1 })(2),
  )('wrapped normal', Layer.wrappedNormalHead({ curvature: 1 })(1, 2)),
  pair(1, points.bit, Distributions.Bernoulli.standard(1))('bit', Layer.bernoulliHead(1, 1)),
  pair(2, points.class, Distributions.Categorical.standard(2))('classes', Layer.categoricalHead(1, 2)),
  pair(1, points.count, Distributions.Poisson.standard(1))('count', Layer.poissonHead(1, 1)),
]

/** `log p(x)`, by the sum over the prior. */
export const logEvidence = ({ points }: Pair, decoding: Decoding): number =>
  Math.log(points.reduce((sum, { z, probability }) => sum + probability * Math.exp(logLikelihood(decoding, z)), 0))

// -----------------------------------------------------------------------------
// parameters
// -----------------------------------------------------------------------------

const count = ({ sizes }: T.AnyTensor) => sizes.reduce((product, size) => product * size, 1)

/** The parameters of the learned mixture that is summed over here; heads and priors bound log-variances by a tanh. */
const mixture = () => ({
  logits: tensorOf(['components'], [3], MIXTURE.weight.map(Math.log)),
  mean: tensorOf(['components', 1], [3, 1], MIXTURE.mean),
  logVariance: tensorOf(
    ['components', 1],
    [3, 1],
    MIXTURE.logVariance.map((each) => 10 * Math.atanh(each / 10)),
  ),
})

/** Every number of the encoder in turn by `of`, and the decoder and the prior as they are summed over here. */
export const paramsOf = ({ model, numbers }: Pair, { weight, bias }: Decoding, of: (at: number) => number) => {
  const { encoder } = model.init(from(3))
  let place = 0
  const values = T.Tree.leaves(encoder).map(({ value }) =>
    tensorOf(
      value.shape,
      value.sizes,
      Array.from({ length: count(value) }, () => of(place++)),
    ),
  )
  const head = {
    weight: tensorOf([numbers, 1], [numbers, 1], weight.slice(0, numbers)),
    bias: tensorOf([1], [1], [bias]),
  }
  return { encoder: withLeaves(encoder, values), decoder: [head], prior: mixture() }
}
