import { type DiagonalNormal, Key, Layer, type T } from 'shapebound'
import { expectType } from 'tsd'

const fixed = Layer.fixedNormalMean({ variance: 0.01 })
const images = {} as T.Tensor<readonly ['batch', 8, 8, 3]>

// the event is kept, whatever its rank
const color = Layer.sequence(Layer.input([4, 4, 8]), Layer.conv2dTranspose(3, { kernel: 4, stride: 2 }), fixed)
expectType<
  Layer.Net<
    readonly [4, 4, 8],
    readonly [8, 8, 3],
    readonly [null, Layer.Conv2dTransposeParameters<4, 8, 3>, null],
    'DiagonalNormal'
  >
>(color)
expectType<DiagonalNormal.DiagonalNormal<'batch', readonly [8, 8, 3]>>(
  Layer.sequence(Layer.input([8, 8, 3]), fixed).apply([null, null])(images),
)
expectType<
  Layer.Net<readonly [20], readonly [784], readonly [Layer.AffineParameters<20, 784>, null], 'DiagonalNormal'>
>(Layer.sequence(Layer.dense(20, 784), fixed))

// the one without parameters has none, the other has one number
expectType<readonly [null, null]>(Layer.sequence(Layer.input([8, 8, 3]), fixed).init(Key.from(7)))
expectType<readonly [null, { readonly logVariance: T.Tensor<readonly []> }]>(
  Layer.sequence(Layer.input([8, 8, 3]), Layer.sharedNormalMean).init(Key.from(7)),
)

// what is no number above 0 is for the run time; what is no number is refused
// @ts-expect-error
Layer.fixedNormalMean({ variance: '0.01' })
// @ts-expect-error
Layer.fixedNormalMean({})

// half of the channels are means
expectType<DiagonalNormal.DiagonalNormal<'batch', readonly [8, 8, 3]>>(
  Layer.sequence(Layer.input([8, 8, 6]), Layer.normalMeanLogVariance).apply([null, null])(
    {} as T.Tensor<readonly ['batch', 8, 8, 6]>,
  ),
)
// an odd number of channels has no half
// @ts-expect-error
Layer.sequence(Layer.input([8, 8, 3]), Layer.normalMeanLogVariance)
