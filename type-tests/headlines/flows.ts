// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to flows that do not fit, or do not go where they are asked to.
import { Bernoulli, type Data, DiagonalNormal, Dim, Elbo, Flow, Joint, Key, Layer, Optimizer, type T, Train, Vae } from 'shapebound'

declare const which: boolean
declare const anything: any
declare const wide: number
declare const rows: T.Tensor<readonly ['batch', 3]>
declare const others: T.Tensor<readonly ['batch', 4]>
declare const many: readonly (typeof planar)[]
const key = Key.from(1)
const planar = Flow.planar(3)
const radial = Flow.radial(3)
const conditioner = Layer.sequence(Layer.dense(1, 8), Layer.tanh, Layer.dense(4))

// -----------------------------------------------------------------------------
// directions
// -----------------------------------------------------------------------------

planar.inverse(planar.init(key))(rows) //! the flow does not go inverse: its type says which directions it has <- planar.init(key)
Flow.inverted(planar).forward(planar.init(key)) //! the flow does not go forward: its type says which directions it has <- planar.init(key)
Flow.compose(radial, planar).inverse([radial.init(key), planar.init(key)]) //! the flow does not go inverse: its type says which directions it has <- [radial
Flow.compose(planar, Flow.inverted(planar)) //! Flow.compose: flow 2 goes inverse alone but those before it go forward alone <- Flow.inverted
Flow.compose(radial, planar, Flow.inverted(planar)) //! Flow.compose: flow 3 goes inverse alone but those before it go forward alone <- Flow.inverted

// -----------------------------------------------------------------------------
// events
// -----------------------------------------------------------------------------

radial.forward(radial.init(key))(others) //! Argument of type 'Tensor<readonly ["batch", 4]>' is not assignable <- others
Flow.compose(Flow.affine(3), Flow.affine(4)) //! Flow.compose: flow 2 is over [4] but the first is over [3] <- Flow.affine(4)
Flow.compose(Flow.affine(3), Flow.reverse(3), Flow.iaf(4, { hidden: [8] })) //! Flow.compose: flow 3 is over [4] but the first is over [3] <- Flow.iaf
Flow.compose(radial, Flow.planar(Dim.named('latent', 3))) //! Flow.compose: flow 2 is over [latent] but the first is over [3] <- Flow.planar
Flow.compose(radial, which ? radial : planar) //! Flow.compose: flow 2 is a union; pass one <- which
Flow.compose(radial, conditioner) //! Flow.compose: flow 2 is not a flow <- conditioner
Flow.compose(...many) //! Flow.compose: the number of flows is known only when the program runs; use Flow.repeat <- ...many
Flow.compose() //! Expected 1 arguments, but got 0 <- compose()
Flow.repeat(0, planar) //! Flow.repeat: the number of flows must be a positive whole number, not 0 <- 0
Flow.repeat(2.5, planar) //! Flow.repeat: the number of flows must be a positive whole number, not 2.5 <- 2.5
Flow.repeat(2, conditioner) //! Net<readonly [1], readonly [4] <- conditioner

// -----------------------------------------------------------------------------
// sizes
// -----------------------------------------------------------------------------

Flow.affine(0) //! Flow.affine: a dimension must be a positive whole number, not 0 <- 0
Flow.affine(wide) //! Flow.affine: a dimension is known only when the program runs: give it a name with Dim.named <- wide
Flow.planar(2.5) //! Flow.planar: the size must be a positive whole number, not 2.5 <- 2.5
Flow.radial('latent') //! Flow.radial: the size is the name 'latent', which has no number here: use Dim.named('latent', size) <- 'latent'
Flow.reverse(-1) //! Flow.reverse: the size must be a positive whole number, not -1 <- -1
Flow.iaf(0, { hidden: [8] }) //! Flow.iaf: the size must be a positive whole number, not 0 <- 0
Flow.iaf(3, { hidden: [0] }) //! Flow.iaf: hidden: a dimension must be a positive whole number, not 0 <- 0
Flow.maf(3, { hidden: [8, wide] }) //! Flow.maf: hidden: a dimension is known only when the program runs: give it a name with Dim.named <- wide
Flow.maf(3) //! Expected 2 arguments, but got 1 <- maf

// -----------------------------------------------------------------------------
// orders
// -----------------------------------------------------------------------------

