/**
 * The expected gradient of estimators by every parameter of q, of p and of a learned prior, exactly: every tuple of noise
 * of a grid stands along the batch and counts by its probability, and the float64 interpreter computes the gradient.
 *
 * One example x, one latent number, `x|z ~ N(w·z + b, 1)`. The rule of trapezoids over the density of the noise is exact
 * to more digits than are compared.
 */

import * as tf from '@tensorflow/tfjs-core'
import { pipe } from 'fp-ts/lib/function.js'
import { interpret, trace } from '../../src/compiler/index.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as MixturePrior from '../../src/distributions/mixturePrior.js'
import * as RelaxedBernoulli from '../../src/distributions/relaxedBernoulli.js'
import type { HasAnyPosterior, HasAnyPrior, HasLogLikelihood, HasSamples } from '../../src/losses/atoms.js'
import { erase } from '../../src/losses/term.js'
import * as T from '../../src/tensors/index.js'
import { unwrap, wrap } from '../../src/tensors/native.js'
import { differencesOf } from './differences.js'
import { sigmoid } from './reference.js'

type One = T.Tensor<readonly ['latent']>
type Column = T.Tensor<readonly ['batch', 'latent']>
type Samples = HasSamples['z']

/** A latent of one number: its noise, its distributions as tensors, and its log-densities as numbers. */
export interface Latent {
  readonly noise: { readonly nodes: readonly number[]; readonly density: (noise: number) => number }
  /** The parameters of q, by name, and those of the prior. */
  readonly q: Readonly<Record<string, number>>
  readonly prior: Readonly<Record<string, readonly number[]>>
  readonly distributions: (
    q: readonly Column[],
    prior: readonly T.Tensor<readonly ['components']>[],
    noise: Samples,
  ) => HasAnyPosterior & HasAnyPrior & Pick<HasSamples, 'z' | 'coordinate'>
  /** z, and `log p(z) - log q(z|x)`, of some noise. */
  readonly at: (
    q: readonly number[],
    prior: readonly (readonly number[])[],
    noise: number,
  ) => { readonly z: number; readonly nats: number }
}

const gridOf = (reach: number, step: number) =>
  Array.from({ length: Math.round((2 * reach) / step) + 1 }, (_, at) => -reach + at * step)
const logNormal = (x: number, mean: number, logVariance: number) =>
  -0.5 * (Math.log(2 * Math.PI) + logVariance + (x - mean) ** 2 / Math.exp(logVariance))
const logSumExp = (values: readonly number[]) => {
  const most = Math.max(...values)
  return most + Math.log(values.reduce((sum, each) => sum + Math.exp(each - most), 0))
}

/** A normal posterior, and a mixture of two normal distributions that is learned. */
export const normal: Latent = {
  noise: { nodes: gridOf(7.2, 0.4), density: (noise) => Math.exp(logNormal(noise, 0, 0)) },
  q: { mean: 0.4, logVariance: -0.6 },
  prior: { logits: [0.3, -0.5], mean: [-0.7, 1.1], logVariance: [0.2, -0.4] },
  distributions: ([mean, logVariance], [logits, means, logVariances], noise) => {
    const posterior = DiagonalNormal.make<'batch', readonly ['latent']>(mean as Column, logVariance as Column)
    const under = (x: unknown): T.Tensor<readonly ['components', 'latent']> =>
      wrap(['components', 'latent'], tf.reshape(unwrap(x as T.AnyTensor), [-1, 1]))
    return {
      posterior,
      prior: MixturePrior.make<readonly ['latent']>(logits as never, under(means), under(logVariances)),
      z: pipe(
        noise,
        T.trailing.mul(DiagonalNormal.standardDeviation(posterior))<readonly ['samples']>,
        T.trailing.add(mean as Column)<readonly ['samples']>,
      ),
    }
  },
  at: ([mean = 0, logVariance = 0], [logits = [], means = [], logVariances = []], noise) => {
    const z = mean + Math.exp(logVariance / 2) * noise
    const total = logSumExp(logits)
    const prior = logSumExp(
      logits.map((each, at) => each - total + logNormal(z, means[at] as number, logVariances[at] as number)),
    )
    return { z, nats: prior - logNormal(z, mean, logVariance) }
  },
}

const logLogistic = (s: number) => -Math.abs(s) - 2 * Math.log1p(Math.exp(-Math.abs(s)))
const [OWN, OTHER] = [0.5, 0.8] as const

/** A relaxed bit, and a standard one of another temperature. */
export const relaxedBit: Latent = {
  noise: { nodes: gridOf(24, 0.6), density: (noise) => Math.exp(logLogistic(noise)) },
  q: { logits: 0.7 },
  prior: {},
  distributions: ([logits], _, noise) => {
    const coordinate = pipe(noise, T.trailing.add(logits as Column)<readonly ['samples']>, T.mulScalar(1 / OWN))
    return {
      posterior: RelaxedBernoulli.make<'batch', readonly ['latent']>(logits as Column, T.scalar(OWN)),
      prior: RelaxedBernoulli.standard({ temperature: OTHER })({ dim: 'latent', size: 1 } as const),
      z: T.sigmoid(coordinate),
      coordinate,
    }
  },
  at: ([logits = 0], _, noise) => {
    const y = (logits + noise) / OWN
    return { z: sigmoid(y), nats: Math.log(OTHER / OWN) + logLogistic(-OTHER * y) - logLogistic(noise) }
  },
}

// -----------------------------------------------------------------------------
// the decoder, and the parameters as one list
// -----------------------------------------------------------------------------

