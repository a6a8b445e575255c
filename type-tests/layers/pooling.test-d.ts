import { Dim, Layer, type Shape } from 'shapebound'
import { expectType } from 'tsd'

declare function outOf<In extends Shape.AnyShape, Out extends Shape.AnyShape, Params>(
  net: Layer.Net<In, Out, Params>,
): Out

const halved = Layer.sequence(Layer.input([28, 28, 3]), Layer.maxPool({ kernel: 2 }), Layer.avgPool({ kernel: 7 }))
expectType<readonly [2, 2, 3]>(outOf(halved))
const named = Layer.sequence(
  Layer.input([Dim.named('h', 9), 9, 3]),
  Layer.maxPool({ kernel: 3, stride: 2, padding: 'same' }),
)
expectType<readonly ['ceil(h/2)', 5, 3]>(outOf(named))

// @ts-expect-error a window that does not fit
Layer.sequence(Layer.input([4, 4, 3]), Layer.maxPool({ kernel: 5 }))
// @ts-expect-error no image
Layer.sequence(Layer.input([784]), Layer.maxPool({ kernel: 2 }))
// @ts-expect-error an option that a pool does not have
Layer.maxPool({ kernel: 2, dilation: 2 })
// @ts-expect-error options of never are refused where the layer is used
Layer.sequence(Layer.input([4, 4, 3]), Layer.maxPool({} as never))
