/** Pools of images, whose channels come last. */

import * as tf from '@tensorflow/tfjs-core'
import { type Padding, type Pooled, pooled, type Windows } from '../shapes/convolution.js'
import { refuse } from '../shapes/defect.js'
import type { AnyShape, Shape } from '../shapes/dim.js'
import { type KnownOptions, knownWindows, type Option, type PoolHint } from '../shapes/windows.js'
import { bind, LARGEST, shapeOf, unwrap, wrap } from './native.js'
import type { ShapeCheck, ShapeOr, Tensor } from './tensor.js'

// -----------------------------------------------------------------------------
// verdicts
// -----------------------------------------------------------------------------

/** The options of a pool. */
export type PoolOption = 'kernel' | 'stride' | 'padding'

type Prefixed<Name extends string, Verdict> = Verdict extends string ? `${Name}: ${Verdict}` : Verdict

/** The image that a pool with such options gives, else the message. */
export type PooledBy<Image, Given> = Pooled<
  Image,
  Option<Given, 'kernel', 1> & number,
  Option<Given, 'stride', Option<Given, 'kernel', 1>> & number,
  Option<Given, 'padding', 'valid'> & Padding
>

type Pool<Name extends string, From, Given> = From extends readonly [infer Row, ...infer Image]
  ? Prefixed<
      Name,
      PooledBy<Image, Given> extends infer Verdict
        ? Verdict extends readonly unknown[]
          ? readonly [Row, ...Verdict]
          : Verdict
        : never
    >
  : `${Name}: takes rows of images but is given []`

/** The windows of a pool, or the message: its stride is its kernel, and its padding `'valid'`, where they are left out. */
export const poolWindows = (name: string, given: unknown): Windows | string =>
  knownWindows(given, name, ['kernel', 'stride', 'padding'], (kernel) => ({
    stride: kernel,
    padding: 'valid',
    dilation: 1,
  }))

// -----------------------------------------------------------------------------
// computation
// -----------------------------------------------------------------------------

/** How many pixels of an axis each window holds: fewer where the padding cuts it. */
const held = (size: number, count: number, before: number, { kernel, stride }: Windows): readonly number[] =>
  Array.from(
    { length: count },
    (_, index) => Math.min(index * stride - before + kernel, size) - Math.max(index * stride - before, 0),
  )

/**
 * Zeros around the image, then whole windows, then a weight for each: TensorFlow.js's plain backend divides the
 * gradient by the whole window even where the padding cuts it.
 */
const average = (x: tf.Tensor4D, windows: Windows): tf.Tensor4D => {
  const { kernel, stride, padding } = windows
  const info = tf.backend_util.computePool2DInfo(x.shape, kernel, stride, 1, padding)
  const { top, bottom, left, right } = info.padInfo
  if (top + bottom + left + right === 0) return tf.avgPool(x, kernel, stride, 'valid')
  const around: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]
  const columns = held(info.inWidth, info.outWidth, left, windows)
  const weights = held(info.inHeight, info.outHeight, top, windows).flatMap((rows) =>
    columns.map((each) => (kernel * kernel) / (rows * each)),
  )
  const whole = tf.avgPool(tf.pad(x, around) as tf.Tensor4D, kernel, stride, 'valid')
  return tf.mul(whole, tf.tensor(weights, [1, info.outHeight, info.outWidth, 1]))
}

// -----------------------------------------------------------------------------
// the largest of each window
// -----------------------------------------------------------------------------

const number = (condition: tf.Tensor): tf.Tensor => tf.cast(condition, 'float32')

/** Not a number is more than any: kernels pass over it in silence. */
const ordered = (x: tf.Tensor): tf.Tensor => tf.where(tf.isNaN(x), tf.fill(x.shape, Number.POSITIVE_INFINITY), x)

const run = (x: tf.Tensor, { kernel, stride, padding }: Windows): tf.Tensor =>
  tf.maxPool(x as tf.Tensor4D, kernel, stride, padding)

/** The largest of each window, and not a number where one is in it. */
const largestOf = (x: tf.Tensor, windows: Windows): tf.Tensor => {
  const missing = run(number(tf.isNaN(x)), windows)
  return tf.where(tf.greater(missing, 0), tf.fill(missing.shape, Number.NaN), run(ordered(x), windows))
}

/** The first of the largest in each window takes its gradient: by TensorFlow.js's kernel, which WebAssembly has another of. */
const byKernel = (dy: tf.Tensor, x: tf.Tensor, windows: Windows): tf.Tensor => {
  const { kernel, stride, padding } = windows
  const input = tf.maximum(ordered(x), -LARGEST) // plain JavaScript's kernel finds no largest of nothing but -∞
  const attributes = { filterSize: kernel, strides: stride, pad: padding }
  return tf.engine().runKernel('MaxPoolGrad', { dy, input, output: run(input, windows) }, attributes) as tf.Tensor
}

