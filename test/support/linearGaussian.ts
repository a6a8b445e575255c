/**
 * A variational autoencoder whose every number is known in closed form: `z ~ N(0, 1)`, `x|z ~ N(w z + b, s²)`, and
 * `q(z|x) = N(a x + c, v)`.
 *
 * Source: Bishop, "Pattern Recognition and Machine Learning", equations 2.113 to 2.117.
 */

import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as Layer from '../../src/layers/index.js'
import * as Vae from '../../src/models/vae/index.js'
import { tensorOf } from './engine.js'

export interface LinearGaussian {
  readonly w: number
  readonly b: number
  readonly s2: number
  readonly a: number
  readonly c: number
  readonly v: number
}

/** A posterior that is wrong in its mean and its variance. */
export const wrong: LinearGaussian = { w: 1.5, b: 0.3, s2: 0.64, a: 0.2, c: 0.25, v: 0.5 }

/** The precision of the true posterior. */
const precision = ({ w, s2 }: LinearGaussian) => 1 + (w * w) / s2

/** The same model with the true posterior. */
export const withTruePosterior = (model: LinearGaussian): LinearGaussian => {
  const { w, b, s2 } = model
  return { ...model, a: w / s2 / precision(model), c: (-w * b) / s2 / precision(model), v: 1 / precision(model) }
}

// -----------------------------------------------------------------------------
// closed forms
// -----------------------------------------------------------------------------

const logNormal = (x: number, mean: number, variance: number) =>
  -0.5 * (Math.log(2 * Math.PI * variance) + (x - mean) ** 2 / variance)

/** `log p(x)`. */
export const logEvidence = ({ w, b, s2 }: LinearGaussian, x: number) => logNormal(x, b, w * w + s2)

/** `E_q[log p(x|z)]`. */
export const expectedLogLikelihood = ({ w, b, s2, a, c, v }: LinearGaussian, x: number) =>
  logNormal(x, w * (a * x + c) + b, s2) - (w * w * v) / (2 * s2)

/** `KL(q(z|x) || p(z))`. */
export const klToPrior = ({ a, c, v }: LinearGaussian, x: number) => 0.5 * (v + (a * x + c) ** 2 - 1 - Math.log(v))

/** `KL(q(z|x) || p(z|x))`. */
export const klToPosterior = (model: LinearGaussian, x: number) => {
  const truth = withTruePosterior(model)
  const ratio = model.v / truth.v
  const apart = model.a * x + model.c - (truth.a * x + truth.c)
  return 0.5 * (ratio + apart ** 2 / truth.v - 1 - Math.log(ratio))
}

/** The evidence lower bound. */
export const exactElbo = (model: LinearGaussian, x: number) => expectedLogLikelihood(model, x) - klToPrior(model, x)

// -----------------------------------------------------------------------------
// as a model of the library
// -----------------------------------------------------------------------------

export const vae = Vae.make({
  encoder: Layer.sequence(Layer.normalHead(1, 1)),
  decoder: Layer.sequence(Layer.normalHead(1, 1)),
  prior: DiagonalNormal.standard(1),
})

/** Log-variances are bounded by 10 tanh(raw / 10). */
export const raw = (variance: number) => 10 * Math.atanh(Math.log(variance) / 10)

const affine = (weight: number, bias: number) => ({
  weight: tensorOf([1, 1], [1, 1], [weight]),
  bias: tensorOf([1], [1], [bias]),
})

/** The parameters of the model. */
export const paramsOf = ({ w, b, s2, a, c, v }: LinearGaussian): ReturnType<typeof vae.init> => ({
  encoder: [{ mean: affine(a, c), logVariance: affine(0, raw(v)) }],
  decoder: [{ mean: affine(w, b), logVariance: affine(0, raw(s2)) }],
})

/** Some examples. */
export const examples = (values: readonly number[]) => tensorOf(['batch', 1], [values.length, 1], values)
