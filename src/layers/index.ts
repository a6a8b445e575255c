/** Layers: pure functions with typed shapes, put together by `sequence`. */

export { boundLogScale, boundLogVariance } from '../distributions/bound.js'
export { type Activation, activation, elu, leakyRelu, relu, sigmoid, silu, softplus, tanh } from './activations.js'
export type { InputSize, OutputSize } from './affine.js'
export { type BatchNorm, type BatchNormOptions, batchNorm, type Moments } from './batchNorm.js'
export type { Cell, CellStep, Gate, Gates } from './cell.js'
export type { Coded, CodingStep } from './coding.js'
export { type ConcatOf, concat, type PickOf, pick } from './concat.js'
export type { Context, ContextStep, Use } from './context.js'
export {
  type Conv2d,
  type Conv2dParameters,
  type Conv2dTo,
  type Conv2dTranspose,
  type Conv2dTransposeParameters,
  type Conv2dTransposeTo,
  type Convolution,
  conv2d,
  conv2dTranspose,
} from './convolution.js'
export {
  type Custom,
  type CustomBuilt,
  type CustomContextBuilt,
  type CustomLayer,
  type CustomParts,
  custom,
  type EventTensor,
  type OneEventContextStep,
  type OneEventStep,
} from './custom.js'
export { type Dense, type DenseLayer, type DenseTo, dense } from './dense.js'
export { type DepthwiseConv2d, type DepthwiseConv2dParameters, depthwiseConv2d } from './depthwise.js'
export { describe } from './describe.js'
export { type Dropout, type DropoutProbability, dropout } from './dropout.js'
export { type Each, each } from './each.js'
export {
  type Embedding,
  type EmbeddingLayer,
  type EmbeddingParameters,
  type EmbeddingTo,
  embedding,
} from './embedding.js'
export { type IndicesInput, type InputOf, indices, inputs, type KnownEvents } from './events.js'
export {
  type CheckedExperts,
  type CheckedOne,
  type ExpertOf,
  type ExpertsOf,
  type ExpertsParams,
  expert,
  mixture,
  product,
} from './experts.js'
export { type FiniteScalar, finiteScalar } from './finiteScalar.js'
export { type Gated, type GatedLayer, type GatedTo, gated } from './gated.js'
export { type GroupNorm, groupNorm, type InGroups } from './groupNorm.js'
export { type Gru, gru } from './gru.js'
export {
  type Head,
  type HeadParameters,
  type HeadTo,
  head,
  headOfParameter,
  type OwnParameters,
  type SizedHead,
} from './head.js'
export {
  type BernoulliLogits,
  bernoulliHead,
  bernoulliLogits,
  type CategoricalLogits,
  type ContinuousBernoulliLogits,
  categoricalHead,
  categoricalLogits,
  continuousBernoulliHead,
  continuousBernoulliLogits,
  type LaplaceParameters,
  laplaceHead,
  type NegativeBinomialParameters,
  negativeBinomialHead,
  normalHead,
  poissonHead,
  type RelaxedCategoricalLogits,
  relaxedBernoulliHead,
  relaxedCategoricalHead,
  relaxedCategoricalLogits,
  type StudentTParameters,
  studentTHead,
  type WrappedNormalParameters,
  wrappedNormalHead,
  type ZeroInflatedNegativeBinomialParameters,
  zeroInflatedNegativeBinomialHead,
} from './heads.js'
export { type DiscretizedLogisticParameters, discretizedLogisticHead } from './headsDiscretized.js'
export { type MixtureParameters, mixtureHead } from './headsMixture.js'
export {
  belowBound,
  type FullNormalParameters,
  fixedNormalHead,
  fullNormalHead,
  type LearnedNormalParameters,
  learnedNormalHead,
  type SharedNormalParameters,
  sharedNormalHead,
} from './headsNormal.js'
export {
  type FixedNormalMean,
  fixedNormalMean,
  type NormalMeanLogVariance,
  normalMeanLogVariance,
  type SharedNormalMean,
  sharedNormalMean,
} from './headsNormalMean.js'
export { type PowerSphericalParameters, powerSphericalHead } from './headsSpherical.js'
export { type CountsOfTotal, countsOfTotal, type TotalParameters } from './headsTotal.js'
export type {
  BernoulliHead,
  BernoulliHeadLayer,
  BernoulliHeadTo,
  NormalHead,
  NormalHeadLayer,
  NormalHeadTo,
} from './headTypes.js'
export type { Built, Layer } from './layer.js'
export { type LayerNorm, layerNorm, type ScaleAndShiftOf } from './layerNorm.js'
export { type Lstm, lstm } from './lstm.js'
export { type MaskedConv2d, type MaskedOptions, maskedConv2d, type OddKernel } from './maskedConv.js'
export { type Degrees, type MaskDegrees, type MaskedDense, maskedDense } from './maskedDense.js'
export type { Net, Refused, SequenceStep } from './net.js'
export type { AnyNetwork, Network, NetworkParts, NetworkStep } from './network.js'
export type { Channels, ScaleAndShift, WithChannels } from './normalized.js'
export { type FanoutOf, fanout, type ParallelOf, parallel } from './parallel.js'
export { type Before, before, type MeanOfEach, meanOfEach, type Repeat, repeat } from './places.js'
export { avgPool, maxPool, type Pool, type PoolLayer } from './pooling.js'
export { type Codebook, type CodesOf, type Quantize, quantize } from './quantize.js'
export {
  type AverageOptions,
  type CodeAverages,
  type QuantizeByAverage,
  quantizeByAverage,
} from './quantizeByAverage.js'
export { type CheckedLevels, type LevelsParameters, type QuantizeLevels, quantizeLevels } from './quantizeLevels.js'
export { type QuantizeResidual, quantizeResidual } from './quantizeResidual.js'
export { type Residual, residual } from './residual.js'
export type { EventRows, RowsGiven } from './rows.js'
export { type Scan, scan } from './scan.js'
export { sequence } from './sequence.js'
export { type Flatten, flatten, input, type ReshapeTo, reshape } from './shaping.js'
export {
  type Singular,
  type SpectralNorm,
  type SpectralNormLayer,
  type SpectralNormTo,
  spectralNorm,
} from './spectralNorm.js'
export type { AffineMaps, AffineParameters, EventsStep, NormalParameters, Step } from './step.js'
export { type Upsampling, upsample } from './upsampling.js'
export type { CheckedLayers, SequenceResult } from './walk.js'
export {
  type WeightNorm,
  type WeightNormLayer,
  type WeightNormParameters,
  type WeightNormTo,
  weightNorm,
} from './weightNorm.js'