Flow.permutation(3, [0, 1, 1]) //! Flow.permutation: the order must have each place of [3] once, not [0, 1, 1] <- [0, 1, 1]
Flow.permutation(3, [0, 1]) //! Flow.permutation: the order must have each place of [3] once, not [0, 1] <- [0, 1]
Flow.permutation(3, [1, 2, 3]) //! Flow.permutation: the order must have each place of [3] once, not [1, 2, 3] <- [1, 2, 3]
Flow.permutation(2, [0, 1, 2]) //! Flow.permutation: the order must have each place of [2] once, not [0, 1, 2] <- [0, 1, 2]

// -----------------------------------------------------------------------------
// conditioners
// -----------------------------------------------------------------------------

Flow.affineCoupling(4, conditioner) //! Flow.affineCoupling: the conditioner takes [1] of [4], so it must give [6] but gives [4] <- conditioner
Flow.affineCoupling(1, conditioner) //! Flow.affineCoupling: the conditioner must take fewer numbers than [1] but takes [1] <- conditioner
Flow.affineCoupling(3, Layer.sequence(Layer.dense(5, 4))) //! Flow.affineCoupling: the conditioner must take fewer numbers than [3] but takes [5] <- Layer.sequence
Flow.affineCoupling(3, Layer.sequence(Layer.input([1, 1]), Layer.flatten, Layer.dense(4))) //! Flow.affineCoupling: the conditioner must take fewer numbers than [3] but takes [1, 1] <- Layer.sequence
Flow.affineCoupling(3, Layer.sequence(Layer.normalHead(1, 4))) //! Flow.affineCoupling: the conditioner is not a network that gives a Tensor <- Layer.sequence
Flow.affineCoupling(3, Layer.dense(1, 4)) //! Flow.affineCoupling: the conditioner is not a network that gives a Tensor <- Layer.dense
Flow.affineCoupling(3, which ? conditioner : Layer.sequence(Layer.dense(1, 4))) //! Flow.affineCoupling: the conditioner is a union; pass one <- which
Flow.affineCoupling(3, anything) //! is not assignable to parameter of type 'never' <- anything
Flow.splineCoupling(3, conditioner, { bins: 4, bound: 3 }) //! Flow.splineCoupling: the conditioner takes [1] of [3], so it must give [22] but gives [4] <- conditioner
Flow.splineCoupling(3, Layer.sequence(Layer.dense(1, 4)), { bins: 1, bound: 3 }) //! Flow.splineCoupling: the number of bins must be 2 or more, not 1 <- bins
Flow.splineCoupling(3, Layer.sequence(Layer.dense(1, 22)), { bins: 4, bound: 0 }) //! Flow.splineCoupling: the bound must be a positive number, not 0 <- bound

// -----------------------------------------------------------------------------
// posteriors and priors
// -----------------------------------------------------------------------------

declare const data: Data.Dataset<readonly [8], 'binary'>
const standard = DiagonalNormal.standard(3)
const normal = Layer.sequence(Layer.dense(8, 4), Layer.tanh, Layer.normalHead(3))
const decoder = Layer.sequence(Layer.dense(3, 8), Layer.tanh, Layer.bernoulliHead(8))
const forward = Vae.make({ encoder: Flow.posterior(normal, planar), decoder, prior: standard })
const both = Vae.make({ encoder: Flow.posterior(normal, radial), decoder, prior: standard })
const common = { data, optimizer: Optimizer.adam(), epochs: 1, key } as const

Flow.posterior(normal, Flow.planar(4)) //! Flow.posterior: the encoder gives [3] but the flow is over [4] <- Flow.planar(4)
Flow.posterior(normal, Flow.inverted(planar)) //! Flow.posterior: the flow goes inverse alone, but samples go forward <- Flow.inverted
Flow.posterior(normal, which ? planar : radial) //! Flow.posterior: the flow is a union; pass one <- which
Flow.posterior(normal, decoder) //! Flow.posterior: the flow is not a flow <- decoder
Flow.posterior(decoder, Flow.affine(8)) //! Flow.posterior: the encoder gives a Bernoulli but must give real numbers that a gradient goes through, as a DiagonalNormal <- decoder
Flow.posterior(conditioner, Flow.affine(4)) //! Flow.posterior: the encoder gives a Tensor but must give real numbers that a gradient goes through, as a DiagonalNormal <- conditioner
Flow.posterior(Layer.sequence(Layer.mixtureHead({ components: 2 })(8, 3)), planar) //! Flow.posterior: the encoder gives a NormalMixture but must give real numbers that a gradient goes through, as a DiagonalNormal <- Layer.sequence
Flow.posterior(Flow.posterior(normal, radial), planar) //! Flow.posterior: the encoder gives a Flow but must give real numbers that a gradient goes through, as a DiagonalNormal <- Flow.posterior(normal
Flow.posterior(planar, planar) //! Flow.posterior: the encoder is not a network <- planar
Flow.posterior(anything, planar) //! is not assignable to parameter of type 'never' <- anything
Flow.posterior(normal, anything) //! is not assignable to parameter of type 'never' <- anything
const trunk = Layer.sequence(Layer.dense(8, 5), Layer.tanh)
const vector = Layer.sequence(Layer.normalHead(5, 3))
const amortized = Flow.amortized(trunk, vector, { hidden: [6], steps: 2 })
const seen: readonly T.Tensor<readonly [5, 6]>[] = amortized.init(key)[0].flow.map((each) => each.seen.weight)

