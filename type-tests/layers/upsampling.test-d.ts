import { Dim, Layer, type Shape } from 'shapebound'
import { expectType } from 'tsd'

declare function outOf<In extends Shape.AnyShape, Out extends Shape.AnyShape, Params>(
  net: Layer.Net<In, Out, Params>,
): Out

declare const wide: number
// biome-ignore lint/suspicious/noExplicitAny: what any does is one subject
declare const anything: any

const larger = Layer.sequence(Layer.input([Dim.named('h', 7), 7, 3]), Layer.upsample(2), Layer.conv2d(8, { kernel: 3 }))
expectType<readonly ['h*2', 14, 8]>(outOf(larger))

// @ts-expect-error no image
Layer.sequence(Layer.input([784]), Layer.upsample(2))
// @ts-expect-error a factor is a whole number above 0
Layer.upsample(1.5)
// @ts-expect-error known only when the program runs
Layer.upsample(wide)
// @ts-expect-error one of several
Layer.upsample(2 as 2 | 3)
// @ts-expect-error never is refused where the layer is used
Layer.sequence(Layer.input([7, 7, 3]), Layer.upsample(2 as never))
// @ts-expect-error and any
Layer.sequence(Layer.input([7, 7, 3]), Layer.upsample(anything))
