// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to vector quantization, and to autoencoders of codes.
import { pipe } from 'fp-ts/lib/function.js'
import { Data, Elbo, type Evaluate, Key, Layer, Optimizer, type T, Train, VqVae } from 'shapebound'

// biome-ignore lint/suspicious/noExplicitAny: what is not typed is refused
declare const anything: any
declare const which: boolean
const { bernoulliHead, dense, flatten, input, normalHead, quantize, relu, reshape, sequence } = Layer
const encoder = sequence(dense(256, 64), relu, dense(32), reshape([4, 8]))
const decoder = sequence(input([4, 8]), flatten, dense(64), relu, bernoulliHead(256))

// -----------------------------------------------------------------------------
// the layer
// -----------------------------------------------------------------------------

quantize(0) //! quantize: the number of codes must be a positive whole number, not 0 <- 0
quantize(2.5) //! quantize: the number of codes must be a positive whole number, not 2.5 <- 2.5
quantize(8 as number) //! quantize: the number of codes is known only when the program runs: give it a name with Dim.named <- 8 as
sequence(input([]), quantize(8)) //! layer 2 (quantize) takes channels on the last axis but is given [] <- quantize

Layer.quantizeByAverage(0) //! quantizeByAverage: the number of codes must be a positive whole number, not 0 <- 0
Layer.quantizeByAverage(8, { decays: 0.9 }) //! 'decays' does not exist in type 'AverageOptions' <- decays
sequence(input([]), Layer.quantizeByAverage(8)) //! layer 2 (quantizeByAverage) takes channels on the last axis but is given [] <- Layer.quantizeByAverage
sequence(input([8]), Layer.quantizeByAverage(8)).apply([null, null]) //! apply: the network uses a state: call run, which takes a context <- [

// -----------------------------------------------------------------------------
// the model
// -----------------------------------------------------------------------------

VqVae.make({ encoder: 3, codes: 32, decoder }) //! vqVae: the encoder is not a network <- encoder
VqVae.make({ encoder, codes: 32, decoder: 3 }) //! vqVae: the decoder is not a network <- decoder
VqVae.make({ encoder, codes: 0, decoder }) //! vqVae: the number of codes must be a positive whole number, not 0 <- codes
VqVae.make({ encoder, codes: quantize(32), decoder }) //! vqVae: the codes must be a number of them, or Layer.quantizeByAverage <- codes
VqVae.make({ encoder: which ? encoder : sequence(dense(256, 32), reshape([4, 8])), codes: 32, decoder }) //! vqVae: the encoder is a union; pass one <- encoder
VqVae.make({ encoder: anything, codes: 32, decoder }) //! vqVae: the encoder is any <- {
VqVae.make({ encoder: sequence(normalHead(256, 32)), codes: 32, decoder: sequence(bernoulliHead(32, 256)) }) //! vqVae: the encoder gives a DiagonalNormal but must give a Tensor <- encoder
VqVae.make({ encoder, codes: 32, decoder: sequence(input([4, 8]), flatten, dense(256)) }) //! vqVae: the decoder gives a Tensor but must end in a head such as Layer.bernoulliHead <- decoder
VqVae.make({ encoder, codes: 32, decoder: sequence(bernoulliHead(32, 256)) }) //! vqVae: encoder gives a code [4, 8] but the decoder takes [32] <- decoder
VqVae.make({ encoder, codes: 32, decoder: sequence(input([4, 8]), flatten, bernoulliHead(784)) }) //! vqVae: the encoder takes [256] but the decoder gives [784] <- decoder

// -----------------------------------------------------------------------------
// objectives: there is no log-weight, and no bound
// -----------------------------------------------------------------------------

const model = VqVae.make({ encoder, codes: 32, decoder })
const key = Key.from(7)
const { binary: data } = Data.sprites({ key, size: 16 })
const common = { model, data, optimizer: Optimizer.adam(), epochs: 1, key } as const
const objective = pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(Elbo.codebook), Elbo.minus(pipe(Elbo.commitment, Elbo.scale(0.25))))

Train.fit({ ...common, objective: Elbo.iwae(Elbo.logWeight) }) //! the model does not supply <- objective
Train.fit({ ...common, objective: Elbo.elbo }) //! the model does not supply <- objective
Train.fit({ ...common, objective: Elbo.codebook }) //! the objective must be a gain, not a cost; use Elbo.minimize <- objective

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

const trained = Train.fit({ ...common, objective })
const codes: T.Tensor<readonly [32, 8]> = model.init(key).codes
Train.play({ ...common, players: [Train.player({ name: 'codes', objective, moves: ['codes', 'encoder'], optimizer: Optimizer.adam() })] })

const averaged = VqVae.make({ encoder, codes: Layer.quantizeByAverage(32), decoder })
const averages: T.Tensor<readonly [32, 8]> = averaged.init(key).state.codes.codes
Train.fit({ ...common, model: averaged, objective: pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(pipe(Elbo.commitment, Elbo.scale(0.25)))) })
Train.fit({ ...common, model: averaged, objective }) //! the codes of the model are moving averages, which no term moves: leave out Elbo.codebook <- objective

export { averages, codes, trained }
export type Bound = typeof Evaluate.bound