export { seen }

Flow.amortized(Layer.dense(8, 5), vector, { hidden: [6] }) //! Flow.amortized: the trunk is not a network of one event <- Layer.dense
Flow.amortized(vector, vector, { hidden: [6] }) //! Flow.amortized: the trunk gives a DiagonalNormal but must give a Tensor <- vector,
Flow.amortized(Layer.sequence(Layer.dense(8, 6), Layer.reshape([2, 3])), vector, { hidden: [6] }) //! Flow.amortized: the trunk must give a vector but gives [2, 3] <- Layer.sequence
Flow.amortized(trunk, Layer.sequence(Layer.normalHead(6, 3)), { hidden: [6] }) //! Flow.amortized: the trunk gives [5] but the base takes [6] <- Layer.sequence
Flow.amortized(trunk, Layer.sequence(Layer.bernoulliHead(5, 3)), { hidden: [6] }) //! Flow.amortized: the base gives a Bernoulli but must give real numbers that a gradient goes through, as a DiagonalNormal <- Layer.sequence
Flow.amortized(trunk, vector, { hidden: [] }) //! Flow.amortized: hidden must have a layer, which sees the hidden vector <- hidden
Flow.amortized(trunk, vector, { hidden: [0] }) //! Flow.amortized: hidden: a dimension must be a positive whole number, not 0 <- 0
Flow.amortized(trunk, vector, { hidden: [6], steps: 0 }) //! Flow.amortized: the number of steps must be a positive whole number, not 0 <- steps
Flow.amortized(trunk, which ? vector : Layer.sequence(Layer.laplaceHead(5, 3)), { hidden: [6] }) //! Flow.amortized: the base is a union; pass one <- which
Flow.amortized(anything, vector, { hidden: [6] }) //! is not assignable to parameter of type 'never' <- anything
Flow.prior(standard, planar) //! Flow.prior: the flow goes forward alone, but a prior goes both ways: its density is found by the inverse <- planar
Flow.prior(standard, Flow.affine(4)) //! Flow.prior: the base is over [3] but the flow is over [4] <- Flow.affine(4)
Flow.prior(Bernoulli.standard(3), radial) //! Flow.prior: the base StandardBernoulli is over binary numbers but flows are over real ones <- Bernoulli.standard(3)
Flow.prior(normal, radial) //! Flow.prior: the base is not a prior <- normal
Flow.prior(standard, standard) //! Flow.prior: the flow is not a flow <- standard)
Flow.prior(standard, anything) //! is not assignable to parameter of type 'never' <- anything
Vae.make({ encoder: Flow.posterior(normal, radial), decoder, prior: DiagonalNormal.standard(4) }) //! vae: encoder gives a latent [3] but the prior is over [4] <- prior
Vae.make({ encoder: Flow.posterior(normal, radial), decoder, prior: Bernoulli.standard(3) }) //! vae: the posterior Flow is over real numbers but the prior StandardBernoulli is over binary <- prior
Vae.make({ encoder: Layer.sequence(Layer.bernoulliHead(8, 3)), decoder, prior: Flow.prior(standard, radial) }) //! vae: the posterior Bernoulli is over binary numbers but the prior FlowPrior is over real <- prior
Vae.make({ encoder: normal, decoder: Flow.posterior(Layer.sequence(Layer.normalHead(3, 8)), Flow.affine(8)), prior: standard }) //! vae: the decoder gives a Flow but must end in a head such as Layer.bernoulliHead <- decoder
Layer.sequence(Layer.dense(4, 8), Flow.posterior(normal, radial), Layer.tanh) //! layer 3 comes after a Flow head, which must be last <- Layer.tanh

