import { DiagonalNormal, Dim, Flow, Key, Layer, MixturePrior, type T, Vae } from 'shapebound'
import { expectNotAssignable, expectType } from 'tsd'

const key = Key.from(7)
declare const named: T.Tensor<readonly ['batch', 'latent']>
declare const pairs: T.Tensor<readonly ['rows', 2, 2]>
const latent = Dim.named('latent', 3)

// -----------------------------------------------------------------------------
// what a flow is over, its parameters and its directions
// -----------------------------------------------------------------------------

const affine = Flow.affine(2, 2)
expectType<Flow.Bijection<readonly [2, 2], Flow.AffineFlow<readonly [2, 2]>>>(affine)
expectType<Flow.Moved<'rows', readonly [2, 2]>>(affine.inverse(affine.init(key))(pairs))

const planar = Flow.planar(latent)
expectType<Flow.Bijection<readonly ['latent'], Flow.PlanarFlow<'latent'>, 'forward'>>(planar)
expectType<T.Tensor<readonly ['batch', 'latent']>>(planar.forward(planar.init(key))(named).y)
expectType<T.Tensor<readonly ['batch']>>(planar.forward(planar.init(key))(named).logDeterminant)

expectType<Flow.Bijection<readonly [3], Flow.RadialFlow<3>>>(Flow.radial(3))
expectType<Flow.Bijection<readonly [3], null>>(Flow.permutation(3, [2, 0, 1]))
expectType<Flow.Bijection<readonly ['latent'], null>>(Flow.reverse(latent))

const iaf = Flow.iaf(3, { hidden: [8, 5] })
expectType<Flow.Bijection<readonly [3], Flow.MaskedParameters<3, readonly [8, 5]>, Flow.Direction, 'inverse'>>(iaf)
expectType<readonly [Layer.AffineParameters<3, 8>, Layer.AffineParameters<8, 5>]>(iaf.init(key).hidden)
expectType<Layer.AffineParameters<5, 3>>(iaf.init(key).shift)
expectType<Layer.AffineParameters<3, 3>>(Flow.maf(3, { hidden: [] }).init(key).rawScale)

const conditioner = Layer.sequence(Layer.dense(1, 4))
expectType<Flow.Bijection<readonly [3], readonly [Layer.AffineParameters<1, 4>]>>(Flow.affineCoupling(3, conditioner))
expectType<readonly ['latent']>(Flow.affineCoupling(latent, conditioner).shape)

// -----------------------------------------------------------------------------
// several as one
// -----------------------------------------------------------------------------

const both = Flow.compose(Flow.radial(3), iaf)
expectType<
  Flow.Bijection<
    readonly [3],
    readonly [Flow.RadialFlow<3>, Flow.MaskedParameters<3, readonly [8, 5]>],
    Flow.Direction,
    'inverse'
  >
>(both)
expectType<readonly 'forward'[]>(Flow.compose(Flow.radial(latent), planar).directions)
expectType<Flow.Bijection<readonly ['latent'], readonly Flow.PlanarFlow<'latent'>[], 'forward'>>(Flow.repeat(8, planar))
expectType<readonly 'inverse'[]>(Flow.inverted(planar).directions)
expectType<readonly 'forward'[]>(Flow.inverted(iaf).slow)

// a way that is not there is none, and a flow over another event is another flow
expectNotAssignable<Flow.Bijection<readonly ['latent'], Flow.PlanarFlow<'latent'>>>(planar)
expectNotAssignable<Parameters<typeof affine.forward>[0]>(iaf.init(key))

// -----------------------------------------------------------------------------
// the parameters of a prior through a flow
// -----------------------------------------------------------------------------

const through = Flow.prior(DiagonalNormal.standard(2), Flow.affineCoupling(2, Layer.sequence(Layer.dense(1, 2))))
const learned = Flow.prior(MixturePrior.learned({ components: 3 })(2), Flow.radial(2))
expectType<null>(through.init(key).base)
expectType<readonly [Layer.AffineParameters<1, 2>]>(through.init(key).flow)
expectType<T.Tensor<readonly ['components', 2]>>(learned.init(key).base.mean)

const networks = {
  encoder: Layer.sequence(Layer.dense(6, 4), Layer.tanh, Layer.normalHead(2)),
  decoder: Layer.sequence(Layer.dense(2, 4), Layer.tanh, Layer.bernoulliHead(6)),
}
const params = Vae.make({ ...networks, prior: through }).init(key)
expectType<readonly [Layer.AffineParameters<1, 2>]>(params.prior.flow)
expectType<Layer.AffineParameters<6, 4>>(params.encoder[0])
const inContext = Layer.sequence(Layer.dense(6, 4), Layer.batchNorm(), Layer.normalHead(2))
const moved = Vae.make({ ...networks, encoder: inContext, prior: learned }).init(key)
expectType<T.Tensor<readonly ['components']>>(moved.prior.base.logits)
expectType<T.Tensor<readonly [4]>>(moved.state.encoder[1].mean)
