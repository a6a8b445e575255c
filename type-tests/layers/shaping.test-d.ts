import { Dim, Layer } from 'shapebound'
import { expectType } from 'tsd'

const width = Dim.named('width', 28)

expectType<readonly [Layer.AffineParameters<784, 20>]>(
  [] as never as Params<typeof flat> extends readonly [null, null, infer Last] ? readonly [Last] : never,
)
type Params<Network> =
  Network extends Layer.Net<infer _In, infer _Out, infer Parameters, infer _Kind> ? Parameters : never
const flat = Layer.sequence(Layer.input([28, 28]), Layer.flatten, Layer.dense(20))

// names go through
const named = Layer.sequence(Layer.input([width, 3]), Layer.flatten, Layer.dense(Dim.named('width*3', 84), 20))
expectType<
  Layer.Net<
    readonly ['width', 3],
    readonly [20],
    readonly [null, null, Layer.AffineParameters<'width*3', 20>],
    'Tensor'
  >
>(named)
const unnamed = Layer.sequence(Layer.input([width, 3]), Layer.reshape([3, width]), Layer.reshape([width, 3]))
expectType<Layer.Net<readonly ['width', 3], readonly ['width', 3], readonly [null, null, null], 'Tensor'>>(unnamed)

// @ts-expect-error names that differ
Layer.sequence(Layer.input([width, 3]), Layer.reshape([Dim.named('height', 28), 3]))
// @ts-expect-error a product in another order is another name
Layer.sequence(Layer.input([Dim.named('a', 2), Dim.named('b', 3)]), Layer.flatten, Layer.dense(Dim.named('b*a', 6), 3))
// @ts-expect-error a name without a size
Layer.input(['width', 3])
// @ts-expect-error a rank that is known only when the program runs
Layer.input([28, 28] as number[])
// @ts-expect-error a size that is optional
Layer.input([28] as readonly [28, 28?])