// -----------------------------------------------------------------------------
// objectives
// -----------------------------------------------------------------------------

Train.fit({ ...common, model: both, objective: Elbo.elbo }) //! KL(Flow ‖ StandardNormal) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl <- objective
Train.fit({ ...common, model: Vae.make({ encoder: normal, decoder, prior: Flow.prior(standard, radial) }), objective: Elbo.elbo }) //! KL(DiagonalNormal ‖ FlowPrior) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl <- objective
Train.fit({ ...common, model: forward, objective: Elbo.stickingTheLanding }) //! a ForwardFlow has its density at its own samples alone: its flow has no inverse; use Elbo.elboByMonteCarlo or Elbo.iwae <- objective
Train.fit({ ...common, model: forward, objective: Elbo.doublyReparameterized }) //! a ForwardFlow has its density at its own samples alone: its flow has no inverse; use Elbo.elboByMonteCarlo or Elbo.iwae <- objective
Train.fit({ ...common, model: forward, objective: Elbo.scoreFunction('none') }) //! a ForwardFlow has its density at its own samples alone: its flow has no inverse; use Elbo.elboByMonteCarlo or Elbo.iwae <- objective
const [latent, given, shown] = [Joint.variable('z', standard), Joint.given('x', [8]), Joint.variable('x', decoder, 'z')]
const jointForward = Vae.of({ p: Joint.of(latent, shown), q: Joint.of(given, Joint.variable('z', Flow.posterior(normal, planar), 'x')) })
Train.fit({ ...common, model: jointForward, objective: Elbo.stickingTheLanding }) //! z: a ForwardFlow has its density at its own samples alone: its flow has no inverse; use Elbo.elboByMonteCarlo or Elbo.iwae <- objective
Train.fit({ ...common, model: jointForward, objective: Elbo.scoreFunction('none') }) //! z: a ForwardFlow has its density at its own samples alone: its flow has no inverse; use Elbo.elboByMonteCarlo or Elbo.iwae <- objective
Train.fit({ ...common, model: jointForward, objective: Elbo.iwae(Elbo.logWeight) })
const upper = Joint.variable('z2', standard)
const drawnForward = Joint.variable('z', Flow.posterior(Layer.sequence(Layer.normalHead(3, 3)), planar), 'z2')
const qOfBoth = Joint.of(given, Joint.variable('z2', normal, 'x'), Joint.variable('z', normal, 'x'))
Vae.of({ p: Joint.of(upper, drawnForward, shown), q: qOfBoth }) //! vae: p draws z from a ForwardFlow, whose density is known at its own samples alone: take a flow that has an inverse <- q:
Train.fit({ ...common, model: both, objective: Elbo.elboWithFreeBits(1) }) //! the model supplies another type for: posterior <- objective
Train.fit({ ...common, model: both, objective: Elbo.stickingTheLanding })
const noisy = Layer.sequence(Layer.dense(8, 4), Layer.batchNorm(), Layer.tanh, Layer.dropout(0.1), Layer.normalHead(3))
const inContext = Vae.make({ encoder: Flow.posterior(noisy, radial), decoder, prior: standard })
Train.fit({ ...common, model: inContext, objective: Elbo.stickingTheLanding })
Train.fit({ ...common, model: inContext, objective: Elbo.elbo }) //! KL(Flow ‖ StandardNormal) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl <- objective
Flow.posterior(Layer.sequence(Layer.dense(8, 4), Layer.dropout(0.1)), Flow.affine(4)) //! Flow.posterior: the encoder gives a Tensor but must give real numbers that a gradient goes through, as a DiagonalNormal <- Layer.sequence
Flow.posterior(noisy, Flow.planar(4)) //! Flow.posterior: the encoder gives [3] but the flow is over [4] <- Flow.planar(4)
Train.fit({ ...common, model: both, objective: Elbo.doublyReparameterized })
const ofAmortized = Vae.make({ encoder: amortized, decoder, prior: standard })
Train.fit({ ...common, model: ofAmortized, objective: Elbo.stickingTheLanding })
Train.fit({ ...common, model: ofAmortized, objective: Elbo.elbo }) //! KL(Flow ‖ StandardNormal) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl <- objective
Train.fit({ ...common, model: forward, objective: Elbo.iwae(Elbo.logWeight) })
