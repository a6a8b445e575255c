// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to networks that make no model.
import { Autoencoder, Bernoulli, Categorical, DiagonalNormal, Laplace, Layer, MixturePrior, Vae } from 'shapebound'

declare const anything: any
declare const which: boolean
const encoder = Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(500, 20))
const decoder = Layer.sequence(Layer.dense(20, 500), Layer.tanh, Layer.bernoulliHead(784))
const decoderOf10 = Layer.sequence(Layer.dense(10, 500), Layer.tanh, Layer.bernoulliHead(784))
const decoderTo783 = Layer.sequence(Layer.dense(20, 500), Layer.tanh, Layer.bernoulliHead(783))
const encoderOf10 = Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.normalHead(500, 10))
const headless = Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.dense(500, 20))
const logits = Layer.sequence(Layer.dense(20, 500), Layer.tanh, Layer.dense(500, 784))
const first = Layer.dense(784, 500)
const prior = DiagonalNormal.standard(20)
const binary = Layer.sequence(Layer.bernoulliHead(784, 20))
const relaxed = Layer.sequence(Layer.relaxedBernoulliHead({ temperature: 0.5 })(784, 20))
const laplace = Layer.sequence(Layer.laplaceHead(784, 20))
declare const mixture: MixturePrior.MixturePrior<readonly [20]>

// -----------------------------------------------------------------------------
// variational autoencoders
// -----------------------------------------------------------------------------

Vae.make({ encoder, decoder: decoderOf10, prior }) //! vae: encoder gives a latent [20] but the decoder takes [10] <- decoder:
Vae.make({
  encoder,
  prior,
  decoder: decoderOf10, //! vae: encoder gives a latent [20] but the decoder takes [10] <- decoder:
})
Vae.make({ encoder, decoder: decoderTo783, prior }) //! vae: the encoder takes [784] but the decoder gives [783] <- decoder:
Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(10) }) //! vae: encoder gives a latent [20] but the prior is over [10] <- prior:
Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(4, 5) }) //! vae: encoder gives a latent [20] but the prior is over [4, 5] <- prior:
Vae.make({ encoder: headless, decoder, prior }) //! vae: the encoder gives a Tensor but must end in a head such as Layer.normalHead <- encoder:
Vae.make({ encoder, decoder: logits, prior }) //! vae: the decoder gives a Tensor but must end in a head such as Layer.bernoulliHead <- decoder:
Vae.make({ encoder: binary, decoder, prior }) //! vae: the posterior Bernoulli is over binary numbers but the prior StandardNormal is over real <- prior })
Vae.make({ encoder: relaxed, decoder, prior }) //! vae: the posterior RelaxedBernoulli is over unitInterval numbers but the prior StandardNormal is over real <- prior })
Vae.make({ encoder: relaxed, decoder, prior: Bernoulli.standard(20) }) //! vae: the posterior RelaxedBernoulli is over unitInterval numbers but the prior StandardBernoulli is over binary <- prior:
Vae.make({ encoder, decoder, prior: Categorical.standard(20) }) //! vae: the posterior DiagonalNormal is over real numbers but the prior StandardCategorical is over oneHot <- prior:
Vae.make({ encoder: laplace, decoder, prior: Laplace.standard(10) }) //! vae: encoder gives a latent [20] but the prior is over [10] <- prior:
Vae.make({ encoder, decoder, prior: MixturePrior.learned({ components: 3 })(10) }) //! vae: encoder gives a latent [20] but the prior is over [10] <- prior:
Vae.make({ encoder: laplace, decoder: decoderOf10, prior: Laplace.standard(20) }) //! vae: encoder gives a latent [20] but the decoder takes [10] <- decoder:
Vae.make({ encoder: laplace, decoder: Layer.sequence(Layer.relaxedBernoulliHead({ temperature: 1 })(20, 784)), prior }) //! vae: the decoder gives a RelaxedBernoulli but must end in a head such as Layer.bernoulliHead <- decoder:
Vae.make({ encoder, decoder, prior: mixture }) //! vae: the prior is not a prior over the latent <- prior:
Vae.make({ encoder, decoder, prior: which ? prior : Laplace.standard(10) }) //! vae: the prior is a union; pass one <- prior:
Laplace.standard(20 as number) //! Laplace.standard: a dimension is known only when the program runs: give it a name with Dim.named <- 20 as
MixturePrior.learned({ components: 3 })(0) //! MixturePrior.learned: a dimension must be a positive whole number, not 0 <- 0
Vae.make({ encoder, decoder: Layer.dense(20, 784), prior }) //! vae: the decoder is not a network <- decoder:
Vae.make({ encoder, decoder, prior: 20 }) //! vae: the prior is not a prior over the latent <- prior:
Vae.make({ encoder: anything, decoder, prior }) //! vae: the encoder is any <- {
Vae.make({ encoder, decoder: anything, prior }) //! vae: the decoder is any <- {
Vae.make({ encoder, decoder, prior: anything }) //! vae: the prior is any <- {
Vae.make({ encoder: which ? encoder : encoderOf10, decoder, prior }) //! vae: the encoder is a union; pass one <- encoder:
Vae.make({ encoder, decoder: which ? decoder : decoderOf10, prior }) //! vae: encoder gives a latent [20] but the decoder takes [10] <- decoder:
Vae.make({
  encoder: Layer.sequence( //! vae: the encoder is refused: layer 2 (normalHead) takes [400] but is given [500] <- encoder:
    Layer.dense(784, 500),
    Layer.normalHead(400, 20), //! layer 2 (normalHead) takes [400] but is given [500] <- Layer.normalHead
  ),
  decoder,
  prior,
})
declare const refused: ReturnType<typeof Layer.sequence<readonly [typeof first, typeof first]>>
Vae.make({ encoder: refused, decoder, prior }) //! vae: the encoder is refused: layer 2 (dense) takes [784] but is given [500] <- encoder:
Vae.make({ encoder, decoder: refused, prior }) //! vae: the decoder is refused: layer 2 (dense) takes [784] but is given [500] <- decoder:
Autoencoder.make({ encoder: refused, decoder: logits }) //! autoencoder: the encoder is refused: layer 2 (dense) takes [784] but is given [500] <- encoder:
Vae.make({ encoder, decoder }) //!~ Property 'prior' is missing in type <- {
DiagonalNormal.standard(0) //! DiagonalNormal.standard: a dimension must be a positive whole number, not 0 <- 0
DiagonalNormal.standard(20 as number) //! DiagonalNormal.standard: a dimension is known only when the program runs: give it a name with Dim.named <- 20 as

