/** The variational autoencoder of the README, smaller. */

import { DiagonalNormal, Key, Layer, type T, Vae } from 'shapebound'

declare const images: T.Tensor<readonly ['batch', 144]>
declare const codes: T.Tensor<readonly ['samples', 8]>

const encoder = Layer.sequence(Layer.dense(144, 60), Layer.tanh, Layer.normalHead(60, 8))

const decoder = Layer.sequence(Layer.input([8]), Layer.dense(60), Layer.tanh, Layer.bernoulliHead(144))

export const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(8) })

export const posterior = encoder.apply(encoder.init(Key.from(1)))(images)
export const means: T.Tensor<readonly ['batch', 8]> = posterior.mean

export const likelihood = decoder.apply(decoder.init(Key.from(2)))(codes)
export const logits: T.Tensor<readonly ['samples', 144]> = likelihood.logits