/** The places, in an image, of what is at one place in every window; `-1` where that is padding. Shapes: `[1, H, W, 1]`. */
const placesAt = (info: tf.backend_util.Conv2DInfo, down: number, right: number): tf.Tensor => {
  const places = Array.from({ length: info.outHeight * info.outWidth }, (_, at) => {
    const y = Math.floor(at / info.outWidth) * info.strideHeight - info.padInfo.top + down
    const x = (at % info.outWidth) * info.strideWidth - info.padInfo.left + right
    const inside = y >= 0 && y < info.inHeight && x >= 0 && x < info.inWidth
    return inside ? y * info.inWidth + x : -1
  })
  return tf.tensor(places, [info.outHeight * info.outWidth], 'int32')
}

/** The same by comparing what is at each place of the windows with the largest, in reading order. */
const byPlaces = (dy: tf.Tensor, x: tf.Tensor, { kernel, stride, padding }: Windows): tf.Tensor => {
  const input = ordered(x)
  const info = tf.backend_util.computePool2DInfo(
    input.shape as [number, number, number, number],
    kernel,
    stride,
    1,
    padding,
  )
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth } = info
  const lines = (of: tf.Tensor, count: number) => tf.reshape(of, [batchSize, count, inChannels])
  const image = lines(input, inHeight * inWidth)
  const [top, from] = [
    lines(run(input, { kernel, stride, padding, dilation: 1 }), outHeight * outWidth),
    lines(dy, outHeight * outWidth),
  ]
  const start = { left: tf.onesLike(top) as tf.Tensor, back: tf.zerosLike(image) as tf.Tensor }
  const { back } = Array.from({ length: kernel ** 2 }, (_, at) =>
    placesAt(info, Math.floor(at / kernel), at % kernel),
  ).reduce(({ left, back }, places) => {
    const inside = tf.reshape(number(tf.greaterEqual(places, 0)), [1, outHeight * outWidth, 1])
    const clipped = tf.maximum(places, tf.scalar(0, 'int32'))
    const seen = tf.gather(image, tf.cast(clipped, 'int32'), 1)
    const taken = tf.mul(tf.mul(number(tf.equal(seen, top)), inside), left)
    const put = tf.transpose(tf.mul(taken, from), [1, 0, 2])
    const added = tf.scatterND(tf.reshape(tf.cast(clipped, 'int32'), [outHeight * outWidth, 1]), put, [
      inHeight * inWidth,
      batchSize,
      inChannels,
    ])
    return { left: tf.sub(left, taken), back: tf.add(back, tf.transpose(added, [1, 0, 2])) }
  }, start)
  return tf.reshape(back, input.shape)
}

const largest = (x: tf.Tensor4D, windows: Windows): tf.Tensor4D =>
  tf.customGrad((images, save) => {
    const given = images as tf.Tensor
    ;(save as tf.GradSaveFunc)([given])
    const back = tf.getBackend() === 'wasm' ? byPlaces : byKernel
    return {
      value: largestOf(given, windows),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => back(dy, saved as tf.Tensor, windows),
    }
  })(x) as tf.Tensor4D

// -----------------------------------------------------------------------------
// operations
// -----------------------------------------------------------------------------

type PoolOperation<Name extends string> = <const Given = PoolHint>(
  options: KnownOptions<Given, Name, PoolOption>,
) => <From extends AnyShape>(
  x: Tensor<From> & ShapeCheck<Pool<Name, From, Given>>,
) => Tensor<ShapeOr<Pool<Name, From, Given>>>

const pooling =
  <Name extends string>(name: Name, run: (x: tf.Tensor4D, windows: Windows) => tf.Tensor4D): PoolOperation<Name> =>
  (options) =>
  <From extends AnyShape>(x: Tensor<From>) => {
    const windows = poolWindows(name, options)
    if (typeof windows === 'string') return refuse(windows)
    const [row, ...image] = shapeOf(x)
    const [shape, sizes]: readonly (Shape | string)[] = [pooled(image, windows), pooled(x.sizes.slice(1), windows)]
    if (typeof shape === 'string') return refuse(`${name}: ${shape}`)
    if (typeof sizes === 'string') return refuse(`${name}: ${sizes}`)
    bind(name, [x])
    // safe: `pooled` is the run-time version of `Pooled`, held by the shared case table
    return wrap([row as Shape[number], ...(shape as Shape)], run(unwrap(x) as tf.Tensor4D, windows)) as never
  }

/**
 * The largest number of each window. The stride is the kernel, and the padding `'valid'`, where they are left out.
 *
 * Zeros are never seen: a padded window is smaller. Of several that are largest the first, in reading order, takes the
 * gradient. Where one is not a number, neither is the largest.
 *
 * Shapes: `[Row, H, W, C] -> [Row, ...Pooled<[H, W, C], ...>]`. Errors: a `ShapeError` with the message of the compiler.
 */
export const maxPool: PoolOperation<'maxPool'> = pooling('maxPool', largest)

/**
 * The mean of each window. The stride is the kernel, and the padding `'valid'`, where they are left out.
 *
 * Zeros are never counted: a padded window is smaller.
 *
 * Shapes: `[Row, H, W, C] -> [Row, ...Pooled<[H, W, C], ...>]`. Errors: a `ShapeError` with the message of the compiler.
 */
export const avgPool: PoolOperation<'avgPool'> = pooling('avgPool', average)