// -----------------------------------------------------------------------------
// plain autoencoders
// -----------------------------------------------------------------------------

Autoencoder.make({ encoder: headless, decoder: Layer.sequence(Layer.dense(10, 784)) }) //! autoencoder: encoder gives a code [20] but the decoder takes [10] <- decoder:
Autoencoder.make({ encoder: headless, decoder: Layer.sequence(Layer.dense(20, 783)) }) //! autoencoder: the encoder takes [784] but the decoder gives [783] <- decoder:
Autoencoder.make({ encoder: headless, decoder: decoder }) //! autoencoder: the decoder gives a Bernoulli but must give a Tensor <- decoder:
Autoencoder.make({ encoder: headless, decoder: Layer.tanh }) //! autoencoder: the decoder is not a network <- decoder:
Autoencoder.make({ encoder: headless, decoder: anything }) //! autoencoder: the decoder is any <- {
Autoencoder.make({ encoder, decoder: logits }) //! autoencoder: the encoder gives a DiagonalNormal but must give a Tensor <- encoder
Autoencoder.make({ encoder: which ? headless : Layer.sequence(Layer.dense(784, 10)), decoder: logits }) //! autoencoder: the encoder is a union; pass one <- encoder:
Autoencoder.make({ encoder: anything, decoder: logits }) //! autoencoder: the encoder is any <- {

// -----------------------------------------------------------------------------
// models at work
// -----------------------------------------------------------------------------

const model = Vae.make({ encoder, decoder, prior })
declare const params: Vae.VaeParams<readonly [], readonly []>
Vae.reconstruct(model)(params) //! is not assignable to parameter of type 'VaeParams< <- params
