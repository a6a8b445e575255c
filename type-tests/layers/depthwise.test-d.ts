import { Dim, Layer, type Shape } from 'shapebound'
import { expectType } from 'tsd'

declare function outOf<In extends Shape.AnyShape, Out extends Shape.AnyShape, Params>(
  net: Layer.Net<In, Out, Params>,
): Out

declare const wide: number
// biome-ignore lint/suspicious/noExplicitAny: what any does is one subject
declare const anything: any

const separable = Layer.sequence(
  Layer.input([28, 28, 3]),
  Layer.depthwiseConv2d(2, { kernel: 3, stride: 2 }),
  Layer.conv2d(16, { kernel: 1 }),
)
expectType<readonly [14, 14, 16]>(outOf(separable))
expectType<
  Layer.Net<
    readonly [28, 28, 3],
    readonly [14, 14, 16],
    readonly [null, Layer.DepthwiseConv2dParameters<3, 3, 2>, Layer.Conv2dParameters<1, 6, 16>]
  >
>(separable)
const named = Layer.sequence(
  Layer.input([Dim.named('h', 9), 8, Dim.named('c', 3)]),
  Layer.depthwiseConv2d(2, { kernel: 3, padding: 'valid' }),
)
expectType<readonly ['h-2', 6, 'c*2']>(outOf(named))

// @ts-expect-error no image
Layer.sequence(Layer.input([784]), Layer.depthwiseConv2d(1, { kernel: 3 }))
// @ts-expect-error a window that does not fit
Layer.sequence(Layer.input([4, 4, 3]), Layer.depthwiseConv2d(1, { kernel: 5, padding: 'valid' }))
// @ts-expect-error a channel has a whole number of filters
Layer.depthwiseConv2d(0, { kernel: 3 })
// @ts-expect-error known only when the program runs
Layer.depthwiseConv2d(wide, { kernel: 3 })
// @ts-expect-error an option that there is not
Layer.depthwiseConv2d(1, { kernel: 3, strides: 2 })
// @ts-expect-error the kernel is not said
Layer.depthwiseConv2d(1, { stride: 2 })
// @ts-expect-error any is refused where the layer is used
Layer.sequence(Layer.input([7, 7, 3]), Layer.depthwiseConv2d(anything, { kernel: 3 }))
