import { Layer, T } from 'shapebound'
import { expectType } from 'tsd'

expectType<Layer.Layer<Layer.Activation<'tanh'>>>(Layer.tanh)
expectType<Layer.Layer<Layer.Activation<'leakyRelu'>>>(Layer.leakyRelu(0.1))

// a user's own
const double = Layer.activation('double', (x) => T.mulScalar(2)(x))
expectType<Layer.Layer<Layer.Activation<'double'>>>(double)
// @ts-expect-error what changes the shape is no activation
Layer.activation('sum', (x) => T.meanOfAll(x))
