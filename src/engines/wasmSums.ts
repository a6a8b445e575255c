/**
 * Sums on WebAssembly, whose own kernels add one number after the other in float32, and lose a sixth of 20 million ones.
 *
 * They are put in TensorFlow.js's registry in the place of its own: sums are in its gradients too.
 */

import * as tf from '@tensorflow/tfjs-core'
import { elements } from '../tensors/tensor.js'

/** So many numbers are added one after the other. */
const BLOCK = 256

type Kernel = (params: { inputs: tf.NamedTensorInfoMap; backend: unknown; attrs: tf.NamedAttrMap }) => tf.TensorInfo

const kernelOf = (name: string): Kernel => {
  const found = tf.getKernel(name, 'wasm')
  if (found === undefined) throw new Error(`TensorFlow.js has no kernel ${name} on wasm`)
  return found.kernelFunc as unknown as Kernel // safe: each of the kernels asked for here gives one tensor
}

interface Backend {
  readonly disposeData: (dataId: object) => void
}

/** The sum of each row, by blocks and then of their sums. Shapes: `[Rows, Columns] -> [Rows]`. */
const sumOfRows = (sum: Kernel, backend: Backend, x: tf.TensorInfo): tf.TensorInfo => {
  const [rows = 1, columns = 1] = x.shape
  const plain = (each: tf.TensorInfo) => sum({ inputs: { x: each }, backend, attrs: { axis: [1], keepDims: false } })
  if (columns <= BLOCK) return plain(x)
  const count = Math.floor(columns / BLOCK)
  const part = (begin: number, size: number): tf.TensorInfo =>
    kernelOf('Slice')({ inputs: { x }, backend, attrs: { begin: [0, begin], size: [rows, size] } })
  const rest = columns - count * BLOCK
  const whole = rest === 0 ? x : part(0, count * BLOCK)
  const blocks = plain({ ...whole, shape: [rows * count, BLOCK] })
  const sums = sumOfRows(sum, backend, { ...blocks, shape: [rows, count] })
  backend.disposeData(blocks.dataId)
  if (rest === 0) return sums
  const tail = part(count * BLOCK, rest)
  const [a, b] = [sums, plain(tail)]
  const all = kernelOf('Add')({ inputs: { a, b }, backend, attrs: {} })
  for (const { dataId } of [whole, tail, a, b]) backend.disposeData(dataId)
  return all
}

/** The sum over axes, which are moved behind the others first. */
const summing =
  (sum: Kernel): Kernel =>
  ({ inputs, backend, attrs }) => {
    const x = inputs.x as tf.TensorInfo // safe: `Sum` has this input
    const axes = tf.util.parseAxisParam(attrs.axis as number[], x.shape)
    const count = elements(axes.map((axis) => x.shape[axis] ?? 1))
    if (x.dtype !== 'float32' || count <= BLOCK) return sum({ inputs, backend, attrs })
    const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis))
    const inOrder = [...kept, ...axes].every((axis, place) => axis === place)
    const moved = inOrder ? x : kernelOf('Transpose')({ inputs, backend, attrs: { perm: [...kept, ...axes] } })
    const rows = elements(kept.map((axis) => x.shape[axis] ?? 1))
    const total = sumOfRows(sum, backend as Backend, { ...moved, shape: [rows, count] })
    if (!inOrder) (backend as Backend).disposeData(moved.dataId)
    const shape = attrs.keepDims
      ? x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
      : kept.map((axis) => x.shape[axis] ?? 1)
    return { ...total, shape }
  }

/** The mean as a sum over its count. */
const averaging =
  (sum: Kernel): Kernel =>
  ({ inputs, backend, attrs }) => {
    const x = inputs.x as tf.TensorInfo // safe: `Mean` has this input
    const axes = tf.util.parseAxisParam(attrs.axis as number[], x.shape)
    const count = elements(axes.map((axis) => x.shape[axis] ?? 1))
    const numbers = kernelOf('Cast')({ inputs, backend, attrs: { dtype: 'float32' } })
    const a = sum({ inputs: { x: numbers }, backend, attrs })
    const b = kernelOf('Fill')({ inputs: {}, backend, attrs: { shape: [], value: count, dtype: 'float32' } })
    const mean = kernelOf('RealDiv')({ inputs: { a, b }, backend, attrs: {} })
    for (const { dataId } of [numbers, a, b]) (backend as Backend).disposeData(dataId)
    return mean
  }

const replaced = new WeakSet<object>()

const replace = (name: string, kernelFunc: Kernel): void => {
  const config = tf.getKernel(name, 'wasm')
  if (config === undefined) return
  tf.unregisterKernel(name, 'wasm')
  tf.registerKernel({ ...config, kernelFunc: kernelFunc as unknown as tf.KernelFunc })
  const made = tf.getKernel(name, 'wasm')
  if (made !== undefined) replaced.add(made)
}

/** Puts them in the registry, once. */
export const registerSums = (): void => {
  const known = tf.getKernel('Sum', 'wasm')
  if (known === undefined || replaced.has(known)) return
  const sum = summing(kernelOf('Sum'))
  replace('Sum', sum)
  replace('Mean', averaging(sum))
}
