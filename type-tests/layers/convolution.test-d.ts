// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import { Dim, Key, Layer, type Shape } from 'shapebound'
import { expectType } from 'tsd'

// a convolutional autoencoder, and back
const encoder = Layer.sequence(
  Layer.input([28, 28, 1]),
  Layer.conv2d(1, 32, { kernel: 4, stride: 2 }),
  Layer.relu,
  Layer.conv2d(64, { kernel: 4, stride: 2, padding: 1 }),
  Layer.relu,
  Layer.flatten,
  Layer.dense(3136, 256),
  Layer.relu,
  Layer.normalHead(256, 20),
)
expectType<Layer.Conv2dParameters<4, 1, 32>>(encoder.init(Key.from(1))[1])
expectType<Layer.Conv2dParameters<4, 32, 64>>(encoder.init(Key.from(1))[3])

const decoder = Layer.sequence(
  Layer.dense(20, 3136),
  Layer.relu,
  Layer.reshape([7, 7, 64]),
  Layer.conv2dTranspose(64, 32, { kernel: 4, stride: 2 }),
  Layer.relu,
  Layer.conv2dTranspose(1, { kernel: 4, stride: 2, padding: 1 }),
  Layer.bernoulliLogits,
)
expectType<Layer.Conv2dTransposeParameters<4, 32, 1>>(decoder.init(Key.from(1))[5])
declare function outOf<
  In extends Shape.AnyShape,
  Out extends Shape.AnyShape,
  Params,
  Result extends 'Tensor' | 'Bernoulli',
>(net: Layer.Net<In, Out, Params, Result>): Out
expectType<readonly [28, 28, 1]>(outOf(decoder))

// names
const height = Dim.named('h', 28)
const channels = Dim.named('c', 8)
const named = Layer.sequence(
  Layer.input([height, 28, 1]),
  Layer.conv2d(channels, { kernel: 4, stride: 2 }),
  Layer.conv2dTranspose(channels, 1, { kernel: 4, stride: 2 }),
)
expectType<readonly ['ceil(h/2)*2', 28, 1]>(outOf(named))

// a helper that is generic in a size
const block = <Channels extends Shape.Dim>(size: Shape.Size<Channels>) => Layer.conv2d(size, { kernel: 3 })
expectType<readonly [28, 28, 16]>(outOf(Layer.sequence(Layer.input([28, 28, 1]), block(Dim.literal(16)))))

// a network that is generic in the channels that its layers state
const encoderOf = <Channels extends Shape.Dim>(size: Shape.Size<Channels>) =>
  Layer.sequence(
    Layer.input([28, 28, size]),
    Layer.conv2d(size, 8, { kernel: 4, stride: 2 }),
    Layer.relu,
    Layer.conv2d(8, 16, { kernel: 4, stride: 2 }),
    Layer.flatten,
    Layer.dense(784, 10),
  )
const decoderOf = <Channels extends Shape.Dim>(size: Shape.Size<Channels>) =>
  Layer.sequence(
    Layer.input([7, 7, 16]),
    Layer.conv2dTranspose(16, size, { kernel: 4, stride: 2 }),
    Layer.maxPool({ kernel: 2 }),
    Layer.conv2dTranspose(size, size, { kernel: 4, stride: 2 }),
    Layer.conv2d(size, 1, { kernel: 3, padding: 'valid' }),
  )
expectType<
  Layer.Net<
    readonly [28, 28, 3],
    readonly [10],
    readonly [
      null,
      Layer.Conv2dParameters<4, 3, 8>,
      null,
      Layer.Conv2dParameters<4, 8, 16>,
      null,
      Layer.AffineParameters<784, 10>,
    ]
  >
>(encoderOf(Dim.literal(3)))
expectType<readonly [12, 12, 1]>(outOf(decoderOf(Dim.named('channels', 4))))
export const otherChannels = <Channels extends Shape.Dim, Others extends Shape.Dim>(
  size: Shape.Size<Channels>,
  others: Shape.Size<Others>,
) =>
  // @ts-expect-error channels that may differ
  Layer.sequence(Layer.input([28, 28, size]), Layer.conv2d(others, 8, { kernel: 3 }))

// @ts-expect-error other channels than those of the layer before
Layer.sequence(Layer.input([28, 28, 1]), Layer.conv2d(3, 32, { kernel: 4 }))
// @ts-expect-error a name is no number
Layer.sequence(Layer.input([28, 28, channels]), Layer.conv2d(8, 32, { kernel: 4 }))
// @ts-expect-error a name without a size
Layer.conv2d('c', { kernel: 4 })
// @ts-expect-error no options
Layer.conv2d(1, 32)
// @ts-expect-error options that are one of several
Layer.conv2d(1, 32, { kernel: 4 } as { kernel: 4 } | { kernel: 3 })
// @ts-expect-error options of never are refused where the layer is used
Layer.sequence(Layer.input([28, 28, 1]), Layer.conv2d(1, 32, {} as never))
// @ts-expect-error channels of never are refused where the layer is used
Layer.sequence(Layer.input([28, 28, 1]), Layer.conv2d(1 as never, 32, { kernel: 3 }))
declare const which: boolean
declare const anything: any
// @ts-expect-error a kernel that is larger than the image
Layer.sequence(Layer.input([10, 10, 3]), Layer.conv2d(3, 8, { kernel: 11, padding: 'valid' }))
// @ts-expect-error a padding that is one of several
Layer.conv2d(3, 8, { kernel: 3, padding: which ? 'same' : 'valid' })
// @ts-expect-error a padding of any
Layer.conv2d(3, 8, { kernel: 3, stride: 2, padding: anything })
// @ts-expect-error a kernel of never
Layer.conv2d(3, 8, { kernel: anything as never })
