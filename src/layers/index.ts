/** Layers: pure functions with typed shapes, put together by `sequence`. */

export { boundLogVariance } from '../distributions/bound.js'
export { type Activation, activation, elu, leakyRelu, relu, sigmoid, silu, softplus, tanh } from './activations.js'
export type { InputSize, OutputSize } from './affine.js'
export {
  type Conv,
  type Convolution,
  type ConvParameters,
  type ConvTo,
  type ConvTransposed,
  type ConvTransposedParameters,
  type ConvTransposedTo,
  conv,
  convTransposed,
} from './convolution.js'
export {
  type Custom,
  type CustomBuilt,
  type CustomLayer,
  type CustomParts,
  custom,
  type EventTensor,
  type Taking,
} from './custom.js'
export { type Dense, type DenseLayer, type DenseTo, dense } from './dense.js'
export {
  type BernoulliHead,
  type BernoulliHeadLayer,
  type BernoulliHeadTo,
  type BernoulliLogits,
  bernoulliHead,
  bernoulliLogits,
  type NormalHead,
  type NormalHeadLayer,
  type NormalHeadTo,
  normalHead,
} from './heads.js'
export {
  type ContinuousBernoulliLogits,
  continuousBernoulliHead,
  continuousBernoulliLogits,
  relaxedBernoulliHead,
} from './headsBernoulli.js'
export {
  type CategoricalLogits,
  categoricalHead,
  categoricalLogits,
  type RelaxedCategoricalLogits,
  relaxedCategoricalHead,
  relaxedCategoricalLogits,
} from './headsCategorical.js'
export { boundLogScale, laplaceHead } from './headsLaplace.js'
export { mixtureHead } from './headsMixture.js'
export { belowBound, fixedNormalHead, fullNormalHead, learnedNormalHead, sharedNormalHead } from './headsNormal.js'
export {
  type FixedNormalMean,
  fixedNormalMean,
  type NormalMeanLogVariance,
  normalMeanLogVariance,
  type SharedNormalMean,
  sharedNormalMean,
} from './headsNormalMean.js'
export { poissonHead } from './headsPoisson.js'
export type {
  FullNormalParameters,
  Head,
  HeadKinds,
  HeadName,
  HeadParameters,
  HeadTo,
  LaplaceParameters,
  LearnedNormalParameters,
  MixtureParameters,
  SharedNormalParameters,
  SizedHead,
} from './headsSized.js'
export type { Built, Layer } from './layer.js'
export { avgPool, maxPool, type Pool, type PoolLayer } from './pooling.js'
export { type Checked, type Closed, type Net, type Refused, type Sequenced, sequence } from './sequence.js'
export { type Flatten, flatten, input, type ReshapeTo, reshape } from './shaping.js'
export type { AffineParameters, NormalParameters, Step } from './step.js'
