/** Pools of images, whose channels come last. */

import { type Padding, type Pooled, pooled, type Windows } from '../shapes/convolution.js'
import type { AnyShape, Shape } from '../shapes/dim.js'
import { refuse } from '../shapes/refusal.js'
import { type KnownOptions, knownWindows, type Option } from '../shapes/windows.js'
import { bind, shapeOf, tf, unwrap, wrap } from './lift.js'
import type { Tensor } from './tensor.js'
import type { Allowed, ShapeOr } from './verdict.js'

// -----------------------------------------------------------------------------
// verdicts
// -----------------------------------------------------------------------------

/** The options of a pool. */
export type PoolOption = 'kernel' | 'stride' | 'padding'

type Prefixed<Name extends string, Verdict> = Verdict extends string ? `${Name}: ${Verdict}` : Verdict

/** The image that a pool with such options gives, else the words. */
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

/** The windows of a pool, or the words: its stride is its kernel, and its padding `'valid'`, where they are left out. */
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

/** WebAssembly's kernel gives no gradient to a window without a number above 0. */
const onWebAssembly = (): boolean => tf.getBackend() === 'wasm'

const aboveNought = (x: tf.Tensor): tf.Tensor => tf.add(tf.sub(x, tf.min(x)), 1)

const largest = (x: tf.Tensor4D, { kernel, stride, padding }: Windows): tf.Tensor4D => {
  const run = (images: tf.Tensor) => tf.maxPool(images as tf.Tensor4D, kernel, stride, padding)
  if (!onWebAssembly()) return run(x)
  const attributes = { filterSize: kernel, strides: stride, pad: padding }
  return tf.customGrad((images, save) => {
    const given = images as tf.Tensor
    ;(save as tf.GradSaveFunc)([given])
    return {
      value: run(given),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => {
        const input = aboveNought(saved as tf.Tensor)
        return tf.engine().runKernel('MaxPoolGrad', { dy, input, output: run(input) }, attributes) as tf.Tensor
      },
    }
  })(x) as tf.Tensor4D
}

// -----------------------------------------------------------------------------
// operations
// -----------------------------------------------------------------------------

type Pooling<Name extends string> = <const Given>(
  options: KnownOptions<Given, Name, PoolOption>,
) => <From extends AnyShape>(
  x: Tensor<From> & Allowed<Pool<Name, From, Given>>,
) => Tensor<ShapeOr<Pool<Name, From, Given>>>

const pooling =
  <Name extends string>(name: Name, run: (x: tf.Tensor4D, windows: Windows) => tf.Tensor4D): Pooling<Name> =>
  (options) =>
  <From extends AnyShape>(x: Tensor<From>) => {
    const windows = poolWindows(name, options)
    if (typeof windows === 'string') return refuse(windows)
    const [row, ...image] = shapeOf(x)
    const [shape, sizes]: readonly (Shape | string)[] = [pooled(image, windows), pooled(x.sizes.slice(1), windows)]
    if (typeof shape === 'string') return refuse(`${name}: ${shape}`)
    if (typeof sizes === 'string') return refuse(`${name}: ${sizes}`)
    bind(name, [x])
    // safe: `pooled` is the run-time twin of `Pooled`, held by the shared case table
    return wrap([row as Shape[number], ...(shape as Shape)], run(unwrap(x) as tf.Tensor4D, windows)) as never
  }

/**
 * The largest number of each window. The stride is the kernel, and the padding `'valid'`, where they are left out.
 *
 * Zeros are never seen: a padded window is smaller.
 *
 * Shapes: `[Row, H, W, C] -> [Row, ...Pooled<[H, W, C], ...>]`. Errors: a `ShapeError` with the words of the compiler.
 */
export const maxPool: Pooling<'maxPool'> = pooling('maxPool', largest)

/**
 * The mean of each window. The stride is the kernel, and the padding `'valid'`, where they are left out.
 *
 * Zeros are never counted: a padded window is smaller.
 *
 * Shapes: `[Row, H, W, C] -> [Row, ...Pooled<[H, W, C], ...>]`. Errors: a `ShapeError` with the words of the compiler.
 */
export const avgPool: Pooling<'avgPool'> = pooling('avgPool', average)
