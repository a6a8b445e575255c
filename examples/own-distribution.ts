/**
 * A distribution and a prior of your own: independent logistic numbers, and a normal prior whose mean is learned.
 *
 * Both join by declaration merging, and then stand everywhere that those of the library do.
 */

import { pipe } from 'fp-ts/lib/function.js'
import {
  type AnyDim,
  type AnyKey,
  type AnyShape,
  type Data,
  DiagonalNormal,
  Dim,
  Distribution,
  type Drawn,
  Elbo,
  type Engine,
  Key,
  Kl,
  Layer,
  Optimizer,
  T,
  Train,
  Vae,
} from 'shapebound'

const { add, mul, sub, Noise } = Distribution

// -----------------------------------------------------------------------------
// a distribution
// -----------------------------------------------------------------------------

/** Independent logistic numbers, by their mean and log-scale: wider in the tails than normal ones. */
export interface Logistic<Row extends AnyDim, Event extends AnyShape> extends Distribution.Of<'Logistic'> {
  readonly mean: T.Tensor<readonly [Row, ...Event]>
  readonly logScale: T.Tensor<readonly [Row, ...Event]>
}

declare module 'shapebound' {
  interface Kinds<Row extends AnyDim, Event extends AnyShape> {
    readonly Logistic: Logistic<Row, Event>
  }
  interface DistributionFacts {
    readonly Logistic: {
      readonly over: 'real'
      readonly gradient: 'pathwise'
      readonly axes: readonly ['latent']
      readonly kl: never
      readonly likelihood: true
      readonly head: 'mean' | 'logScale'
    }
  }
  interface PriorsOver<Event extends AnyShape> {
    readonly StandardLogistic: Distribution.Standard<'Logistic', Event>
    readonly LearnedMean: LearnedMean<Event>
  }
}

/** Source: Johnson, Kotz and Balakrishnan, "Continuous Univariate Distributions", volume 2, chapter 23. */
export const logistic = Distribution.independent({
  name: 'Logistic',
  over: 'real',
  gradient: 'pathwise',
  parameters: ['mean', 'logScale'],
  // -(t + 2 ln(1 + e⁻ᵗ) + logScale), with t = (x - mean) / scale
  logDensity: (x, { mean, logScale }) => {
    const t = pipe(x, sub(mean), mul(pipe(logScale, T.negate, T.exp)))
    return pipe(T.softplus(t), add(T.softplus(T.negate(t))), add(logScale))
  },
  total: T.negate,
  mean: ({ mean }) => mean,
  sample: (key, like, { mean, logScale }) => pipe(Noise.logistic(key)(like), mul(T.exp(logScale)), add(mean)),
  head: { mean: Distribution.unbounded, logScale: Distribution.boundLogScale },
  kl: {},
})

/** The mean and the log-scale by an affine map each: `logisticHead(50, 5)`, or `logisticHead(5)`. */
export const logisticHead = Layer.head('logisticHead', logistic.family)

/** Mean 0 and scale 1, as a prior. */
export const standardLogistic = Distribution.standardOf(logistic.family, 'standardLogistic', logistic.atZeros)

// -----------------------------------------------------------------------------
// a prior
// -----------------------------------------------------------------------------

/** The parameters of the prior. */
export type Mean<Event extends AnyShape> = { readonly mean: T.Tensor<Event> }

/** `N(mean, I)` with a mean that is learned, as a part of a model. */
export interface LearnedMean<Event extends AnyShape>
  extends Distribution.OwnPrior<'LearnedMean', 'real', Event, Mean<Event>, 'DiagonalNormal'> {}

const code = Dim.named('latent', 5)

/** Over five numbers. Its divergence from a diagonal normal posterior has a closed form. */
export const learnedMean: LearnedMean<readonly ['latent']> = Distribution.prior(code)({
  name: 'LearnedMean',
  over: 'real',
  init: (): Mean<readonly ['latent']> => ({ mean: T.zeros(['latent'], [5]) }),
  logProb:
    ({ mean }) =>
    (z) =>
      pipe(
        z,
        T.trailing.sub(mean)<readonly ['samples', 'batch']>,
        T.square,
        T.addScalar(Math.log(2 * Math.PI)),
        T.sum('latent'),
        T.mulScalar(-0.5),
      ),
  sample:
    ({ mean }) =>
    <Row extends AnyDim>(key: AnyKey, like: Drawn<readonly [Row, 'latent']>) =>
      pipe(Noise.normal(key)(like), T.trailing.add(mean)<readonly [Row]>),
  klFrom: {
    // that of q, moved by the mean, to N(0, I)
    DiagonalNormal:
      ({ mean }) =>
      (q) =>
        pipe(
          DiagonalNormal.make<'batch', readonly ['latent']>(
            pipe(q.mean, T.trailing.sub(mean)<readonly ['batch']>),
            q.logVariance,
          ),
          Kl.toStandardNormal(DiagonalNormal.standard(code)),
        ),
  },
})

// -----------------------------------------------------------------------------
// in models
// -----------------------------------------------------------------------------

/** A posterior and a likelihood of your own, and its standard prior. They have no KL in closed form. */
export const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(256, 32), Layer.tanh, logisticHead(5)),
  decoder: Layer.sequence(Layer.dense(5, 32), Layer.tanh, logisticHead(256)),
  prior: standardLogistic(5),
})

/** A normal posterior under a prior of your own, whose KL has a closed form. */
export const underLearnedMean = Vae.make({
  encoder: Layer.sequence(Layer.dense(256, 32), Layer.tanh, Layer.normalHead(code)),
  decoder: Layer.sequence(Layer.dense(code, 32), Layer.tanh, Layer.bernoulliHead(256)),
  prior: learnedMean,
})

/** The bound by samples of the KL. */
export const sampled = pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(Elbo.klByMonteCarlo))

const common = { optimizer: Optimizer.adam(), key: Key.from(7) } as const

export const program = (data: Data.Dataset<readonly [256], 'unitInterval'>, engine: Engine.Engine, epochs = 10) =>
  Train.fit({ ...common, model, objective: sampled, data, epochs, engine })

export const programUnderLearnedMean = (
  data: Data.Dataset<readonly [256], 'binary'>,
  engine: Engine.Engine,
  epochs = 10,
) => Train.fit({ ...common, model: underLearnedMean, objective: Elbo.elbo, data, epochs, engine })
