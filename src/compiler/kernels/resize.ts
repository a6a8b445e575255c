/**
 * Kernels that resize images, and their gradients.
 *
 * Resizing is linear and its axes are independent: it is a matrix on each side of the image, known while tracing, and
 * the gradient is the same with the matrices transposed.
 */
import type * as tf from '@tensorflow/tfjs'
import type { Builder } from '../graph/builder.js'
import { cast } from '../graph/elementwise.js'
import { reshape } from '../graph/layout.js'
import { matMul } from '../graph/linear.js'
import type { Value } from '../graph/value.js'
import { type Kernel, kernel } from './kernel.js'

// -----------------------------------------------------------------------------
// matrices
// -----------------------------------------------------------------------------

/** One axis of a resize: `weights[to * from + i]` is what output `to` takes of input `i`. */
interface Axis {
  readonly from: number
  readonly to: number
  readonly weights: Float64Array
}

interface Alignment {
  readonly alignCorners: boolean
  readonly halfPixelCenters: boolean
}

const scaleOf = (from: number, to: number, { alignCorners }: Alignment): number =>
  alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to

const nearest = (from: number, to: number, alignment: Alignment): Axis => {
  const scale = scaleOf(from, to, alignment)
  const weights = new Float64Array(to * from)
  for (let out = 0; out < to; out++) {
    const source = alignment.halfPixelCenters ? scale * (out + 0.5) : scale * out
    const index = Math.min(from - 1, alignment.alignCorners ? Math.round(source) : Math.floor(source))
    weights[out * from + index] = 1
  }
  return { from, to, weights }
}

const bilinear = (from: number, to: number, alignment: Alignment): Axis => {
  const scale = scaleOf(from, to, alignment)
  const weights = new Float64Array(to * from)
  for (let out = 0; out < to; out++) {
    const source = alignment.halfPixelCenters ? scale * (out + 0.5) - 0.5 : scale * out
    const below = Math.max(0, Math.floor(source))
    const above = Math.min(from - 1, Math.ceil(source))
    const fraction = source - below
    weights[out * from + below] = (weights[out * from + below] ?? 0) + 1 - fraction
    weights[out * from + above] = (weights[out * from + above] ?? 0) + fraction
  }
  return { from, to, weights }
}

const transposed = ({ from, to, weights }: Axis): Axis => ({
  from: to,
  to: from,
  weights: Float64Array.from(weights, (_, index) => weights[(index % to) * from + Math.floor(index / to)] ?? 0),
})

// -----------------------------------------------------------------------------
// images
// -----------------------------------------------------------------------------

const matrix = (builder: Builder, { weights, to, from }: Axis): Value =>
  builder.constant(weights, [to, from], 'float32')

const resize = (builder: Builder, images: Value, vertical: Axis, horizontal: Axis): Value => {
  const [batch = 1, , width = 1, channels = 1] = images.shape
  const rows = reshape(builder, cast(builder, images, 'float32'), [batch, vertical.from, width * channels])
  const tall = matMul(builder, matrix(builder, vertical), rows)
  const lines = reshape(builder, tall, [batch * vertical.to, horizontal.from, channels])
  const wide = matMul(builder, matrix(builder, horizontal), lines)
  return reshape(builder, wide, [batch, vertical.to, horizontal.to, channels])
}

type Interpolation = typeof nearest

const forward = (name: string, interpolation: Interpolation): Kernel =>
  kernel<tf.ResizeBilinearInputs, tf.ResizeBilinearAttrs>(name, (builder, { images }, { size, ...alignment }) => {
    const [, height = 1, width = 1] = images.shape
    return resize(builder, images, interpolation(height, size[0], alignment), interpolation(width, size[1], alignment))
  })

const gradient = (name: string, interpolation: Interpolation): Kernel =>
  kernel<tf.ResizeBilinearGradInputs, Pick<Alignment, 'alignCorners'> & Partial<Alignment>>(
    name,
    (builder, { images, dy }, { alignCorners, halfPixelCenters = false }) => {
      const [, height = 1, width = 1] = images.shape
      const [, tall = 1, wide = 1] = dy.shape
      const axis = (from: number, to: number) => transposed(interpolation(from, to, { alignCorners, halfPixelCenters }))
      return resize(builder, dy, axis(height, tall), axis(width, wide))
    },
  )

export const resizeKernels: readonly Kernel[] = [
  forward('ResizeBilinear', bilinear),
  forward('ResizeNearestNeighbor', nearest),
  gradient('ResizeBilinearGrad', bilinear),
  gradient('ResizeNearestNeighborGrad', nearest),
]
