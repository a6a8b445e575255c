// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to distributions that do not fit, and to heads that produce them.
import { Data, DiagonalNormal, Elbo, type FullNormal, Key, Kl, type Laplace, Layer, type NormalMixture, Optimizer, StandardNormal, Train, Vae } from 'shapebound'

declare const anything: any
declare const wide: number
declare const normal: DiagonalNormal.DiagonalNormal<'batch', readonly [20]>
declare const shorter: DiagonalNormal.DiagonalNormal<'batch', readonly [10]>
declare const laplace: Laplace.Laplace<'batch', readonly [20]>
declare const full: FullNormal.FullNormal<'batch', readonly [20]>
declare const mixture: NormalMixture.NormalMixture<'batch', readonly [20]>
const standard = StandardNormal.standard(20)

// -----------------------------------------------------------------------------
// divergences in closed form
// -----------------------------------------------------------------------------

Kl.closedForm(laplace, standard) //! KL(Laplace ‖ StandardNormal) has no closed form; average log q - log p over samples of q <- standard
Kl.closedForm(laplace, normal) //! KL(Laplace ‖ DiagonalNormal) has no closed form; average log q - log p over samples of q <- normal
Kl.closedForm(mixture, mixture) //! KL(NormalMixture ‖ NormalMixture) has no closed form; average log q - log p over samples of q <- mixture)
Kl.closedForm(full, normal) //! KL(FullNormal ‖ DiagonalNormal) has no closed form; average log q - log p over samples of q <- normal
Kl.closedForm(full, StandardNormal.standard(4, 5)) //! Kl.closedForm: q is over [20] but p is over [4, 5] <- StandardNormal.standard(4, 5)
Kl.closedForm(standard, normal) //! KL(StandardNormal ‖ DiagonalNormal) has no closed form; average log q - log p over samples of q <- normal
Kl.closedForm(normal, StandardNormal.standard(10)) //! Kl.closedForm: q is over [20] but p is over [10] <- StandardNormal.standard(10)
Kl.closedForm(normal, shorter) //! Kl.closedForm: q is over [batch, 20] but p is over [batch, 10] <- shorter
Kl.closedForm(normal, anything) //! not assignable to parameter of type 'never' <- anything
Kl.closedForm(normal, 20) //! Kl.closedForm: p is not a distribution <- 20
Kl.closedForm(anything as typeof normal | typeof laplace, laplace) //! Kl.closedForm: q is a union; pass one distribution <- laplace

// -----------------------------------------------------------------------------
// heads
// -----------------------------------------------------------------------------

const first = Layer.dense(784, 500)

Layer.sequence(first, Layer.laplaceHead(400, 20)) //! layer 2 (laplaceHead) takes [400] but is given [500] <- Layer.laplaceHead
Layer.sequence(Layer.input([28, 28]), Layer.laplaceHead(20)) //! layer 2 (laplaceHead) takes one axis but is given [28, 28] <- Layer.laplaceHead
Layer.sequence(first, Layer.laplaceHead(20), Layer.tanh) //! layer 3 comes after a Laplace head, which must be last <- Layer.tanh
Layer.laplaceHead(0) //! laplaceHead: the output size must be a positive whole number, not 0 <- 0
Layer.laplaceHead(500, wide) //! laplaceHead: the output size is known only when the program runs: give it a name with Dim.named <- wide
Layer.sequence(first, Layer.fullNormalHead(400, 20)) //! layer 2 (fullNormalHead) takes [400] but is given [500] <- Layer.fullNormalHead
Layer.sequence(first, Layer.mixtureHead({ components: 5 })(400, 20)) //! layer 2 (mixtureHead) takes [400] but is given [500] <- Layer.mixtureHead
Layer.sequence(first, Layer.relaxedBernoulliHead({ temperature: 1 })(20), Layer.tanh) //! layer 3 comes after a RelaxedBernoulli head, which must be last <- Layer.tanh
Layer.sequence(first, Layer.categoricalHead(10), Layer.tanh) //! layer 3 comes after a Categorical head, which must be last <- Layer.tanh
Layer.poissonHead(500, 2.5) //! poissonHead: the output size must be a positive whole number, not 2.5 <- 2.5
Layer.fixedNormalHead({ variance: 1 })(784 as 784 | 783) //! fixedNormalHead: the output size must be one dimension, not a union <- 784 as

// -----------------------------------------------------------------------------
// in a model
// -----------------------------------------------------------------------------

const { binary, grey } = Data.sprites({ key: Key.from(7), size: 16 })
const encoder = Layer.sequence(Layer.dense(256, 50), Layer.normalHead(5))
const prior = DiagonalNormal.standard(5)
const relaxed = Layer.sequence(Layer.dense(5, 50), Layer.relaxedBernoulliHead({ temperature: 1 })(256))
const counting = Vae.make({ encoder, decoder: Layer.sequence(Layer.dense(5, 50), Layer.poissonHead(256)), prior })
const choosing = Vae.make({ encoder, decoder: Layer.sequence(Layer.dense(5, 50), Layer.categoricalHead(256)), prior })
const shading = Vae.make({ encoder, decoder: Layer.sequence(Layer.dense(5, 50), Layer.continuousBernoulliHead(256)), prior })
const common = { optimizer: Optimizer.adam(), epochs: 1, key: Key.from(7), objective: Elbo.elbo } as const

Vae.make({ encoder, decoder: relaxed, prior }) //! vae: the decoder gives a RelaxedBernoulli but must end in a head such as Layer.bernoulliHead <- decoder:
Train.fit({ ...common, model: counting, data: grey }) //! the likelihood is over integer data but the data is unitInterval <- data:
Train.fit({ ...common, model: choosing, data: binary }) //! the likelihood is over oneHot data but the data is binary <- data:
Train.fit({ ...common, model: shading, data: grey })
Train.fit({ ...common, model: shading, data: binary })
Train.fit({ ...common, model: counting, data: binary })
