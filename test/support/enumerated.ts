/**
 * Estimators of the gradient on models of few discrete latents, exactly: every tuple of draws stands along the batch, the
 * float64 interpreter computes the estimate of each, and each counts by its probability.
 *
 * `x|z ~ N(w·z + b, 1)`, for one example x, with the logits of q and the offset b as parameters.
 */

import { pipe } from 'fp-ts/lib/function.js'
import { interpret, trace } from '../../src/compiler/index.js'
import * as Bernoulli from '../../src/distributions/bernoulli.js'
import * as Categorical from '../../src/distributions/categorical.js'
import type { HasDraws, HasLogLikelihood } from '../../src/losses/atoms.js'
import type { ScoreSupplies } from '../../src/models/vae/environment.js'
import { splitClasses } from '../../src/tensors/classes.js'
import * as T from '../../src/tensors/index.js'
import { unwrap, wrap } from '../../src/tensors/native.js'

/** A discrete model: the values of its latent, and what q and p make of them. */
export interface Discrete {
  readonly values: readonly (readonly number[])[]
  readonly logits: readonly number[]
  readonly logQ: (logits: readonly number[], z: readonly number[]) => number
  readonly logPrior: number
  readonly posterior: (
    logits: T.Tensor<readonly ['batch', 'latent']>,
  ) => ScoreSupplies<'Bernoulli' | 'Categorical', never>['posterior']
  readonly prior: ScoreSupplies<never, 'StandardBernoulli' | 'StandardCategorical'>['prior']
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, each, at) => sum + each * (b[at] ?? Number.NaN), 0)
const logSumExp = (values: readonly number[]) => Math.log(values.reduce((sum, each) => sum + Math.exp(each), 0))

/** Two bits. */
export const bits: Discrete = {
  values: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  logits: [0.7, -1.1],
  logQ: (logits, z) => dot(logits, z) - logits.reduce((sum, each) => sum + Math.log1p(Math.exp(each)), 0),
  logPrior: -2 * Math.LN2,
  posterior: (logits) => Bernoulli.make<'batch', readonly ['latent']>(logits),
  prior: Bernoulli.standard({ dim: 'latent', size: 2 } as const),
}

/** One of three classes. */
export const classes: Discrete = {
  values: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  logits: [0.4, -0.8, 1.1],
  logQ: (logits, z) => dot(logits, z) - logSumExp(logits),
  logPrior: -Math.log(3),
  posterior: (logits) =>
    Categorical.make<'batch', readonly ['variables', 'classes']>(splitClasses(3)<readonly ['batch'], 'latent'>(logits)),
  prior: Categorical.standard({ dim: 'variables', size: 1 } as const, { dim: 'classes', size: 3 } as const),
}

const [X, W, B] = [0.9, [1.3, -0.6, 0.2], 0.3] as const
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)
/** `log p(x|z)` of a value of the latent, at an offset. */
export const logLikelihoodOf = (z: readonly number[], b: number) => -0.5 * (dot(z, W) + b - X) ** 2 - HALF_LOG_TWO_PI

/** Where the gradient is taken: the logits, and the offset. */
export const at = ({ logits }: Discrete): readonly number[] => [...logits, B]

/** The evidence lower bound, summed over every value of the latent. */
export const exactElbo = ({ values, logQ, logPrior }: Discrete, params: readonly number[]): number => {
  const [logits, b] = [params.slice(0, -1), params.at(-1) as number]
  return values.reduce((sum, z) => {
    const log = logQ(logits, z)
    return sum + Math.exp(log) * (logLikelihoodOf(z, b) + logPrior - log)
  }, 0)
}

/** Every list of so many values. */
export const tuples = <Value>(values: readonly Value[], count: number): readonly (readonly Value[])[] =>
  count === 0 ? [[]] : tuples(values, count - 1).flatMap((tuple) => values.map((value) => [...tuple, value]))

type Rows = T.Tensor<readonly ['batch', 'latent']>

