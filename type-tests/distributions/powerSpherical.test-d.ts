import { DiagonalNormal, Kl, Layer, PowerSpherical, type T, Vae } from 'shapebound'
import { expectType } from 'tsd'

declare const direction: T.Tensor<readonly ['batch', 20]>
declare const logConcentration: T.Tensor<readonly ['batch']>
const q = PowerSpherical.make(direction, logConcentration)

expectType<PowerSpherical.PowerSpherical<'batch', readonly [20]>>(q)
expectType<T.Tensor<readonly ['batch']>>(Kl.closedForm(q, PowerSpherical.uniform(20)))
// @ts-expect-error one concentration a row
PowerSpherical.make(direction, direction)
// @ts-expect-error another sphere
Kl.closedForm(q, PowerSpherical.uniform(10))

const encoder = Layer.sequence(Layer.dense(784, 50), Layer.tanh, Layer.powerSphericalHead(20))
const decoder = Layer.sequence(Layer.dense(20, 50), Layer.tanh, Layer.bernoulliHead(784))
Vae.make({ encoder, decoder, prior: PowerSpherical.uniform(20) })
// @ts-expect-error a normal prior is not over the sphere
Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(20) })
