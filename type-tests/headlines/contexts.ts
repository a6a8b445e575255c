// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to layers that use a key, the mode or a state.
import { Autoencoder, type Data, DiagonalNormal, Elbo, Key, Layer, Optimizer, T, Train, Vae } from 'shapebound'

const noisy = Layer.sequence(Layer.dense(784, 50), Layer.dropout(0.5), Layer.normalHead(20))
const normed = Layer.sequence(Layer.dense(784, 50), Layer.batchNorm(), Layer.normalHead(20))
const both = Layer.sequence(Layer.dense(784, 50), Layer.batchNorm(), Layer.dropout(0.5))
const spectral = Layer.sequence(Layer.spectralNorm(784, 50), Layer.relu, Layer.spectralNorm(1))
const key = Key.from(1)
const params = noisy.init(key)
declare const rows: T.Tensor<readonly ['batch', 784]>

interface Noisy extends Layer.ContextStep {
  readonly name: 'noisy'
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: null
  readonly kind: 'Tensor'
  readonly uses: 'noise'
  readonly state: null
}

interface Counting extends Layer.ContextStep {
  readonly name: 'counting'
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: null
  readonly kind: 'Tensor'
  readonly uses: 'state'
  readonly state: CountOf
}

type CountOf = { readonly count: T.Tensor<readonly []> }

// -----------------------------------------------------------------------------
// a network that uses something
// -----------------------------------------------------------------------------

noisy.apply(params) //! Argument of type 'readonly [AffineParameters<784, 50>, null, NormalParameters<50, 20>]' is not assignable to parameter of type '"apply: the network uses noise: call run, which takes a context"' <- params
normed.apply(normed.init(key)) //! is not assignable to parameter of type '"apply: the network uses a state: call run, which takes a context"' <- normed.init
both.apply(both.init(key)) //! is not assignable to parameter of type '"apply: the network uses noise and a state: call run, which takes a context"' <- both.init
noisy.run(params, { key, mode: 'test', state: null }) //! Type '"test"' is not assignable to type 'Mode' <- mode:
noisy.run(params, { key, mode: 'training' }) //!~ Property 'state' is missing in type <- {
normed.run(normed.init(key), { key, mode: 'training', state: null }) //! Type 'null' is not assignable to type 'readonly [null, Moments<readonly [50]>, null]' <- state:
Layer.sequence(Layer.dense(784, 50), Layer.dropout(0.5), Layer.dense(49, 8)) //! layer 3 (dense) takes [49] but is given [50] <- Layer.dense(49
Layer.sequence(noisy, Layer.tanh) //! layer 2 comes after a DiagonalNormal head, which must be last <- Layer.tanh
Layer.sequence(Layer.dense(784, 49), Layer.sequence(Layer.dense(50, 50), Layer.dropout(0.5))) //! layer 2 (sequence) takes [50] but is given [49] <- Layer.sequence(Layer.dense(50
Layer.sequence(Layer.input([]), Layer.batchNorm()) //! layer 2 (batchNorm) takes channels on the last axis but is given [] <- Layer.batchNorm

// -----------------------------------------------------------------------------
// blocks
// -----------------------------------------------------------------------------

Layer.sequence(Layer.dense(784, 50), Layer.residual(Layer.dense(40))) //! layer 2 (residual) must give [50], as it is given, but gives [40] <- Layer.residual
Layer.sequence(Layer.dense(784, 50), Layer.residual(Layer.dense(40, 50))) //! layer 2 (residual) takes [40] but is given [50] <- Layer.residual
Layer.sequence(Layer.dense(784, 50), Layer.residual(Layer.normalHead(50))) //! layer 2 (residual) a head must be last <- Layer.residual
Layer.sequence(Layer.dense(784, 50), Layer.gated(40, 20)) //! layer 2 (gated) takes [40] but is given [50] <- Layer.gated
Layer.sequence(Layer.input([28, 28]), Layer.gated(20)) //! layer 2 (gated) takes one axis but is given [28, 28] <- Layer.gated
Layer.sequence(Layer.input([]), Layer.layerNorm()) //! layer 2 (layerNorm) takes channels on the last axis but is given [] <- Layer.layerNorm