/** The offset and the weights of `x|z`, as they are given. */
interface Given {
  readonly offset: Rows
  readonly weights: T.Tensor<readonly ['latent']>
}

/** What a discrete model supplies at some logits for some draws, of one example a row. */
export const supplyOf = (model: Discrete, logits: Rows, draws: HasDraws['draws'], { offset, weights }: Given) => ({
  posterior: model.posterior(logits),
  prior: model.prior,
  draws,
  logLikelihoodAt: (z: HasDraws['draws']): HasLogLikelihood['logLikelihood'] =>
    pipe(
      z,
      T.trailing.mul(weights)<readonly ['samples', 'batch']>,
      T.sum('latent'),
      T.trailing.add(T.sum('latent')(offset))<readonly ['samples']>,
      T.addScalar(-X),
      T.square,
      T.mulScalar(-0.5),
      T.addScalar(-HALF_LOG_TWO_PI),
    ),
})

/** The offset and the weights where the gradient is taken. */
export const givenOf = ({ logits }: Discrete): Given => ({
  offset: T.fromHost({ shape: ['batch', 'latent'] as const, sizes: [1, 1], values: Float32Array.of(B) }),
  weights: T.fromHost({
    shape: ['latent'] as const,
    sizes: [logits.length],
    values: Float32Array.from(W.slice(0, logits.length)),
  }),
})

/** A term of a discrete model. */
export interface DiscreteTerm {
  readonly evaluate: (supplied: never) => {
    readonly value: T.Tensor<readonly ['batch']>
    readonly surrogate: T.Tensor<readonly ['batch']>
  }
}

/** The expectation of a term and of its gradient by the logits and the offset, over every tuple of so many draws. */
export const expected = (term: DiscreteTerm, model: Discrete, samples: number) => {
  const all = tuples(model.values, samples)
  const width = model.logits.length
  const traced = trace(
    (inputs) => {
      const rows = (name: 'logits' | 'offset'): Rows => wrap(['batch', 'latent'], inputs[name])
      const draws: HasDraws['draws'] = wrap(['samples', 'batch', 'latent'], inputs.draws)
      const weights = wrap<readonly ['latent']>(['latent'], inputs.weights)
      const { gradient, rest } = T.valueAndGradient((params: readonly [Rows, Rows]) => {
        const [logits, offset] = params
        const supplied = supplyOf(model, logits, draws, { offset, weights })
        const { value, surrogate } = term.evaluate(supplied as never)
        return [T.sum('batch')(surrogate), value] as const
      })([rows('logits'), rows('offset')])
      return { value: unwrap(rest), 'logits out': unwrap(gradient[0]), 'offset out': unwrap(gradient[1]) }
    },
    {
      logits: { shape: [all.length, width] },
      offset: { shape: [all.length, 1] },
      weights: { shape: [width] },
      draws: { shape: [samples, all.length, width] },
    },
  )
  if (traced._tag === 'Left') throw new Error(traced.left.message)
  const found = interpret(traced.right, {
    logits: all.flatMap(() => model.logits),
    offset: all.map(() => B),
    weights: W.slice(0, width),
    draws: Array.from({ length: samples }, (_, sample) =>
      all.flatMap((tuple) => tuple[sample] as readonly number[]),
    ).flat(),
  })
  const probabilities = all.map((tuple) => Math.exp(tuple.reduce((sum, z) => sum + model.logQ(model.logits, z), 0)))
  const mean = (of: (row: number) => number) => probabilities.reduce((sum, weight, row) => sum + weight * of(row), 0)
  return {
    value: mean((row) => found.value?.[row] ?? Number.NaN),
    gradient: [
      ...model.logits.map((_, column) => mean((row) => found['logits out']?.[row * width + column] ?? Number.NaN)),
      mean((row) => found['offset out']?.[row] ?? Number.NaN),
    ],
    variance: (column: number) => {
      const of = (row: number) => found['logits out']?.[row * width + column] ?? Number.NaN
      return mean((row) => (of(row) - mean(of)) ** 2)
    },
  }
}
