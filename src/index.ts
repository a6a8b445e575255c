/**
 * shapebound: shape-typed variational autoencoders.
 *
 * Each module is imported whole and under one name: `Layer.dense`, `Elbo.kl`, `Train.fit`. All of it runs in Node and in
 * browsers; what needs files is in `shapebound/node`, reports are in `shapebound/report`, scores in
 * `shapebound/evaluate`.
 */

export * as Data from './data/index.js'
export * from './distributions/index.js'
export * as Engine from './engines/index.js'
export * as Evaluate from './evaluation/index.js'
export * as Onnx from './export/index.js'
export * as Flow from './flows/index.js'
export * as Joint from './joints/index.js'
export * as Layer from './layers/index.js'
export type { Mode } from './layers/mode.js'
export * as Elbo from './losses/index.js'
export * as Autoencoder from './models/autoencoder.js'
export type { Model, Observation } from './models/model.js'
export type {
  Presence,
  RecordModel,
  RecordObservation,
  Shown,
  ShownIndices,
  ShownValue,
} from './models/record.js'
export { type HasStateAfter, stateAfter } from './models/state.js'
export * as Vae from './models/vae/index.js'
export * as VampPrior from './models/vae/vampPrior.js'
export * as VqVae from './models/vqVae.js'
export * as Optimizer from './optimizers/index.js'
export * as Rate from './optimizers/rates/index.js'
export * as Random from './random/index.js'
export * as Key from './random/key.js'
export * as Recipe from './recipes/index.js'
export * as Shape from './shapes/index.js'
export * as Dim from './shapes/named.js'
export * as Run from './shapes/run.js'
export * as T from './tensors/index.js'
export * as Train from './training/index.js'

// -----------------------------------------------------------------------------
// the types that values are made of, by their names alone: the declarations of a program that uses them
// (`declaration: true`) can name them, whatever it imports. One whose name is that of a module has another one here
// -----------------------------------------------------------------------------

