/** Every head at raw outputs of ±10000 and means of ±1000000, as programs: densities, divergences and gradients. */

import * as tf from '@tensorflow/tfjs-core'
import { pipe } from 'fp-ts/lib/function.js'
import * as Distributions from '../../src/distributions/index.js'
import * as Layer from '../../src/layers/index.js'
import { child, type Key } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { unwrap, wrap } from '../../src/tensors/native.js'
import { hostOf } from '../support/engine.js'
import { type Case, of } from './case.js'

// -----------------------------------------------------------------------------
// ends
// -----------------------------------------------------------------------------

const RAW = [-1e4, -100, 0, 1, 1e4]
const TIMES = 100

/** Every pair of raw outputs: of the mean, which is multiplied by 100, and of the rest. */
const PAIRS = RAW.flatMap((mean) => RAW.map((rest) => [mean, rest] as const))
export const ROWS = hostOf(['batch', 2], [PAIRS.length, 2], PAIRS.flat())
const EVENT = 3

type X = T.Tensor<readonly ['batch', 2]>
type Rows = readonly [typeof EVENT]
type Data = T.Tensor<readonly ['batch', typeof EVENT]>

/** What a leaf of the parameters is: a weight takes one of both raw outputs, a bias is 0, what has no input is an end. */
export const ended =
  (end: number, isMean: (path: string) => boolean) =>
  ({ path, value }: ReturnType<typeof T.Tree.leaves>[number]): T.AnyTensor => {
    const native = unwrap(value)
    if (path.endsWith('bias')) return wrap(value.shape, tf.zerosLike(native))
    if (!path.endsWith('weight')) return wrap(value.shape, tf.fill([...value.sizes], end))
    const row = isMean(path) ? [TIMES, 0] : [0, 1]
    return wrap(value.shape, tf.mul(tf.ones(native.shape), tf.tensor2d(row, [2, 1])))
  }

interface Ends {
  readonly as?: string
  /** The raw output of a parameter that no input reaches. */
  readonly end?: number
  readonly isMean?: (path: string) => boolean
}

/** What a head gives at its ends, and the gradient of all of it by its parameters. */
export interface AtEnds {
  readonly values: Case
  readonly gradient: Case
}

type Distribution<Name extends Distributions.Kind> = Distributions.Kinds<'batch', Rows>[Name]

/** What a distribution at the ends gives, another at the opposite ends beside it. */
type Nats<Name extends Distributions.Kind> = (
  distribution: Distribution<Name>,
  opposite: Distribution<Name>,
  zeros: Data,
  key: Key,
) => readonly T.AnyTensor[]

const atEnds = <Params, Name extends Distributions.Kind>(
  name: string,
  net: Layer.Net<readonly [2], Rows, Params, Name>,
  nats: Nats<Name>,
  { as, end = 1e4, isMean = (path) => path.includes('mean') }: Ends = {},
): AtEnds => {
  const words = as === undefined ? 'at its ends' : `at its ends, ${as}`
  const given = (x: X, key: Key) => {
    const begun = net.init(child('init')(key))
    const zeros = T.zeros(['batch', EVENT] as const, [PAIRS.length, EVENT])
    return {
      params: T.Tree.withLeaves(begun, T.Tree.leaves(begun).map(ended(end, isMean))),
      run: (params: Params) => nats(net.apply(params)(x), net.apply(params)(T.negate(x)), zeros, child('draw')(key)),
    }
  }
  const row = (more: string, program: (x: X, key: Key) => unknown): Case =>
    of<X>(`Layer.${name}`, { as: `${words}${more}`, inputs: ROWS, differentiable: false }, program)
  return {
    values: row('', (x, key) => {
      const { params, run } = given(x, key)
      return run(params)
    }),
    gradient: row(', its gradient', (x, key) => {
      const { params, run } = given(x, key)
      const total = (own: Params) =>
        wrap<readonly []>(
          [],
          run(own)
            .map((each) => tf.sum(unwrap(each)))
            .reduce((sum, each) => tf.add(sum, each)),
        )
      return T.valueAndGradient((own: Params) => [total(own), null])(params).gradient
    }),
  }
}

// -----------------------------------------------------------------------------
// heads
// -----------------------------------------------------------------------------

type Diagonal = Distributions.DiagonalNormal.DiagonalNormal<'batch', Rows>

const PRIOR = Distributions.DiagonalNormal.standard(EVENT)

const ofNormal = (q: Diagonal, p: Diagonal, zeros: Data, key: Key): readonly T.AnyTensor[] => [
  Distributions.DiagonalNormal.logProb(q)<readonly []>(zeros),
  Distributions.DiagonalNormal.entropy(q),
  Distributions.DiagonalNormal.sample(key, 'samples', 2)(q),
  Distributions.Kl.toStandardNormal(PRIOR)(q),
  Distributions.Kl.toDiagonalNormal(p)(q),
]