Layer.sequence(Layer.input([7, 7, 8]), Layer.groupNorm(3)) //! layer 2 (groupNorm) takes channels that 3 groups divide but is given [7, 7, 8] <- Layer.groupNorm
Layer.sequence(Layer.input([]), Layer.groupNorm(1)) //! layer 2 (groupNorm) takes channels on the last axis but is given [] <- Layer.groupNorm
Layer.groupNorm(0) //! groupNorm: the groups must be a positive whole number, not 0 <- 0
Layer.groupNorm(2.5) //! groupNorm: the groups must be a positive whole number, not 2.5 <- 2.5
Layer.sequence(Layer.dense(784, 50), Layer.weightNorm(40, 20)) //! layer 2 (weightNorm) takes [40] but is given [50] <- Layer.weightNorm
Layer.sequence(Layer.input([28, 28]), Layer.weightNorm(20)) //! layer 2 (weightNorm) takes one axis but is given [28, 28] <- Layer.weightNorm
Layer.weightNorm(784, 0.5) //! weightNorm: the output size must be a positive whole number, not 0.5 <- 0.5
Layer.sequence(Layer.dense(784, 50), Layer.spectralNorm(40, 20)) //! layer 2 (spectralNorm) takes [40] but is given [50] <- Layer.spectralNorm
Layer.sequence(Layer.input([28, 28]), Layer.spectralNorm(20)) //! layer 2 (spectralNorm) takes one axis but is given [28, 28] <- Layer.spectralNorm
spectral.apply(spectral.init(key)) //! is not assignable to parameter of type '"apply: the network uses a state: call run, which takes a context"' <- spectral.init
Layer.sequence(Layer.dense(784, 50), Layer.maskedDense(40, 20, { input: (at) => at, output: (at) => at })) //! layer 2 (maskedDense) takes [40] but is given [50] <- Layer.maskedDense
Layer.maskedDense(784, -1, { input: (at) => at, output: (at) => at }) //! maskedDense: the output size must be a positive whole number, not -1 <- -1
Layer.maskedDense(3, 3, { input: [1, 2, 3] }) //!~ Property 'output' is missing in type <- {

// -----------------------------------------------------------------------------
// options
// -----------------------------------------------------------------------------

Layer.dropout(1) //! dropout: the probability must be from 0 to below 1, not 1 <- 1
Layer.dropout(-0.5) //! dropout: the probability must be from 0 to below 1, not -0.5 <- -0.5
Layer.dropout(1.5) //! dropout: the probability must be from 0 to below 1, not 1.5 <- 1.5
Layer.batchNorm({ moment: 0.9 }) //! 'moment' does not exist in type 'BatchNormOptions' <- moment

// -----------------------------------------------------------------------------
// layers of your own
// -----------------------------------------------------------------------------

Layer.custom<Noisy>({ name: 'noisy', build: (out) => ({ out, init: () => null, begin: () => null, run: () => (x) => [x, null] }) }) //!~ Property 'uses' is missing in type <- {
Layer.custom<Noisy>({ name: 'noisy', uses: ['state'], build: (out) => ({ out, init: () => null, begin: () => null, run: () => (x) => [x, null] }) }) //! Type '"state"' is not assignable to type '"noise"' <- 'state'
Layer.custom<Noisy>({ name: 'noisy', uses: ['noise'], build: (out) => ({ out, init: () => null, begin: () => null, run: () => (x) => x }) }) //! is not assignable to type 'readonly [value: Tensor<readonly [Row, "size"]>, state: null]' <- x }) })
Layer.custom<Counting>({ name: 'counting', uses: ['state'], build: (out) => ({ out, init: () => null, begin: () => null, run: (_none, { state }) => (x) => [x, state] }) }) //! Type 'null' is not assignable to type 'CountOf' <- null, run

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

