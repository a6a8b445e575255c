/** The gradients of operations that put numbers elsewhere: each number's gradient goes back to where it came from. */

import * as tf from '@tensorflow/tfjs-core'
import { gradient, savedAt } from './config.js'

const ofShape = (kernelName: string, name: string): tf.GradConfig =>
  gradient(kernelName, { inputsToSave: [name] }, (dy, saved) => ({
    [name]: () => tf.reshape(dy, savedAt(saved, 0).shape),
  }))

const transpose = gradient<tf.TransposeAttrs>(tf.Transpose, {}, (dy, _, { perm }) => ({
  x: () => tf.transpose(dy, tf.backend_util.getUndoAxesPermutation(perm)),
}))

const reverse = gradient<tf.ReverseAttrs>(tf.Reverse, {}, (dy, _, { dims }) => ({
  x: () => tf.reverse(dy, tf.util.parseAxisParam(dims, dy.shape)),
}))

const slice = gradient<tf.SliceAttrs>(tf.Slice, { inputsToSave: ['x'] }, (dy, saved, { begin, size }) => ({
  x: () => {
    const x = savedAt(saved, 0)
    const [from = [], sizes = []] = tf.slice_util.parseSliceParams(x, begin, size)
    const around = x.shape.map((whole, axis): [number, number] => {
      const before = from[axis] ?? 0
      return [before, whole - before - (sizes[axis] ?? 0)]
    })
    return tf.pad(dy, around)
  },
}))

const pad = gradient<tf.PadV2Attrs>(tf.PadV2, { inputsToSave: ['x'] }, (dy, saved, { paddings }) => ({
  x: () => {
    const begin = paddings.map(([before]) => before)
    return tf.slice(dy, begin, savedAt(saved, 0).shape)
  },
}))

/** Every place of a grid, the last axis fastest. */
const placesIn = (grid: readonly number[]): readonly (readonly number[])[] =>
  grid.reduce<readonly (readonly number[])[]>(
    (places, count) => places.flatMap((place) => Array.from({ length: count }, (_, at) => [...place, at])),
    [[]],
  )

/** The copies are added one after the other. */
const tile = gradient<tf.TileAttrs>(tf.Tile, { inputsToSave: ['x'] }, (dy, saved, { reps }) => ({
  x: () => {
    const x = savedAt(saved, 0)
    const copyAt = (place: readonly number[]): tf.Tensor =>
      tf.slice(
        dy,
        x.shape.map((size, axis) => size * (place[axis] ?? 0)),
        x.shape,
      )
    return placesIn(reps).reduce((total, place) => tf.add(total, copyAt(place)), tf.zerosLike(x))
  },
}))

/** TensorFlow.js takes a list of gradients for a list of inputs, which its type of a gradient leaves out. */
const toList = (gradients: readonly tf.Tensor[]): Readonly<Record<string, () => tf.Tensor>> =>
  gradients.map((each) => () => each) as unknown as Readonly<Record<string, () => tf.Tensor>> // safe: by its place

const concat = gradient<tf.ConcatAttrs>(tf.Concat, { saveAllInputs: true }, (dy, saved, { axis }) => {
  const [along = 0] = tf.util.parseAxisParam(axis, savedAt(saved, 0).shape)
  return toList(
    tf.split(
      dy,
      saved.map(({ shape }) => shape[along] ?? 0),
      along,
    ),
  )
})

const pack = gradient<tf.PackAttrs>(tf.Pack, { saveAllInputs: true }, (dy, _, { axis }) => toList(tf.unstack(dy, axis)))

export const layoutGradients: readonly tf.GradConfig[] = [
  gradient(tf.Cast, {}, (dy) => ({ x: () => tf.clone(dy) })),
  gradient(tf.Identity, {}, (dy) => ({ x: () => tf.cast(dy, 'float32') })),
  ofShape(tf.Reshape, 'x'),
  ofShape(tf.ExpandDims, 'input'),
  concat,
  pack,
  pad,
  reverse,
  slice,
  tile,
  transpose,
]