export const normalEnds = (): readonly AtEnds[] => {
  const learned = Layer.sequence(Layer.learnedNormalHead(2, EVENT))
  const shared = Layer.sequence(Layer.sharedNormalHead(2, EVENT))
  return [
    atEnds('normalHead', Layer.sequence(Layer.normalHead(2, EVENT)), ofNormal),
    atEnds('fixedNormalHead', Layer.sequence(Layer.fixedNormalHead({ variance: 1e-4 })(2, EVENT)), ofNormal, {
      isMean: () => true,
    }),
    ...[-1e4, 1e4].flatMap((end) => [
      atEnds('learnedNormalHead', learned, ofNormal, { as: `${end}`, end }),
      atEnds('sharedNormalHead', shared, ofNormal, { as: `${end}`, end }),
    ]),
    atEnds('fullNormalHead', Layer.sequence(Layer.fullNormalHead(2, EVENT)), (q, p, zeros, key) => [
      Distributions.FullNormal.logProb(q)<readonly []>(zeros),
      Distributions.FullNormal.entropy(q),
      ...Object.values(Distributions.FullNormal.sampleWithLogProb(key, 'samples', 2)(q)),
      Distributions.Kl.fullToStandardNormal(PRIOR)(q),
      Distributions.Kl.toFullNormal(p)(q),
    ]),
    atEnds('laplaceHead', Layer.sequence(Layer.laplaceHead(2, EVENT)), (q, p, zeros, key) => [
      Distributions.Laplace.logProb(q)<readonly []>(zeros),
      Distributions.Laplace.entropy(q),
      Distributions.Laplace.sample(key, 'samples', 2)(q),
      Distributions.Kl.toLaplace(p)(q),
    ]),
    atEnds(
      'discretizedLogisticHead',
      Layer.sequence(Layer.discretizedLogisticHead({ components: 2 })(2, EVENT)),
      (q, _, zeros) => [
        Distributions.DiscretizedLogistic.logProb(q)<readonly []>(zeros),
        Distributions.DiscretizedLogistic.logProb(q)<readonly []>(T.addScalar(255)(zeros)),
        Distributions.DiscretizedLogistic.logProb(q)<readonly []>(T.addScalar(100)(zeros)),
        Distributions.DiscretizedLogistic.mean(q),
      ],
    ),
    atEnds(
      'powerSphericalHead',
      Layer.sequence(Layer.powerSphericalHead(2, EVENT)),
      (q, _, zeros, key) => [
        Distributions.PowerSpherical.logProb(q)<readonly []>(T.addScalar(1 / Math.sqrt(EVENT))(zeros)),
        Distributions.PowerSpherical.entropy(q),
        ...Object.values(Distributions.PowerSpherical.sampleWithLogProb(key, 'samples', 2)(q)),
      ],
      { isMean: (path) => path.includes('direction') },
    ),
    atEnds(
      'wrappedNormalHead',
      Layer.sequence(Layer.wrappedNormalHead({ curvature: 1 })(2, EVENT)),
      (q, _, zeros, key) => [
        Distributions.WrappedNormal.logProb(q)<readonly []>(T.addScalar(0.3)(zeros)),
        Distributions.WrappedNormal.sample(key, 'samples', 2)(q),
      ],
      { isMean: (path) => path.includes('location') },
    ),
    atEnds(
      'studentTHead',
      Layer.sequence(Layer.studentTHead({ degrees: 4 })(2, EVENT)),
      (q, _, zeros, key) => [
        Distributions.StudentT.logProb(q)<readonly []>(zeros),
        Distributions.StudentT.sample(key, 'samples', 2)(q),
      ],
      { isMean: (path) => path.includes('location') },
    ),
    atEnds('mixtureHead', Layer.sequence(Layer.mixtureHead({ components: 2 })(2, EVENT)), (q, _, zeros, key) => [
      Distributions.NormalMixture.logProb(q)<readonly []>(zeros),
      Distributions.NormalMixture.mean(q),
      Distributions.NormalMixture.draw(key, 'samples', 2)(q),
    ]),
  ]
}