const counting = Layer.custom<Counting>({ name: 'counting', uses: ['state'], build: (out) => ({ out, init: () => null, begin: () => ({ count: T.scalar(0) }), run: (_none, { state }) => (x) => [x, state] }) })
const net = Layer.sequence(Layer.dense(784, 50), counting, Layer.dropout(0.5))
export const [value, state] = net.run(net.init(key), { key, mode: 'training', state: net.begin() })(rows)
const block = Layer.sequence(Layer.dense(784, 50), Layer.residual(Layer.sequence(Layer.dense(50, 50), Layer.dropout(0.5))), Layer.layerNorm(), Layer.gated(8))
export const [blocked] = block.run(block.init(key), { key, mode: 'training', state: block.begin() })(rows)
export const eight: T.Tensor<readonly ['batch', 8]> = blocked
export const given: T.Tensor<readonly ['batch', 50]> = value
export const next: readonly [null, CountOf, null] = state
export const parts: Layer.NetworkParts<typeof net>['uses'] = 'state' as 'noise' | 'state'
export const grouped: T.Tensor<readonly ['batch', 7, 7, 8]> = Layer.sequence(Layer.input([7, 7, 8]), Layer.groupNorm(4)).apply([null, { scale: T.zeros([8], [8]), shift: T.zeros([8], [8]) }])(T.zeros(['batch', 7, 7, 8], [2, 7, 7, 8]))
export const [score, singular]: readonly [T.Tensor<readonly ['batch', 1]>, readonly [Layer.Singular<50>, null, Layer.Singular<1>]] = spectral.run(spectral.init(key), { key, mode: 'training', state: spectral.begin() })(rows)
export const weights: T.Tensor<readonly ['batch', 8]> = Layer.sequence(Layer.weightNorm(784, 50), Layer.weightNorm(8)).apply(Layer.sequence(Layer.weightNorm(784, 50), Layer.weightNorm(8)).init(key))(rows)

// -----------------------------------------------------------------------------
// in a model
// -----------------------------------------------------------------------------

const prior = DiagonalNormal.standard(20)
const decoder = Layer.sequence(Layer.dense(20, 50), Layer.batchNorm(), Layer.bernoulliHead(784))
const model = Vae.make({ encoder: normed, decoder, prior })
const several = Layer.sequence(Layer.inputs({ x: [784], y: [10] }), Layer.concat('x', 'y'), Layer.normalHead(20))
declare const data: Data.Dataset<readonly [784], 'binary'>
const common = { model, data, epochs: 1, key } as const
const thief = Train.player({ name: 'q', objective: Elbo.elbo, moves: ['encoder', 'state'], optimizer: Optimizer.adam() })

Vae.make({ encoder: Layer.sequence(Layer.dense(784, 20), Layer.batchNorm()), decoder, prior }) //! vae: the encoder gives a Tensor but must end in a head such as Layer.normalHead <- encoder:
Vae.make({ encoder: several, decoder, prior }) //! vae: the encoder must take one event of numbers: several are for Vae.of <- encoder:
Vae.make({ encoder: noisy, decoder: Layer.sequence(Layer.dense(10, 50), Layer.batchNorm(), Layer.bernoulliHead(784)), prior }) //! vae: encoder gives a latent [20] but the decoder takes [10] <- decoder:
Vae.make({ encoder: noisy, decoder, prior: DiagonalNormal.standard(10) }) //! vae: encoder gives a latent [20] but the prior is over [10] <- prior:
Vae.make({ encoder: noisy, decoder: Layer.sequence(Layer.dense(20, 50), Layer.dropout(0.5), Layer.bernoulliHead(50)), prior }) //! vae: the encoder takes [784] but the decoder gives [50] <- decoder:
Autoencoder.make({ encoder: normed, decoder: Layer.sequence(Layer.dense(20, 784), Layer.batchNorm()) }) //! autoencoder: the encoder gives a DiagonalNormal but must give a Tensor <- encoder:
Autoencoder.make({ encoder: both, decoder: Layer.sequence(Layer.dense(20, 784), Layer.batchNorm()) }) //! autoencoder: encoder gives a code [50] but the decoder takes [20] <- decoder:
Train.play({ ...common, players: [thief] }) //! player q moves state: that of networks moves as they run, and no player moves it <- thief
