// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to vector quantization, and to autoencoders of codes.
import { pipe } from 'fp-ts/lib/function.js'
import { Data, Elbo, type Evaluate, Key, Layer, Optimizer, type T, Train, VqVae } from 'shapebound'

// biome-ignore lint/suspicious/noExplicitAny: what is not typed is refused
declare const anything: any
declare const which: boolean
const { bernoulliHead, conv2d, conv2dTranspose, dense, flatten, input, normalHead, quantize, relu, reshape, sequence } = Layer
const encoder = sequence(dense(256, 64), relu, dense(32), reshape([4, 8]))
const decoder = sequence(input([4, 8]), flatten, dense(64), relu, bernoulliHead(256))

// -----------------------------------------------------------------------------
// the layer
// -----------------------------------------------------------------------------

quantize(0) //! quantize: the number of codes must be a positive whole number, not 0 <- 0
quantize(2.5) //! quantize: the number of codes must be a positive whole number, not 2.5 <- 2.5
quantize(8 as number) //! quantize: the number of codes is known only when the program runs: give it a name with Dim.named <- 8 as
sequence(input([]), quantize(8)) //! layer 2 (quantize) takes channels on the last axis but is given [] <- quantize

sequence(input([4, 3]), Layer.finiteScalar([5, 5])) //! layer 2 (finiteScalar) takes 2 channels on the last axis but is given [4, 3] <- Layer.finiteScalar
Layer.quantizeResidual(0, 8) //! quantizeResidual: the number of stages must be a positive whole number, not 0 <- 0
Layer.quantizeResidual(2, 0) //! quantizeResidual: the number of codes must be a positive whole number, not 0 <- 0
sequence(input([]), Layer.quantizeResidual(2, 8)) //! layer 2 (quantizeResidual) takes channels on the last axis but is given [] <- Layer.quantizeResidual
const [down, up] = [sequence(input([4, 4, 2]), conv2d(2, { kernel: 2, stride: 2 })), sequence(input([2, 2, 2]), conv2dTranspose(2, { kernel: 2, stride: 2 }))]
const below = sequence(input([4, 4, 2]), conv2d(2, { kernel: 1 }))
Layer.quantizeLevels({ down, top: 8, up: below, below, bottom: 8 }) //! quantizeLevels: up must go from [2, 2, 2] to [4, 4, 2], not from [4, 4, 2] to [4, 4, 2] <- up
Layer.quantizeLevels({ down, top: 8, up, below: 3, bottom: 8 }) //! quantizeLevels: below is not a network that gives a Tensor, without noise and state <- below
Layer.quantizeLevels({ down, top: 0, up, below, bottom: 8 }) //! quantizeLevels: the number of codes must be a positive whole number, not 0 <- top

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
VqVae.make({ encoder, codes: quantize(32), decoder }) //! vqVae: the codes must be a number of them, or a layer such as Layer.quantizeByAverage <- codes
VqVae.make({ encoder, codes: Layer.finiteScalar([5, 5]), decoder }) //! vqVae: the layer of codes takes 2 channels on the last axis but is given [4, 8] <- codes
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
Train.fit({ ...common, model: averaged, objective }) //! no term moves the codes of the model, which are moving averages or fixed: leave out Elbo.codebook <- objective

const levels = VqVae.make({ encoder: sequence(dense(256, 32), reshape([4, 4, 2])), codes: Layer.quantizeLevels({ down, top: 8, up, below, bottom: 8 }), decoder: sequence(input([4, 4, 2]), flatten, bernoulliHead(256)) })
const top: T.Tensor<readonly [8, 2]> = levels.init(key).codes.top
Train.fit({ ...common, model: levels, objective })
const residual = VqVae.make({ encoder, codes: Layer.quantizeResidual(3, 16), decoder })
const tables: readonly T.Tensor<readonly [16, 8]>[] = residual.init(key).codes
Train.fit({ ...common, model: residual, objective })
const fixed = VqVae.make({ encoder, codes: Layer.finiteScalar([5, 5, 5, 5, 5, 5, 5, 5]), decoder })
Train.fit({ ...common, model: fixed, objective: pipe(Elbo.logLikelihood, Elbo.average('samples')) })

export { averages, codes, tables, top, trained }
export type Bound = typeof Evaluate.bound