export const otherEnds = (): readonly AtEnds[] => {
  const ones = (zeros: Data): Data => T.addScalar(1)(zeros)
  const first = (zeros: Data): Data =>
    pipe(zeros, T.add(T.fromHost(hostOf([EVENT] as const, [EVENT], [1, ...Array<number>(EVENT - 1).fill(0)]))))
  return [
    atEnds('bernoulliHead', Layer.sequence(Layer.bernoulliHead(2, EVENT)), (q, p, zeros) => [
      Distributions.Bernoulli.logProb(q)(zeros),
      Distributions.Bernoulli.logProb(q)(ones(zeros)),
      Distributions.Bernoulli.entropy(q),
      Distributions.Bernoulli.mean(q),
      Distributions.Kl.toBernoulli(p)(q),
    ]),
    atEnds('continuousBernoulliHead', Layer.sequence(Layer.continuousBernoulliHead(2, EVENT)), (q, _, zeros, key) => [
      Distributions.ContinuousBernoulli.logProb(q)<readonly []>(zeros),
      Distributions.ContinuousBernoulli.logProb(q)<readonly []>(ones(zeros)),
      Distributions.ContinuousBernoulli.entropy(q),
      Distributions.ContinuousBernoulli.mean(q),
      Distributions.ContinuousBernoulli.sample(key, 'samples', 2)(q),
    ]),
    atEnds('relaxedBernoulliHead', Layer.sequence(Layer.relaxedBernoulliHead({ temperature: 0.1 })(2, EVENT)), relaxed),
    // one raw output for the first class and another for the rest: equal logits are no end
    atEnds('categoricalHead', Layer.sequence(Layer.categoricalHead(2, EVENT)), (given, other, zeros) => {
      const [q, p] = [given, other].map(({ logits }) =>
        Distributions.Categorical.make<'batch', Rows>(pipe(logits, T.same.mul(first(zeros)))),
      ) as [typeof given, typeof given]
      return [
        Distributions.Categorical.logProb(q)<readonly []>(first(zeros)),
        Distributions.Categorical.entropy(q),
        Distributions.Categorical.mean(q),
        Distributions.Kl.toCategorical(p)(q),
      ]
    }),
    atEnds(
      'relaxedCategoricalHead',
      Layer.sequence(Layer.relaxedCategoricalHead({ temperature: 0.1 })(2, EVENT)),
      ({ logits, temperature }, _, zeros, key) => {
        const q = Distributions.RelaxedCategorical.make<'batch', Rows>(
          pipe(logits, T.same.mul(first(zeros))),
          temperature,
        )
        return [
          ...Object.values(Distributions.RelaxedCategorical.sampleWithLogProb(key, 'samples', 2)(q)),
          Distributions.RelaxedCategorical.logProb(q)<readonly []>(first(zeros)),
        ]
      },
    ),
    atEnds('negativeBinomialHead', Layer.sequence(Layer.negativeBinomialHead(2, EVENT)), (q, _, zeros) => [
      Distributions.NegativeBinomial.logProb(q)<readonly []>(zeros),
      Distributions.NegativeBinomial.logProb(q)<readonly []>(T.addScalar(1e4)(zeros)),
      Distributions.NegativeBinomial.variance(q),
    ]),
    atEnds(
      'zeroInflatedNegativeBinomialHead',
      Layer.sequence(Layer.zeroInflatedNegativeBinomialHead(2, EVENT)),
      (q, _, zeros) => [
        Distributions.ZeroInflatedNegativeBinomial.logProb(q)<readonly []>(zeros),
        Distributions.ZeroInflatedNegativeBinomial.logProb(q)<readonly []>(T.addScalar(1e4)(zeros)),
        Distributions.ZeroInflatedNegativeBinomial.mean(q),
      ],
    ),
    atEnds('poissonHead', Layer.sequence(Layer.poissonHead(2, EVENT)), (q, p, zeros) => [
      Distributions.Poisson.logProb(q)<readonly []>(zeros),
      Distributions.Poisson.logProb(q)<readonly []>(T.addScalar(1e4)(zeros)),
      Distributions.Poisson.mean(q),
      Distributions.Kl.toPoisson(p)(q),
    ]),
  ]
}

const relaxed = (
  q: Distributions.RelaxedBernoulli.RelaxedBernoulli<'batch', Rows>,
  _: unknown,
  zeros: Data,
  key: Key,
): readonly T.AnyTensor[] => [
  ...Object.values(Distributions.RelaxedBernoulli.sampleWithLogProb(key, 'samples', 2)(q)),
  Distributions.RelaxedBernoulli.logProb(q)<readonly []>(zeros),
]

// -----------------------------------------------------------------------------
// sums of exponentials
// -----------------------------------------------------------------------------

export const exponentialEnds = (): readonly Case[] => {
  const far = hostOf(['samples', 'n'] as const, [4, RAW.length], [...RAW, ...RAW.toReversed(), ...RAW, ...RAW])
  type Far = T.Tensor<readonly ['samples', 'n']>
  return [
    of<Far>('T.logSumExp', { as: 'at ±10000', inputs: far }, (at) => [
      T.logSumExp('samples')(at),
      T.logSumExp('n')(at),
    ]),
    of<Far>('T.keepDims.logSumExp', { as: 'at ±10000', inputs: far }, T.keepDims.logSumExp('samples')),
    of<Far>('T.logMeanExpOver', { as: 'at ±10000', inputs: far }, T.logMeanExpOver('samples')),
    of<Far>('T.softplus', { as: 'at ±10000', inputs: far }, T.softplus),
    of<Far>('T.sigmoid', { as: 'at ±10000', inputs: far }, T.sigmoid),
  ]
}
