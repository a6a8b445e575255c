/** Every head, as programs: what it gives, and the density of data under it. */

import { RelaxedBernoulli, RelaxedCategorical } from '../../src/distributions/index.js'
import * as Layer from '../../src/layers/index.js'
import type { Key } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { begun, bits, type Case, counts, of, oneHot, type Sizes, some, unit } from './case.js'
import { layer } from './networks.js'

type X = T.Tensor<readonly ['batch', 'n']>
type Data = T.Tensor<readonly ['batch', 'm']>
type Host = T.HostTensor<readonly ['batch', 'm']>

/** A network that ends in a head with a density over data. */
interface WithDensity {
  readonly init: (key: Key) => unknown
  readonly apply: (params: never) => (x: never) => unknown
  readonly family: { readonly logProb: (distribution: never) => (x: never) => unknown }
}

/** The density of data under a head, by the data, by the parameters and by what the network is given. */
const density = (name: string, net: WithDensity, x: T.HostTensor<readonly ['batch', 'n']>, data: Host): Case =>
  of<{ params: unknown; x: X; data: Data }>(
    `Layer.${name}`,
    { as: 'its density', inputs: { params: begun(net.init), x, data } as never },
    (at) => net.family.logProb(net.apply(at.params as never)(at.x as never) as never)(at.data as never),
  )

export const headCases = (sizes: Sizes): readonly Case[] => {
  const [n, m] = [named('n', sizes.n), named('m', sizes.m)]
  const given = some(sizes)
  const x = given(['batch', 'n'], 81)
  const real = given(['batch', 'm'], 82)
  const within = unit(real)
  const inBall: Host = { ...within, values: within.values.map((each) => each / (1 + sizes.m)) }
  const temperature = 0.7
  const heads = {
    normalHead: [Layer.sequence(Layer.dense(n, 3), Layer.normalHead(m)), real],
    fixedNormalHead: [Layer.sequence(Layer.dense(n, 3), Layer.fixedNormalHead({ variance: 0.3 })(m)), real],
    learnedNormalHead: [Layer.sequence(Layer.dense(n, 3), Layer.learnedNormalHead(m)), real],
    sharedNormalHead: [Layer.sequence(Layer.dense(n, 3), Layer.sharedNormalHead(m)), real],
    fixedNormalMean: [Layer.sequence(Layer.dense(n, m), Layer.fixedNormalMean({ variance: 0.3 })), real],
    sharedNormalMean: [Layer.sequence(Layer.dense(n, m), Layer.sharedNormalMean), real],
    fullNormalHead: [Layer.sequence(Layer.dense(n, 3), Layer.fullNormalHead(m)), real],
    laplaceHead: [Layer.sequence(Layer.dense(n, 3), Layer.laplaceHead(m)), real],
    discretizedLogisticHead: [
      Layer.sequence(Layer.dense(n, 3), Layer.discretizedLogisticHead({ components: 2 })(m)),
      counts(real),
    ],
    mixtureHead: [Layer.sequence(Layer.dense(n, 3), Layer.mixtureHead({ components: 2 })(m)), real],
    bernoulliHead: [Layer.sequence(Layer.dense(n, 3), Layer.bernoulliHead(m)), bits(real)],
    bernoulliLogits: [Layer.sequence(Layer.dense(n, m), Layer.bernoulliLogits), bits(real)],
    categoricalHead: [Layer.sequence(Layer.dense(n, 3), Layer.categoricalHead(m)), oneHot(real)],
    categoricalLogits: [Layer.sequence(Layer.dense(n, m), Layer.categoricalLogits), oneHot(real)],
    continuousBernoulliHead: [Layer.sequence(Layer.dense(n, 3), Layer.continuousBernoulliHead(m)), within],
    continuousBernoulliLogits: [Layer.sequence(Layer.dense(n, m), Layer.continuousBernoulliLogits), within],
    wrappedNormalHead: [Layer.sequence(Layer.dense(n, 3), Layer.wrappedNormalHead({ curvature: 0.5 })(m)), inBall],
    studentTHead: [Layer.sequence(Layer.dense(n, 3), Layer.studentTHead({ degrees: 4 })(m)), real],
    negativeBinomialHead: [Layer.sequence(Layer.dense(n, 3), Layer.negativeBinomialHead(m)), counts(real)],
    zeroInflatedNegativeBinomialHead: [
      Layer.sequence(Layer.dense(n, 3), Layer.zeroInflatedNegativeBinomialHead(m)),
      counts(real),
    ],
    poissonHead: [Layer.sequence(Layer.dense(n, 3), Layer.poissonHead(m)), counts(real)],
  } as const
  const halves = Layer.sequence(Layer.dense(n, 6), Layer.normalMeanLogVariance)
  const relaxedBernoulli = Layer.sequence(Layer.dense(n, 3), Layer.relaxedBernoulliHead({ temperature })(m))
  const relaxedCategorical = Layer.sequence(Layer.dense(n, 3), Layer.relaxedCategoricalHead({ temperature })(m))
  const relaxedLogits = Layer.sequence(Layer.dense(n, m), Layer.relaxedCategoricalLogits({ temperature }))
  // a direction of one number is none
  const onSphere = () => {
    const spherical = Layer.sequence(Layer.dense(n, 3), Layer.powerSphericalHead(m))
    return [...layer('powerSphericalHead', spherical, x), density('powerSphericalHead', spherical, x, real)]
  }
  return [
    ...Object.entries(heads).flatMap(([name, [net, data]]) => [...layer(name, net, x), density(name, net, x, data)]),
    ...layer('normalMeanLogVariance', halves, x),
    density('normalMeanLogVariance', halves, x, given(['batch', 3], 83) as never),
    ...layer('relaxedBernoulliHead', relaxedBernoulli, x),
    ...(sizes.m === 1 ? [] : onSphere()),
    ...layer('relaxedCategoricalHead', relaxedCategorical, x),
    ...layer('relaxedCategoricalLogits', relaxedLogits, x),
    of<X>('Layer.relaxedBernoulliHead', { as: 'its samples', inputs: x }, (at, key) =>
      RelaxedBernoulli.sampleWithLogProb(
        key,
        'samples',
        sizes.samples,
      )(relaxedBernoulli.apply(relaxedBernoulli.init(key))(at)),
    ),
    of<X>('Layer.relaxedCategoricalHead', { as: 'its samples', inputs: x }, (at, key) =>
      RelaxedCategorical.sampleWithLogProb(
        key,
        'samples',
        sizes.samples,
      )(relaxedCategorical.apply(relaxedCategorical.init(key))(at)),
    ),
    of<X>('Layer.boundLogScale', { inputs: x }, (at) => Layer.boundLogScale(T.mulScalar(8)(at))),
  ]
}
