/** A helper that is generic in its sizes, used with numbers and with names. */

import { DiagonalNormal, Dim, Key, Layer, type Shape, type T, Vae } from 'shapebound'

declare const small: T.Tensor<readonly ['batch', 30]>
declare const named: T.Tensor<readonly ['batch', 'pixels']>

const vaeOf = <Event extends Shape.Dim, Latent extends Shape.Dim>(
  event: Shape.Size<Event>,
  latent: Shape.Size<Latent>,
) =>
  Vae.make({
    encoder: Layer.sequence(Layer.dense(event, 24), Layer.tanh, Layer.normalHead(24, latent)),
    decoder: Layer.sequence(Layer.dense(latent, 24), Layer.tanh, Layer.bernoulliHead(24, event)),
    prior: DiagonalNormal.standard(latent),
  })

const ofNumbers = vaeOf(Dim.literal(30), Dim.literal(5))
const ofNames = vaeOf(Dim.named('pixels', 50), Dim.named('latent', 4))

export const numbers: T.Tensor<readonly ['batch', 5]> = ofNumbers.encoder.apply(ofNumbers.encoder.init(Key.from(1)))(
  small,
).mean
export const names: T.Tensor<readonly ['batch', 'latent']> = ofNames.encoder.apply(ofNames.encoder.init(Key.from(2)))(
  named,
).mean