export type { ArrayRequest, Numbers } from './data/arrays.js'
export type { Countable } from './data/batches.js'
export type { ThresholdOptions } from './data/binarize.js'
export type { Binarized, GreyField } from './data/binarizeField.js'
export type { Coming } from './data/collect.js'
export type { BitOptions, Column, ColumnField, ColumnFields, IsPartial, MissingOptions } from './data/columns.js'
export type { Dataset, Event, Picture } from './data/dataset.js'
export type {
  BadData,
  BadNumber,
  BadRequest,
  DataError,
} from './data/errors.js'
export type { ByteValues, Pixels } from './data/images.js'
export type { IndexDataset } from './data/indices.js'
export type { Mask, PartialDataset } from './data/partly.js'
export type { CheckedField, Records } from './data/records.js'
export type { SequenceFields, SequenceOptions, Steps } from './data/sequences.js'
export type { PerClass } from './data/shuffle.js'
export type { ColoredRequest, ColoredSprites } from './data/sources/coloredSprites.js'
export type { FactorFields } from './data/sources/factorFields.js'
export type { Factor, FactorName, Factors } from './data/sources/factors.js'
export type { IdxRequest } from './data/sources/idxImages.js'
export type { OneSize, SpriteEvent, Sprites, SpritesRequest } from './data/sources/sprites.js'
export type { Divisible } from './data/split.js'
export type { Standardization } from './data/standardize.js'
export type { Columns, Table } from './data/table.js'
export type { Bernoulli as BernoulliType } from './distributions/bernoulli.js'
export type { Positive, Temperature, Variance } from './distributions/bound.js'
export type { Categorical as CategoricalType } from './distributions/categorical.js'
export type { HasClosedForm, HasKl, RowOf, Second, TaggedDistribution } from './distributions/closedForm.js'
export type { ContinuousBernoulli as ContinuousBernoulliType, WithLogit } from './distributions/continuousBernoulli.js'
export type { Coordinate, Draw, Rows as LatentRows, Samples as LatentSamples } from './distributions/coordinates.js'
export type { DiagonalNormal as DiagonalNormalType } from './distributions/diagonalNormal.js'
export type { DiscretizedLogistic as DiscretizedLogisticType } from './distributions/discretizedLogistic.js'
export type { EvenMixture as EvenMixtureType } from './distributions/evenMixture.js'
export type {
  AtZeros,
  Divergence,
  Drawn as LatentDraw,
  LatentGradient,
  Mean,
  NamedOver,
  ParametersOf,
  Raw,
} from './distributions/family.js'
export type { FullNormal as FullNormalType } from './distributions/fullNormal.js'
export type {
  Density,
  Each,
  EachRow,
  Independent,
  SampleOf,
  WithCoordinate,
} from './distributions/independent.js'
export type { Laplace as LaplaceType } from './distributions/laplace.js'
export type {
  LearnedMixture,
  MixturePrior as MixturePriorType,
  MixturePriorParameters,
} from './distributions/mixturePrior.js'
export type { NegativeBinomial as NegativeBinomialType } from './distributions/negativeBinomial.js'
export type { NormalMixture as NormalMixtureType } from './distributions/normalMixture.js'
export type {
  AtCoordinate,
  Formula as NumberFormula,
  Formulas,
  KlOf,
  Leaves,
  LeavesOf,
  Like,
  Middle,
  Placed,
} from './distributions/numberFormula.js'
export type { OwnPrior, PriorOf, SeenPrior } from './distributions/ownPrior.js'
export type { Poisson as PoissonType } from './distributions/poisson.js'
export type { PowerSpherical as PowerSphericalType } from './distributions/powerSpherical.js'
export type { RelaxedBernoulli as RelaxedBernoulliType } from './distributions/relaxedBernoulli.js'
export type { RelaxedCategorical as RelaxedCategoricalType } from './distributions/relaxedCategorical.js'
export type { StandardNormal as StandardNormalType } from './distributions/standardNormal.js'
export type { DegreesOfFreedom, StudentT as StudentTType } from './distributions/studentT.js'
export type { UniformSphere as UniformSphereType } from './distributions/uniformSphere.js'
export type { Curvature, WrappedNormal as WrappedNormalType } from './distributions/wrappedNormal.js'
export type { ZeroInflatedNegativeBinomial as ZeroInflatedNegativeBinomialType } from './distributions/zeroInflatedNegativeBinomial.js'
export type {
  Engine as EngineType,
  EngineError,
  EngineFailed,
  EngineMissing,
  RunningProgram,
  Step as EngineStep,
  StepInputs,
} from './engines/engine.js'
export type { EngineChoice, EngineName, Selection } from './engines/select.js'
export type { BoundOptions, CheckedBound, CheckedBoundData } from './evaluation/bound.js'
export type { CodeRows, GaussianComponent, GaussianMixture, MixtureOptions } from './evaluation/gaussianMixture.js'
export type { Measurement, ObjectiveOptions } from './evaluation/objective.js'
export type {
  Annotations,
  CheckedInputs,
  Exportable,
  ExportError,
  ExportRefused,
  Inputs,
  InputsOf,
  OnnxFile,
  OnnxPort,
} from './export/program.js'
export type { VaeFiles } from './export/vae.js'
export type { Content } from './files/bytes.js'
export type {
  DownloadFailed,
  FileDamaged,
  FileMissing,
  FileUnreadable,
  FileUnwritable,
} from './files/errors.js'
export type { Idx } from './files/idx.js'
export type { FileArray, Numeric } from './files/numeric.js'
export type { AffineFlow } from './flows/affine.js'
export type { AmortizedNet, AmortizedOptions, AmortizedParameters, BasePart, TrunkPart } from './flows/amortized.js'
export type { HiddenOption } from './flows/autoregressive.js'
export type {
  Bijection,
  Direction as FlowDirection,
  Missing as MissingDirection,
  Moved,
  NoPass,
  Pass as FlowPass,
} from './flows/bijection.js'
export type { CheckedFlows, Composed, Turned } from './flows/compose.js'
export type { ConditionerPart, ParamsOfNet } from './flows/conditioner.js'
export type { BaseKind, FlowDistribution, FlowKind, ForwardFlowDistribution } from './flows/distribution.js'
export type { MaskedParameters, SeeingParameters } from './flows/masked.js'
export type { KnownOrder } from './flows/permutation.js'
export type { KnownAxis, PlanarFlow } from './flows/planar.js'
export type {
  BaseNetwork,
  FlowAfter,
  FlowHint,
  PosteriorNet,
  PosteriorParameters,
} from './flows/posterior.js'
export type {
  BasePrior,
  FlowOfPrior,
  FlowPrior,
  FlowPriorOf,
  FlowPriorParameters,
  SeenFlowPrior,
} from './flows/prior.js'
export type { RadialFlow } from './flows/radial.js'
export type { KnownBins, SplineOptions } from './flows/splineCoupling.js'
export type { Drawn as DrawnNames, DrawnInOrder } from './joints/graph.js'
export type { ByName, CheckedVariables, Joint as JointType, JointOf } from './joints/joint.js'
export type { Inputs as VariableInputs, Names } from './joints/network.js'
export type { Renamed, SharedOf, SharedPart, Shares } from './joints/shared.js'
export type { BuiltVariable, GivenEvent, GivenOf, Nothing, Origin, Variable, VariableOf } from './joints/variable.js'
export type { DistributionPart, KnownName } from './joints/variableCheck.js'
export type { Activation } from './layers/activations.js'
export type { InputSize, OutputSize } from './layers/affine.js'
export type { BatchNorm, BatchNormOptions, Moments } from './layers/batchNorm.js'
export type { Cell, CellStep, Gate, Gates } from './layers/cell.js'
export type { ConcatOf, PickOf } from './layers/concat.js'
export type { Context, ContextStep, Use } from './layers/context.js'
export type {
  Conv2d,
  Conv2dParameters,
  Conv2dTo,
  Conv2dTranspose,
  Conv2dTransposeParameters,
  Conv2dTransposeTo,
  Convolution,
} from './layers/convolution.js'
export type {
  Custom,
  CustomBuilt,
  CustomContextBuilt,
  CustomLayer,
  CustomParts,
  EventTensor,
  OneEventContextStep,
  OneEventStep,
} from './layers/custom.js'
export type { Dense, DenseLayer, DenseTo } from './layers/dense.js'
export type { DepthwiseConv2d, DepthwiseConv2dParameters } from './layers/depthwise.js'
export type { Dropout, DropoutProbability } from './layers/dropout.js'
export type { Embedding, EmbeddingLayer, EmbeddingParameters, EmbeddingTo } from './layers/embedding.js'
export type { IndicesInput, InputOf, KnownEvents } from './layers/events.js'
export type { CheckedExpert, CheckedExperts, ExpertsOf, ExpertsParams } from './layers/experts.js'
export type { Gated, GatedLayer, GatedTo } from './layers/gated.js'
export type { GroupNorm, InGroups } from './layers/groupNorm.js'
export type { Gru } from './layers/gru.js'
export type { Head, HeadParameters, HeadTo, OwnParameters, SizedHead } from './layers/head.js'
export type {
  BernoulliLogits,
  CategoricalLogits,
  ContinuousBernoulliLogits,
  LaplaceParameters,
  NegativeBinomialParameters,
  RelaxedCategoricalLogits,
  StudentTParameters,
  WrappedNormalParameters,
  ZeroInflatedNegativeBinomialParameters,
} from './layers/heads.js'
export type { DiscretizedLogisticParameters } from './layers/headsDiscretized.js'
export type { MixtureParameters } from './layers/headsMixture.js'
export type { FullNormalParameters, LearnedNormalParameters, SharedNormalParameters } from './layers/headsNormal.js'
export type { FixedNormalMean, NormalMeanLogVariance, SharedNormalMean } from './layers/headsNormalMean.js'
export type { PowerSphericalParameters } from './layers/headsSpherical.js'
export type {
  BernoulliHead,
  BernoulliHeadLayer,
  BernoulliHeadTo,
  NormalHead,
  NormalHeadLayer,
  NormalHeadTo,
} from './layers/headTypes.js'
export type { Built, Layer as LayerOf, LayerSummary } from './layers/layer.js'
export type { LayerNorm, ScaleAndShiftOf } from './layers/layerNorm.js'
export type { Lstm } from './layers/lstm.js'
export type { Degrees, MaskDegrees, MaskedDense } from './layers/maskedDense.js'
export type { Net, Refused, SequenceStep } from './layers/net.js'
export type { AnyNetwork, Network, NetworkParts, NetworkStep, NotANetwork } from './layers/network.js'
export type { Channels, ScaleAndShift, WithChannels } from './layers/normalized.js'
export type { FanoutOf, ParallelOf } from './layers/parallel.js'
export type { Pool, PoolLayer } from './layers/pooling.js'
export type { Codebook, CodesOf, Quantize } from './layers/quantize.js'
export type { AverageOptions, CodeAverages, QuantizeByAverage } from './layers/quantizeByAverage.js'
export type { Residual } from './layers/residual.js'
export type { EventRows, RowsGiven } from './layers/rows.js'
export type { Scan } from './layers/scan.js'
export type { Flatten, ReshapeTo } from './layers/shaping.js'
export type { Singular, SpectralNorm, SpectralNormLayer, SpectralNormTo } from './layers/spectralNorm.js'
export type { AffineMaps, AffineParameters, EventsStep, Input, Keep, NormalParameters, Step } from './layers/step.js'
export type { Upsampling } from './layers/upsampling.js'
export type { CheckedLayers, SequenceResult } from './layers/walk.js'
export type { WeightNorm, WeightNormLayer, WeightNormParameters, WeightNormTo } from './layers/weightNorm.js'
export type {
  HasAnyPosterior,
  HasAnyPrior,
  HasClosedKl,
  HasData,
  HasDraws,
  HasLogLikelihood,
  HasLogLikelihoodAt,
  HasPosterior,
  HasPosteriorDensity,
  HasPrior,
  HasReconstruction,
  HasSamples,
  NeedsClosedKl,
  NeedsPosteriorDensity,
  NoClosedKl,
} from './losses/atoms.js'
export type { TermAxisOffer } from './losses/axes.js'
export type {
  ClosedKl,
  HasClosedKlOf,
  HasKls,
  HasLatents,
  HasLogLikelihoods,
  HasLogPosteriors,
  HasLogPosteriorsAtData,
  HasLogPriors,
} from './losses/byVariable.js'
export type { Binding, Formula } from './losses/formula.js'
export type { KnownNats } from './losses/freeBits.js'
export type { Generator as DivergenceGenerator, OfLogRatio } from './losses/generators.js'
export type { Baseline } from './losses/gradients.js'
export type { LogWeightOnly, Piwae } from './losses/importance.js'
export type { HasMask, MaskName, MasksNeeded } from './losses/masks.js'
export type { AsksUnobserved, CheckedBranch, OneField } from './losses/observed.js'
export type { LogWeightBy } from './losses/ownLogWeight.js'
export type {
  Guarantee,
  GuaranteeOf,
  IsBound,
  LogMeanExponential,
  LogWeight,
  WhereObserved,
  Within,
} from './losses/proof.js'
export type { At, Cycles, Ramp, RampBy, Schedule, ScheduleOf, Share } from './losses/schedule.js'
export type {
  AtLeastOne,
  Flipped,
  InUnitInterval,
  Joined,
  NameOf,
  NotNegative,
  OutsideUnit,
  Raised,
  Scaled,
  Summed,
} from './losses/signedAtoms.js'
export type { SimilarityOffer } from './losses/similarity.js'
export type { EachValue, HasSums } from './losses/sums.js'
export type {
  AnyAxes,
  AxesOr,
  Caption,
  Description,
  FromOne,
  HasKey,
  KnownNeeds,
  OfOne,
  Part,
  Sense,
  Term,
  TermOf,
} from './losses/term.js'
export type { NetworkOffer } from './losses/totalCorrelation.js'
export type { TermValue } from './losses/value.js'
export type { KnownWeight } from './losses/weighting.js'
export type { HasParts, OnePart } from './losses/within.js'
export type {
  Autoencoder as AutoencoderType,
  AutoencoderOf,
  AutoencoderParams,
  AutoencoderSupplies,
} from './models/autoencoder.js'
export type { ModelBeside, NetworksBeside } from './models/beside.js'
export type { PartP, PartQ } from './models/joint/check.js'
export type { ConditionRows, DrawnFor, JointDraw } from './models/joint/generation.js'
export type { ClosedOf } from './models/joint/kl.js'
export type { Together, TogetherParams, TogetherSupplies } from './models/joint/together.js'
export type { CheckedPart } from './models/joint/togetherCheck.js'
export type {
  FieldsOf,
  JointHint,
  JointParams,
  JointPathwiseSupplies,
  JointScoreSupplies,
  JointSupplies,
  JointSuppliesOf,
  JointVae,
  JointVaeOf,
} from './models/joint/vae.js'
export type { ParamsIn } from './models/state.js'
export type { Continuous, NothingBetween, Way } from './models/vae/between.js'
export type { DecoderPart, EncoderPart, PriorPart } from './models/vae/check.js'
export type { InterpolateOptions, TraverseOptions } from './models/vae/codes.js'
export type { PathwiseSupplies, ScoreSupplies, SuppliesOf } from './models/vae/environment.js'
export type { Generation } from './models/vae/generation.js'
export type { Vae as VaeType, VaeOf, VaeParams, VaeParamsOf, VaeSupplies, VaeWith } from './models/vae/vae.js'
export type { DataHint, Examples, ExamplesPart, ThroughEncoder } from './models/vae/vampCheck.js'
export type {
  PseudoInputs,
  SeenVampPrior,
  VampOptions,
  VampPrior as VampPriorType,
  VampPriorOf,
} from './models/vae/vampPrior.js'
export type {
  CodesDecoder,
  CodesEncoder,
  CodesPart,
  ParamsOfCodes,
  VqVae as VqVaeType,
  VqVaeByAverageParams,
  VqVaeByAverageSupplies,
  VqVaeOf,
  VqVaeParams,
  VqVaeSupplies,
  VqVaeWithoutCodesParams,
} from './models/vqVae.js'
export type { AdagradOptions } from './optimizers/adagrad.js'
export type { AdamOptions } from './optimizers/adam.js'
export type { AdamaxOptions } from './optimizers/adamax.js'
export type { AdamwOptions } from './optimizers/adamw.js'
export type { AveragingOptions } from './optimizers/averaging.js'
export type { LambOptions } from './optimizers/lamb.js'
export type { LionOptions } from './optimizers/lion.js'
export type { MuonOptions } from './optimizers/muon.js'
export type { NadamOptions } from './optimizers/nadam.js'
export type {
  Move as OptimizerMove,
  Optimizer as OptimizerType,
  OptimizerState,
  Parts as OptimizerParts,
  Rate as OptimizerRate,
  Transform as OptimizerTransform,
  Update as OptimizerUpdate,
  Watched,
} from './optimizers/optimizer.js'
export type { CosineOptions, OneCycleOptions, WarmUpOptions } from './optimizers/rates/curves.js'
export type { PlateauOptions } from './optimizers/rates/plateau.js'
export type { RateSchedule } from './optimizers/rates/range.js'
export type { JoinedOptions, PiecewiseOptions, StepOptions } from './optimizers/rates/steps.js'
export type { RmspropOptions } from './optimizers/rmsprop.js'
export type { SgdOptions } from './optimizers/sgd.js'
export type { L2Options, WeightDecayOptions } from './optimizers/weightDecay.js'
export type { Drawn } from './random/draw.js'
export type { Key as AnyKey, Path, Source } from './random/key.js'
export type { NoiseDistribution, Stream } from './random/noise.js'
export type { Rows } from './random/rows.js'
export type { Words } from './random/threefry.js'
export type { Add, CeilDivide, Divide, Divides, Multiply, Subtract } from './shapes/arithmetic.js'
export type { Along } from './shapes/axes.js'
export type { Broadcast } from './shapes/broadcast.js'
export type {
  Besides,
  IsAny,
  IsUnion,
  Known,
  KnownShape,
  KnownSize,
  KnownSized,
  KnownSizes,
  SizeHint,
  UnlessNever,
} from './shapes/checkDim.js'
export type { Possible } from './shapes/checkShape.js'
export type {
  Convolved,
  ConvolvedBack,
  Padding,
  Pooled,
  TransposedCount,
  WindowCount,
  Windowed,
  Windows,
} from './shapes/convolution.js'
export type { ShapeError } from './shapes/defect.js'
export type { Determined, DimOrSize, DimsWithSize } from './shapes/determined.js'
export type {
  AnyShape,
  AnySize,
  Dim as AnyDim,
  DimOf,
  EventSize,
  Shape as DimShape,
  ShapeOf,
  Size,
  SizeLike,
  Sizes,
  SizesOf,
} from './shapes/dim.js'
export type { Einsum } from './shapes/einsum.js'
export type { Equal, IsPart, Same } from './shapes/equal.js'
export type {
  AnyEvent,
  AnyIndicesEvent,
  EventSizes,
  Events,
  IndicesEvent,
  IndicesSizes,
  NotAShape,
  OneSizes,
  RecordSizes,
  ShowEvent,
} from './shapes/event.js'
export type { Flatten as FlattenAxes, Unflatten } from './shapes/flatten.js'
export type { ArgMax, Gather, TopK } from './shapes/gather.js'
export type { Hint, ModelHint, NetworkHint, OrHint, OwnName, PriorHint } from './shapes/hint.js'
export type { Concat, Expand, Permute, Rename, Slice, Split, Squeeze, Stack } from './shapes/layout.js'
export type { Matmul } from './shapes/matmul.js'
export type { MustBe, Show } from './shapes/message.js'
export type { AboveZero, FromZero, OrMessage, OutOfRange, WholeNumber } from './shapes/number.js'
export type { PartFailed } from './shapes/part.js'
export type { Product } from './shapes/product.js'
export type { CeilQuotient, Quotient } from './shapes/quotient.js'
export type { Axis, AxisOffer, Reduce, ReduceKeepDims } from './shapes/reduce.js'
export type { Reshape } from './shapes/reshape.js'
export type { Difference, Sum } from './shapes/sum.js'
export type { Upsample } from './shapes/upsample.js'
export type { NotAny } from './shapes/whole.js'
export type { FilterHint, KnownOptions, Option, PoolHint, WindowHint } from './shapes/windows.js'
export type { BroadcastOperation } from './tensors/binary/broadcasting.js'
export type { ConvolutionOperation, Prefixed, TransposeOperation, WithRow } from './tensors/convolution.js'
export type { ConvolvingDepthwise } from './tensors/depthwise.js'
export type { Gradients } from './tensors/gradient.js'
export type { AnyIndices, Below, HostIndices, Indices, NativeIndices } from './tensors/indices.js'
export type { ReduceWithKeepDims } from './tensors/keepDims.js'
export type { PermuteOperation } from './tensors/layout.js'
export type { PooledBy, PoolOption } from './tensors/pooling.js'
export type { ReduceOperation } from './tensors/reductions.js'
export type { Merged } from './tensors/rows.js'
export type {
  AnyHostTensor,
  AnyTensor,
  HostTensor,
  Native,
  OneShape,
  ShapeCheck,
  ShapeOr,
  Tensor,
} from './tensors/tensor.js'
export type { Device, Host, HostTree, Leaf, OnHost, PartOf, Tree } from './tensors/tree.js'
export type { ParamsOf } from './training/check.js'
export type { Diverged, Snapshot } from './training/diverged.js'
export type { Order } from './training/erased.js'
export type { TrainError } from './training/errors.js'
export type {
  EpochEnded,
  EpochRecord,
  Failed,
  Finished,
  Listener,
  NormedPart,
  PartNorms,
  PartValue,
  PlayerSummary,
  PlayerValues,
  Started,
  Stepped,
  Stopped,
  TrainingEvent,
  Values,
} from './training/events.js'
export type { FitOptions } from './training/fit.js'
export type { PartOffer, Player, PlayOptions } from './training/players.js'
export type { Run as TrainRun, TrainResult } from './training/run.js'
export type { Checkpointing, SaveFailed, SaveReason, StopSignal } from './training/saving.js'
export type { Monitor, PastEpoch, Progress, TrainingState } from './training/state.js'
