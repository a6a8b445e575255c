/** Models of few latents that are summed out: bits, and one of some classes, so that log p(x) is exact. */

import * as Bernoulli from '../../../src/distributions/bernoulli.js'
import * as Categorical from '../../../src/distributions/categorical.js'
import * as Layer from '../../../src/layers/index.js'
import * as Vae from '../../../src/models/vae/index.js'
import { tensorOf } from '../../support/engine.js'

// -----------------------------------------------------------------------------
// p(x|z) = Bernoulli(z W + b), in numbers
// -----------------------------------------------------------------------------

const WEIGHTS = [
  [2.2, -1.5, 0.4, 1.8],
  [-1.1, 2.4, 1.6, -0.7],
  [0.5, 0.9, -2.6, 1.3],
] as const
const OFFSETS = [-0.6, 0.3, 0.2, -1.1] as const

const logSigmoid = (x: number): number => -Math.log1p(Math.exp(-x))

const logLikelihood = (z: readonly number[], x: readonly number[]): number =>
  OFFSETS.reduce((sum, offset, pixel) => {
    const logit = z.reduce((total, each, at) => total + each * (WEIGHTS[at]?.[pixel] as number), offset as number)
    return sum + logSigmoid(x[pixel] === 1 ? logit : -logit)
  }, 0)

const logMeanExp = (all: readonly number[]): number => {
  const most = Math.max(...all)
  return most + Math.log(all.reduce((sum, each) => sum + Math.exp(each - most), 0) / all.length)
}

const bitsOf = (count: number): readonly (readonly number[])[] =>
  Array.from({ length: 2 ** count }, (_, code) => Array.from({ length: count }, (_bit, at) => (code >> at) & 1))

/** Every example that there can be. */
export const EXAMPLES = bitsOf(4)

// -----------------------------------------------------------------------------
// as models of the library: their q is of no use
// -----------------------------------------------------------------------------

const decoder = Layer.sequence(Layer.bernoulliHead(3, 4))

const decoderParams = () => [
  { weight: tensorOf([3, 4], [3, 4], WEIGHTS.flat()), bias: tensorOf([4], [4], [...OFFSETS]) },
]

const encoderParams = () => [
  { weight: tensorOf([4, 3], [4, 3], Array(12).fill(0)), bias: tensorOf([3], [3], [3, -3, 3]) },
]

const params = () => ({ encoder: encoderParams(), decoder: decoderParams() })

const exact =
  (values: readonly (readonly number[])[]) =>
  (x: readonly number[]): number =>
    logMeanExp(values.map((z) => logLikelihood(z, x)))

/** Three bits, each as likely to be 1 as 0: eight values. */
export const bits = {
  model: Vae.make({
    encoder: Layer.sequence(Layer.bernoulliHead(4, 3)),
    decoder,
    prior: Bernoulli.standard(3),
  }),
  params,
  logEvidence: exact(bitsOf(3)),
}

/** One of three classes, all as likely. */
export const classes = {
  model: Vae.make({
    encoder: Layer.sequence(Layer.categoricalHead(4, 3)),
    decoder,
    prior: Categorical.standard(3),
  }),
  params,
  logEvidence: exact([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]),
}
