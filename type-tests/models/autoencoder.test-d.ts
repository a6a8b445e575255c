import { Autoencoder, Layer, type Model } from 'shapebound'
import { expectAssignable, expectNotAssignable, expectType } from 'tsd'

const encoder = Layer.sequence(Layer.dense(784, 20))
const decoder = Layer.sequence(Layer.dense(20, 784))
const model = Autoencoder.make({ encoder, decoder })

type Encoder = readonly [Layer.AffineParameters<784, 20>]
type Decoder = readonly [Layer.AffineParameters<20, 784>]
expectType<Autoencoder.Autoencoder<readonly [784], readonly [20], Encoder, Decoder>>(model)
expectAssignable<
  Model<readonly [784], 'real', Autoencoder.AutoencoderParams<Encoder, Decoder>, Autoencoder.AutoencoderSupplies>
>(model)
expectNotAssignable<Autoencoder.Autoencoder<readonly [784], readonly [10], Encoder, Decoder>>(model)
