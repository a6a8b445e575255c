import {
  Bernoulli,
  DiagonalNormal,
  Dim,
  Key,
  Laplace,
  Layer,
  MixturePrior,
  type Model,
  type Shape,
  type T,
  Vae,
} from 'shapebound'
import { expectAssignable, expectNotAssignable, expectType } from 'tsd'

const encoder = Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(500, 20))
const decoder = Layer.sequence(Layer.dense(20, 500), Layer.tanh, Layer.bernoulliHead(500, 784))
const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(20) })

type Encoder = readonly [Layer.AffineParameters<784, 500>, null, Layer.NormalParameters<500, 20>]
type Decoder = readonly [Layer.AffineParameters<20, 500>, null, Layer.AffineParameters<500, 784>]
expectType<Vae.Vae<readonly [784], readonly [20], Encoder, Decoder, 'Bernoulli'>>(model)
expectType<Vae.VaeParams<Encoder, Decoder>>(model.init(Key.from(7)))
expectAssignable<Model<readonly [784], 'binary', Vae.VaeParams<Encoder, Decoder>, Vae.VaeSupplies>>(model)
expectNotAssignable<Model<readonly [784], 'real', Vae.VaeParams<Encoder, Decoder>, Vae.VaeSupplies>>(model)
expectNotAssignable<Model<readonly [783], 'binary', Vae.VaeParams<Encoder, Decoder>, Vae.VaeSupplies>>(model)
expectNotAssignable<Vae.Vae<readonly [784], readonly [10], Encoder, Decoder, 'Bernoulli'>>(model)

// a latent with a name
const latent = Dim.named('latent', 20)
const named = Vae.make({
  encoder: Layer.sequence(Layer.dense(784, 500), Layer.normalHead(latent)),
  decoder: Layer.sequence(Layer.input([latent]), Layer.bernoulliHead(784)),
  prior: DiagonalNormal.standard(latent),
})
expectType<readonly ['latent']>(named.prior.shape)
Vae.make({
  encoder,
  // @ts-expect-error a latent of 20 and a latent of a name
  decoder: Layer.sequence(Layer.input([latent]), Layer.bernoulliHead(784)),
  prior: DiagonalNormal.standard(20),
})

// no decoder that is one of several passes by the other
declare const isNarrow: boolean
const narrow = Layer.sequence(Layer.dense(10, 500), Layer.tanh, Layer.bernoulliHead(500, 784))
Vae.make({
  encoder,
  // @ts-expect-error a decoder of another latent
  decoder: isNarrow ? narrow : decoder,
  prior: DiagonalNormal.standard(20),
})

// real data: a normal likelihood
const gaussian = Vae.make({
  encoder,
  decoder: Layer.sequence(Layer.dense(20, 500), Layer.normalHead(784)),
  prior: DiagonalNormal.standard(20),
})
expectType<'real'>(gaussian.over)

// a user's function that is generic in the latent
export const vaeOf = <Latent extends Shape.Dim>(size: Shape.Size<Latent>) =>
  Vae.make({
    encoder: Layer.sequence(Layer.dense(784, 500), Layer.normalHead(500, size)),
    decoder: Layer.sequence(Layer.dense(size, 500), Layer.bernoulliHead(500, 784)),
    prior: DiagonalNormal.standard(size),
  })
expectType<readonly [20]>(vaeOf(Dim.literal(20)).prior.shape)
expectType<readonly ['latent']>(vaeOf(latent).prior.shape)

// another posterior, and a prior of its kind
const laplaceEncoder = Layer.sequence(Layer.laplaceHead(784, 20))
const laplace = Vae.make({ encoder: laplaceEncoder, decoder, prior: Laplace.standard(20) })
type LaplaceEncoder = ReturnType<typeof laplaceEncoder.init>
expectType<
  Vae.VaeWith<'Laplace', 'StandardLaplace', readonly [784], readonly [20], LaplaceEncoder, Decoder, 'Bernoulli'>
>(laplace)
expectType<Vae.VaeParams<LaplaceEncoder, Decoder>>(laplace.init(Key.from(7)))
expectAssignable<Vae.SuppliesOf<'Laplace', 'StandardLaplace'>>(
  null as never as ReturnType<ReturnType<typeof laplace.supply>>,
)
expectType<Vae.PathwiseSupplies<'Laplace', 'StandardLaplace'>>(
  null as never as Vae.SuppliesOf<'Laplace', 'StandardLaplace'>,
)
expectNotAssignable<typeof model>(laplace)
expectAssignable<
  Vae.VaeWith<'DiagonalNormal', 'StandardNormal', readonly [784], readonly [20], Encoder, Decoder, 'Bernoulli'>
>(model)

// no gradient through its samples: fewer things are supplied
const binary = Vae.make({
  encoder: Layer.sequence(Layer.bernoulliHead(784, 20)),
  decoder,
  prior: Bernoulli.standard(20),
})
type BinarySupplies = ReturnType<ReturnType<typeof binary.supply>>
expectType<Vae.ScoreSupplies<'Bernoulli', 'StandardBernoulli'>>(null as never as BinarySupplies)
expectType<'x' | 'posterior' | 'prior' | 'draws' | 'coordinate' | 'logLikelihoodAt' | 'meanAt'>(
  null as never as keyof BinarySupplies,
)

// a prior with parameters
const mixture = Vae.make({ encoder, decoder, prior: MixturePrior.learned({ components: 10 })(20) })
const own = mixture.init(Key.from(7)).prior
expectType<T.Tensor<readonly ['components']>>(own.logits)
expectType<T.Tensor<readonly ['components', 20]>>(own.mean)
expectType<T.Tensor<readonly ['rows', 784]>>(Vae.generate(mixture)(mixture.init(Key.from(7)), Key.from(8), 3).mean)
// @ts-expect-error parameters without those of the prior
Vae.generate(mixture)(model.init(Key.from(7)), Key.from(8), 3)

// a user's function that is generic in the latent, with another posterior
export const laplaceOf = <Latent extends Shape.Dim>(size: Shape.Size<Latent>) =>
  Vae.make({
    encoder: Layer.sequence(Layer.laplaceHead(784, size)),
    decoder: Layer.sequence(Layer.bernoulliHead(size, 784)),
    prior: Laplace.standard(size),
  })
expectType<readonly ['latent']>(laplaceOf(latent).prior.shape)
