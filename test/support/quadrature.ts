/**
 * Estimators of the gradient on a one-dimensional model, exactly: every draw of a grid of noise stands along the batch,
 * and the float64 interpreter computes the estimate of each.
 *
 * The model is that of test/support/linearGaussian, for one example. The rule of trapezoids over a normal density is
 * exact to more digits than are compared.
 */

import { pipe } from 'fp-ts/lib/function.js'
import { type Graph, interpret, trace } from '../../src/compiler/index.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as StandardNormal from '../../src/distributions/standardNormal.js'
import type { HasLogLikelihood, HasSamples } from '../../src/losses/atoms.js'
import type { VaeSupplies } from '../../src/models/vae/vae.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { unwrap, wrap } from '../../src/tensors/native.js'
import type { LinearGaussian } from './linearGaussian.js'

// -----------------------------------------------------------------------------
// the grid
// -----------------------------------------------------------------------------

const REACH = 8
const NODES = 41
const STEP = (2 * REACH) / (NODES - 1)
const nodes = Array.from({ length: NODES }, (_, index) => -REACH + index * STEP)
const density = (epsilon: number) => Math.exp(-0.5 * epsilon * epsilon) / Math.sqrt(2 * Math.PI)

/** Every tuple of so many nodes, with its probability. */
export const gridOf = (samples: number): readonly { readonly noise: readonly number[]; readonly weight: number }[] =>
  samples === 0
    ? [{ noise: [], weight: 1 }]
    : gridOf(samples - 1).flatMap(({ noise, weight }) =>
        nodes.map((node) => ({ noise: [...noise, node], weight: weight * density(node) * STEP })),
      )

// -----------------------------------------------------------------------------
// the model, of the parameters of each draw
// -----------------------------------------------------------------------------

type Column = T.Tensor<readonly ['batch', 'latent']>

const LOG_TWO_PI = Math.log(2 * Math.PI)

/** What the model supplies: μ and log σ² of q, and the offset b of the decoder, for each draw. */
const suppliedBy =
  ({ w, s2 }: LinearGaussian, x: number, noise: HasSamples['z']) =>
  (mean: Column, logVariance: Column, offset: Column): VaeSupplies => {
    const posterior = DiagonalNormal.make<'batch', readonly ['latent']>(mean, logVariance)
    const z = pipe(
      noise,
      T.trailing.mul(DiagonalNormal.standardDeviation(posterior))<readonly ['samples']>,
      T.trailing.add(mean)<readonly ['samples']>,
    )
    const meanAt = (at: HasSamples['z']) => pipe(at, T.mulScalar(w), T.trailing.add(offset)<readonly ['samples']>)
    const logLikelihoodAt = (at: HasSamples['z']): HasLogLikelihood['logLikelihood'] =>
      pipe(
        meanAt(at),
        T.addScalar(-x),
        T.square,
        T.mulScalar(-0.5 / s2),
        T.addScalar(-0.5 * (LOG_TWO_PI + Math.log(s2))),
        T.sum('latent'),
      )
    return {
      x: wrap(['batch', 'features'], unwrap(mean)),
      posterior,
      prior: StandardNormal.standard(named('latent', 1)),
      z,
      draws: T.stopGradient(z),
      logLikelihood: logLikelihoodAt(z),
      logLikelihoodAt,
      meanAt: (at) => pipe(meanAt(at), T.rename(2, 'features')),
    }
  }

/** A term of the model, and its gradients, as a graph for the interpreter. */
type Estimator = {
  readonly evaluate: (supplied: VaeSupplies) => {
    readonly value: T.Tensor<readonly ['batch']>
    readonly surrogate: T.Tensor<readonly ['batch']>
  }
}

const graphOf = (term: Estimator, model: LinearGaussian, x: number, samples: number, draws: number): Graph => {
  const traced = trace(
    (inputs) => {
      const column = (name: 'mean' | 'logVariance' | 'offset'): Column => wrap(['batch', 'latent'], inputs[name])
      const noise: HasSamples['z'] = wrap(['samples', 'batch', 'latent'], inputs.noise)
      const { gradient, rest } = T.valueAndGradient((params: readonly [Column, Column, Column]) => {
        const { value, surrogate } = term.evaluate(suppliedBy(model, x, noise)(...params))
        return [T.sum('batch')(surrogate), value] as const
      })([column('mean'), column('logVariance'), column('offset')])
      const [mean, logVariance, offset] = gradient
      return {
        'value out': unwrap(rest),
        'mean out': unwrap(mean),
        'logVariance out': unwrap(logVariance),
        'offset out': unwrap(offset),
      }
    },
    {
      mean: { shape: [draws, 1] },
      logVariance: { shape: [draws, 1] },
      offset: { shape: [draws, 1] },
      noise: { shape: [samples, draws, 1] },
    },
  )
  if (traced._tag === 'Left') throw new Error(traced.left.message)
  return traced.right
}

/** The mean and the variance of an estimate over its noise. */
export interface Moments {
  readonly mean: number
  readonly variance: number
}

/** The moments of a term and of its gradients by μ, log σ² and b, over all noise. */
export const momentsOf = (term: Estimator, model: LinearGaussian, x: number, samples: number) => {
  const grid = gridOf(samples)
  const graph = graphOf(term, model, x, samples, grid.length)
  const all = (value: number) => new Float64Array(grid.length).fill(value)
  const found = interpret(graph, {
    mean: all(model.a * x + model.c),
    logVariance: all(Math.log(model.v)),
    offset: all(model.b),
    noise: Array.from({ length: samples }, (_, sample) => grid.map(({ noise }) => noise[sample] ?? Number.NaN)).flat(),
  })
  const moments = (name: string): Moments => {
    const values = found[`${name} out`] ?? []
    const mean = grid.reduce((sum, { weight }, index) => sum + weight * (values[index] ?? Number.NaN), 0)
    const variance = grid.reduce((sum, { weight }, at) => sum + weight * ((values[at] ?? Number.NaN) - mean) ** 2, 0)
    return { mean, variance }
  }
  return {
    value: moments('value').mean,
    mean: moments('mean'),
    logVariance: moments('logVariance'),
    offset: moments('offset'),
  }
}

// -----------------------------------------------------------------------------
// by hand
// -----------------------------------------------------------------------------

const logNormal = (x: number, mean: number, variance: number) =>
  -0.5 * (LOG_TWO_PI + Math.log(variance) + (x - mean) ** 2 / variance)

/** `E[log (1/K) Σ w]`, by quadrature in plain float64. */
export const exactIwae = (
  { w, s2 }: LinearGaussian,
  x: number,
  samples: number,
  [mean = 0, logVariance = 0, offset = 0]: readonly number[],
): number =>
  gridOf(samples).reduce((sum, { noise, weight }) => {
    const variance = Math.exp(logVariance)
    const weights = noise.map((epsilon) => {
      const z = mean + Math.sqrt(variance) * epsilon
      return Math.exp(logNormal(x, w * z + offset, s2) + logNormal(z, 0, 1) - logNormal(z, mean, variance))
    })
    return sum + weight * Math.log(weights.reduce((total, each) => total + each, 0) / samples)
  }, 0)
