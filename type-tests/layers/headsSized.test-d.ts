import { Dim, type Family, Layer, type T } from 'shapebound'
import { expectType } from 'tsd'

const latent = Dim.named('latent', 20)
declare const x: T.Tensor<readonly ['batch', 3]>

// -----------------------------------------------------------------------------
// sizes
// -----------------------------------------------------------------------------

expectType<Layer.Layer<Layer.Head<'laplaceHead', 'Laplace', 500, 20>>>(Layer.laplaceHead(500, 20))
expectType<Layer.Layer<Layer.HeadTo<'laplaceHead', 'Laplace', 20>>>(Layer.laplaceHead(20))
expectType<Layer.Layer<Layer.HeadTo<'laplaceHead', 'Laplace', 'latent'>>>(Layer.laplaceHead(latent))
expectType<Layer.Layer<Layer.Head<'fullNormalHead', 'FullNormal', 500, 20>>>(Layer.fullNormalHead(500, 20))
expectType<Layer.Layer<Layer.HeadTo<'mixtureHead', 'NormalMixture', 20>>>(Layer.mixtureHead({ components: 5 })(20))
expectType<Layer.Layer<Layer.HeadTo<'relaxedBernoulliHead', 'RelaxedBernoulli', 20>>>(
  Layer.relaxedBernoulliHead({ temperature: 1 })(20),
)
expectType<T.Tensor<readonly ['batch', 3]>>(Layer.boundLogScale(x))

expectType<Layer.Layer<never>>(Layer.laplaceHead(500, 20 as never))
// @ts-expect-error a name without a size
Layer.laplaceHead('latent')
// @ts-expect-error one of several
Layer.laplaceHead(500, 784 as 784 | 783)
// @ts-expect-error a temperature is asked for
Layer.relaxedBernoulliHead(500, 20)

// -----------------------------------------------------------------------------
// in sequences
// -----------------------------------------------------------------------------

const before = Layer.sequence(Layer.dense(784, 500), Layer.tanh)
const laplace = Layer.sequence(before, Layer.laplaceHead(20))
expectType<Layer.LaplaceParameters<500, 20>>(undefined as never as ReturnType<typeof laplace.init>[1])
expectType<'Laplace'>(laplace.kind)
const full = Layer.sequence(before, Layer.fullNormalHead(20))
expectType<Layer.FullNormalParameters<500, 20>>(undefined as never as ReturnType<typeof full.init>[1])
expectType<'FullNormal'>(full.kind)
const mixture = Layer.sequence(before, Layer.mixtureHead({ components: 5 })(500, 20))
expectType<Layer.MixtureParameters<500, 20>>(undefined as never as ReturnType<typeof mixture.init>[1])
const learned = Layer.sequence(before, Layer.learnedNormalHead(20))
expectType<'DiagonalNormal'>(learned.kind)
const classes = Layer.sequence(before, Layer.dense(6), Layer.reshape([2, 3]), Layer.categoricalLogits)
expectType<'Categorical'>(classes.kind)
const relaxed = Layer.sequence(before, Layer.relaxedCategoricalHead({ temperature: 0.5 })(10))
expectType<Family<'RelaxedCategorical'>>(relaxed.family)