const [X, W, B] = [1.3, 1.4, -0.2] as const

/** Where gradients are taken: q, then the weight and the offset of the decoder, then the prior. */
export const at = ({ q, prior }: Latent): readonly number[] => [
  ...Object.values(q),
  W,
  B,
  ...Object.values(prior).flat(),
]

const split = ({ q, prior }: Latent, params: readonly number[]) => {
  const own = Object.keys(q).length
  const sizes = Object.values(prior).map(({ length }) => length)
  const starts = sizes.map((_, index) => own + 2 + sizes.slice(0, index).reduce((sum, size) => sum + size, 0))
  return {
    q: params.slice(0, own),
    weight: params[own] as number,
    offset: params[own + 1] as number,
    prior: sizes.map((size, index) => params.slice(starts[index], (starts[index] as number) + size)),
  }
}

interface Tuple {
  readonly noise: readonly number[]
  readonly probability: number
}

const tuplesOf = ({ noise: { nodes, density } }: Latent, samples: number): readonly Tuple[] => {
  const step = (nodes[1] as number) - (nodes[0] as number)
  const one = nodes.map((noise) => ({ noise, probability: density(noise) * step }))
  const grow = (count: number): readonly Tuple[] =>
    count === 0
      ? [{ noise: [], probability: 1 }]
      : grow(count - 1).flatMap((before) =>
          one.map(({ noise, probability }) => ({
            noise: [...before.noise, noise],
            probability: before.probability * probability,
          })),
        )
  return grow(samples)
}

/** The exact gradient of the expectation of a function of the log-weights. */
export const exactGradient = (latent: Latent, samples: number, of: (logWeights: readonly number[]) => number) => {
  const all = tuplesOf(latent, samples)
  return differencesOf((params) => {
    const { q, weight, offset, prior } = split(latent, params)
    const logWeight = (noise: number) => {
      const { z, nats } = latent.at(q, prior, noise)
      return logNormal(X, weight * z + offset, 0) + nats
    }
    return all.reduce((sum, { noise, probability }) => sum + probability * of(noise.map(logWeight)), 0)
  }, at(latent))
}

/** The expected gradient of an estimator, in the order of `at`. */
export const expectedGradient = (latent: Latent, samples: number, term: unknown): readonly number[] => {
  const all = tuplesOf(latent, samples)
  const given = split(latent, at(latent))
  const names = Object.keys(latent.prior)
  const inputs = {
    ...Object.fromEntries(Object.entries(latent.q).map(([name, value]) => [`q ${name}`, [value]])),
    weight: [W],
    offset: [B],
    ...Object.fromEntries(names.map((name, index) => [`prior ${name}`, given.prior[index] as readonly number[]])),
  }
  const order = Object.keys(inputs)
  const traced = trace(
    (tensors: Readonly<Record<string, tf.Tensor>>) => {
      const input = (name: string) => tensors[name] as tf.Tensor
      const params = order.map((name) => wrap([name.startsWith('prior') ? 'components' : 'latent'], input(name)))
      const noise: Samples = wrap(['samples', 'batch', 'latent'], input('noise'))
      const zeros: Column = wrap(['batch', 'latent'], input('zeros'))
      const probabilities = wrap<readonly ['batch']>(['batch'], input('probabilities'))
      const { gradient } = T.valueAndGradient((own: readonly T.AnyTensor[]) => {
        const column = (x: T.AnyTensor): Column => pipe(zeros, T.trailing.add(x as One)<readonly ['batch']>)
        const count = given.q.length
        const [weight, offset] = own.slice(count, count + 2) as unknown as readonly [One, One]
        const distributions = latent.distributions(
          own.slice(0, count).map(column),
          own.slice(count + 2) as never,
          noise,
        )
        const logLikelihoodAt = (z: Samples): HasLogLikelihood['logLikelihood'] =>
          pipe(
            z,
            T.trailing.mul(weight)<readonly ['samples', 'batch']>,
            T.trailing.add(offset)<readonly ['samples', 'batch']>,
            T.addScalar(-X),
            T.square,
            T.mulScalar(-0.5),
            T.addScalar(-0.5 * Math.log(2 * Math.PI)),
            T.sum('latent'),
          )
        const supplied = {
          ...distributions,
          draws: T.stopGradient(distributions.z),
          logLikelihood: logLikelihoodAt(distributions.z),
          logLikelihoodAt,
        }
        const { surrogate } = erase(term).evaluate(supplied as never)
        return [
          pipe(surrogate as T.AnyTensor as typeof probabilities, T.same.mul(probabilities), T.sum('batch')),
          null,
        ] as const
      })(params)
      return Object.fromEntries(order.map((name, index) => [`${name} out`, unwrap(gradient[index] as T.AnyTensor)]))
    },
    {
      ...Object.fromEntries(Object.entries(inputs).map(([name, values]) => [name, { shape: [values.length] }])),
      noise: { shape: [samples, all.length, 1] },
      zeros: { shape: [all.length, 1] },
      probabilities: { shape: [all.length] },
    },
  )
  if (traced._tag === 'Left') throw new Error(traced.left.message)
  const found = interpret(traced.right, {
    ...inputs,
    noise: Array.from({ length: samples }, (_, sample) => all.map(({ noise }) => noise[sample] as number)).flat(),
    zeros: all.map(() => 0),
    probabilities: all.map(({ probability }) => probability),
  })
  return order.flatMap((name) => Array.from(found[`${name} out`] ?? [Number.NaN]))
}
