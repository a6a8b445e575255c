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
const unnamed = Layer.sequence(
  Layer.input([width, 3]),
  Layer.reshape([Dim.named('width*3', 84)]),
  Layer.reshape([width, 3]),
)
expectType<Layer.Net<readonly ['width', 3], readonly ['width', 3], readonly [null, null, null], 'Tensor'>>(unnamed)

// @ts-expect-error an axis past another: the numbers would be those of other places
Layer.sequence(Layer.input([width, 3]), Layer.reshape([3, width]))
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

// -----------------------------------------------------------------------------
// names in arithmetic
// -----------------------------------------------------------------------------

const [h, w, c] = [Dim.named('h', 4), Dim.named('w', 5), Dim.named('c', 5)]
// @ts-expect-error another product of names
Layer.sequence(Layer.input([h, w, 3]), Layer.flatten, Layer.dense(Dim.named('h*w*4', 80), 3))
// @ts-expect-error one name in place of another, whatever their numbers
Layer.sequence(Layer.input([h, w]), Layer.reshape([h, c]))
// @ts-expect-error a name in a product in place of another
Layer.sequence(Layer.input([Dim.named('h*w', 20)]), Layer.reshape([h, c]))
// @ts-expect-error a name in place of a number, be it 1
Layer.sequence(Layer.input([2, 3]), Layer.reshape([6, 1]), Layer.reshape([Dim.named('k', 1), 6]))
// @ts-expect-error a name in capitals is another
Layer.sequence(Layer.input([h]), Layer.flatten, Layer.dense(Dim.named('H', 4), 3))
