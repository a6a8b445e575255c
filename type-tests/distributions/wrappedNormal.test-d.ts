import { DiagonalNormal, Kl, Layer, PowerSpherical, type T, Vae, WrappedNormal } from 'shapebound'
import { expectType } from 'tsd'

declare const location: T.Tensor<readonly ['batch', 2]>
declare const logVariance: T.Tensor<readonly ['batch', 2]>
declare const curvature: T.Tensor<readonly []>
declare const points: T.Tensor<readonly ['samples', 'batch', 2]>
const q = WrappedNormal.make(location, logVariance, curvature)

expectType<WrappedNormal.WrappedNormal<'batch', readonly [2]>>(q)
expectType<T.Tensor<readonly ['samples', 'batch']>>(WrappedNormal.logProb(q)<readonly ['samples']>(points))
// @ts-expect-error a log-variance for each number
WrappedNormal.make(location, curvature, curvature)
// @ts-expect-error there is no closed form
Kl.closedForm(q, WrappedNormal.standard({ curvature: 1 })(2))
// @ts-expect-error a curvature of -c, by a c above 0
WrappedNormal.standard({ curvature: -1 })(2)

const encoder = Layer.sequence(Layer.dense(784, 50), Layer.tanh, Layer.wrappedNormalHead({ curvature: 1 })(2))
const decoder = Layer.sequence(Layer.dense(2, 50), Layer.tanh, Layer.bernoulliHead(784))
Vae.make({ encoder, decoder, prior: WrappedNormal.standard({ curvature: 1 })(2) })
// @ts-expect-error a normal prior is not over the ball
Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(2) })
// @ts-expect-error nor is the sphere
Vae.make({ encoder, decoder, prior: PowerSpherical.uniform(2) })
