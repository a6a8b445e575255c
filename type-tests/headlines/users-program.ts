// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to programs that take wrongly what a user wrote in another module: layers, a term, helpers and a model.
import { pipe } from 'fp-ts/lib/function.js'
import { Data, DiagonalNormal, Elbo, Key, Layer, Optimizer, T, Train, Vae } from 'shapebound'
import { column, cube, farMeans, gain, model, residual, vaeOf } from './users/program.js'

declare const rows: T.Tensor<readonly ['batch', 64]>
declare const square: T.Tensor<readonly [64, 64]>
declare const oblong: T.Tensor<readonly [64, 32]>
declare const bias: T.Tensor<readonly [64]>
const common = { model, optimizer: Optimizer.adam(), epochs: 1, key: Key.from(7) }
const larger = Data.sprites({ key: Key.from(1), count: 8, size: 10 }).binary
const encoder = Layer.sequence(Layer.dense(64, 16), cube, Layer.normalHead(16, 3))
const decoder = Layer.sequence(Layer.dense(4, 16), cube, Layer.bernoulliHead(16, 64))

Layer.sequence(Layer.dense(64, 16), gain, Layer.dense(15, 3)) //! layer 3 (dense) takes [15] but is given [16] <- Layer.dense(15
Layer.sequence(Layer.dense(64, 16), column, Layer.dense(16, 3)) //! layer 3 (dense) takes [16] but is given [16, 1] <- Layer.dense(16, 3
Layer.sequence(Layer.dense(64, 16), column, column) //! layer 3 (column) makes a column of one axis but is given [16, 1] <- column)
Layer.sequence(gain, Layer.dense(64, 16)) //! layer 1 (gain) does not say what it takes: begin with Layer.input(shape) <- gain
Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(3) }) //! vae: encoder gives a latent [3] but the decoder takes [4] <- decoder
vaeOf(64, 3) //! is not assignable to parameter of type 'Size<Dim>' <- 64
pipe(Elbo.elbo, Elbo.plus(farMeans)) //! far means is a cost: subtract it <- farMeans
Elbo.iwae(farMeans) //! iwae takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- farMeans
residual(oblong, bias) //! Tensor<readonly [64, 32]> <- oblong
pipe(rows, T.reshape(['batch', 8, 9])) //! reshape: [batch, 64] has batch*64 elements and [batch, 8, 9] has batch*72 <- T.reshape
T.add(oblong)(square) //! broadcast: sizes 64 and 32 differ and neither is 1, in [64, 64] and [64, 32] <- square
Train.fit({ ...common, objective: Elbo.elbo, data: larger }) //! the model takes examples of [64] but the data has [100] <- data:
