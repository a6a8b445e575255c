// The operations on tensors of the library on TensorFlow.js alone: see plain.mjs.
import * as tf from '@tensorflow/tfjs-core'

// -----------------------------------------------------------------------------
// tensors with the names of their axes
// -----------------------------------------------------------------------------

export const make = (names, native) => ({ names, native, sizes: native.shape })
export const blank = (names, sizes) => make(names, tf.zeros(sizes))
export const indexing = (names, native, below) => ({ ...make(names, native), below })
const keeping = (run) => (x) => make(x.names, run(x.native))

/** `dot` and not `matMul`: a dense layer is a product of two matrices. */
export const affine =
  ({ weight, bias }) =>
  (x) =>
    tf.add(tf.dot(x, weight), bias)

export const missing = (words) => {
  throw new Error(words)
}

const longer = (left, right) => (left.names.length >= right.names.length ? left : right)
/** Whether the shorter one stretches an axis of 1 to a dimension that the longer has already. */
const repeats = (all, other) => {
  const offset = all.names.length - other.names.length
  return other.names.some((name, axis) => name !== 1 && all.names[axis + offset] === 1 && all.names.includes(name))
}
const stretching = (run) => (right) => (left) => {
  const [all, other] = longer(left, right) === left ? [left, right] : [right, left]
  if (all.names.length > other.names.length && repeats(all, other))
    throw new Error(`${other.names} would stretch ${all.names} to what it has already`)
  return make(joined(left, right), run(left.native, right.native))
}
const joined = (left, right) => {
  const [all, other] = longer(left, right) === left ? [left, right] : [right, left]
  const offset = all.names.length - other.names.length
  return all.names.map((name, axis) => (all.sizes[axis] === 1 && axis >= offset ? other.names[axis - offset] : name))
}

/** `addN` takes equal shapes only. */
const equal = (run) => (right) => (left) => {
  tf.addN([left.native, right.native])
  return make(left.names, run(left.native, right.native))
}

/** The result has the shape of the left side. */
const under = (run) => (right) => (left) => make(left.names, tf.ensureShape(run(left.native, right.native), left.sizes))

const place = (x, axis) => {
  const found = typeof axis === 'number' ? axis : x.names.indexOf(axis)
  if (typeof axis === 'string' && found < 0) throw new Error(`no axis ${axis}`)
  return found
}
const reducing =
  (run) =>
  (...axes) =>
  (x) => {
    const places = axes.map((axis) => place(x, axis))
    // TensorFlow.js takes an axis that is given twice for two
    if (new Set(places.map((axis) => (axis < 0 ? axis + x.sizes.length : axis))).size < axes.length)
      throw new Error('an axis is given twice')
    const gone = places.map((axis) => (axis < 0 ? axis + x.sizes.length : axis))
    return make(
      x.names.filter((_, axis) => !gone.includes(axis)),
      run(x.native, places),
    )
  }

// -----------------------------------------------------------------------------
// images: the numbers of windows are TensorFlow.js's own, and those of a transposed convolution are said to it
// -----------------------------------------------------------------------------

const some = (x) => (x.shape.every((count) => count > 0) ? x : missing('no pixel is left'))
export const convolved = (x, filter, { stride = 1, padding = 'same' } = {}) =>
  some(tf.conv2d(x, filter, stride, padding))
export const convolvedBack = (x, filter, { stride = 1, padding = 'same' } = {}) => {
  const [rows, ...sides] = x.shape.slice(0, 3)
  const whole = sides.map((side, axis) =>
    padding === 'same' ? side * stride : (side - 1) * stride + filter.shape[axis],
  )
  return tf.conv2dTranspose(x, filter, [rows, ...whole, filter.shape[2]], stride, padding)
}
export const pooled =
  (run) =>
  (x, { kernel, stride = kernel, padding = 'valid' }) =>
    some(run(x, kernel, stride, padding))
const picture = (x, native) => make([x.names[0], ...native.shape.slice(1)], native)

// -----------------------------------------------------------------------------
// axes joined, cut and moved
// -----------------------------------------------------------------------------

const without = (list, at) => list.filter((_, index) => index !== at)
const counted = (axis, rank) => (axis < 0 ? axis + rank : axis)

const joinedAlong = (axis) => (right) => (left) => {
  const at = counted(place(left, axis), left.sizes.length)
  const native = tf.concat([left.native, right.native], at)
  return make(left.names.with(at, native.shape[at]), native)
}

const cut = (axis, begin, count) => (x) => {
  const at = counted(place(x, axis), x.sizes.length)
  const begins = x.sizes.map((_, index) => (index === at ? begin : 0))
  return make(x.names.with(at, count), tf.slice(x.native, begins, x.sizes.with(at, count)))
}

const parts = (axis, counts) => (x) => {
  const at = counted(place(x, axis), x.sizes.length)
  return tf.split(x.native, counts, at).map((part, index) => make(x.names.with(at, counts[index]), part))
}

/** `unstack` refuses an axis that is not there. */
const ordered = (run) => (axis) => (x) => {
  const at = counted(place(x, axis), x.sizes.length)
  tf.unstack(x.native, at)
  return make(x.names, run(x.native, at))
}

/** Picking is a product with one-hot rows: the axis is held to what the indices are below. */
const picked = (size) => (x, at, indices) =>
  make(
    x.names.toSpliced(at, 1, ...indices.names),
    tf.gather(tf.ensureShape(x.native, x.sizes.with(at, size(indices.below))), indices.native, at),
  )

/** The names of the letters of an equation, each of the first operand that has it. */
const lettered = (equation, given) => {
  const [inputs, result] = equation.split('->')
  const known = new Map(
    inputs
      .split(',')
      .flatMap((letters, operand) => [...letters].map((letter, axis) => [letter, given[operand]?.names[axis]]))
      .reverse(),
  )
  return [...result].map((letter) => known.get(letter))
}

/** How many numbers come before an axis, at each of its places. */
const strides = (size, dims, dim) =>
  dims.flatMap((each, at) => (each === dim ? [dims.slice(0, at).reduce((all, other) => all * size(other), 1)] : []))

/** A name that is an axis of both and has no stride in common, or the same axes in another order, those of 1 aside. */
const moves = (size) => (from, to) => {
  const [before, after] = [from, to].map((dims) => dims.filter((dim) => dim !== 1).map(String))
  const apart = (dim) => !strides(size, from, dim).some((stride) => strides(size, to, dim).includes(stride))
  const reordered = String([...before].sort()) === String([...after].sort()) && String(before) !== String(after)
  return reordered || from.some((dim) => typeof dim === 'string' && to.includes(dim) && apart(dim))
}

/** The operations on tensors; `size` gives the number that a dimension stands for. */
export const tensors = (size) => ({
  conv2d: (filter, options) => (x) => picture(x, convolved(x.native, filter.native, options)),
  conv2dTranspose: (filter, options) => (x) => picture(x, convolvedBack(x.native, filter.native, options)),
  maxPool: (options) => (x) => picture(x, pooled(tf.maxPool)(x.native, options)),
  avgPool: (options) => (x) => picture(x, pooled(tf.avgPool)(x.native, options)),
  depthwiseConv2d:
    (filter, { stride = 1, padding = 'same' } = {}) =>
    (x) =>
      picture(x, some(tf.depthwiseConv2d(x.native, filter.native, stride, padding))),
  upsample: (factor) => (x) =>
    picture(x, tf.image.resizeNearestNeighbor(x.native, [x.sizes[1] * factor, x.sizes[2] * factor])),
  einsum:
    (equation) =>
    (...given) =>
      make(lettered(equation, given), tf.einsum(equation, ...given.map(({ native }) => native))),
  gather: (indices, axis) => (x) => picked(size)(x, counted(place(x, axis), x.sizes.length), indices),
  embedding: (table) => (indices) => picked(size)(table, 0, indices),
  oneHot: ({ names, native, below }) => make([...names, below], tf.oneHot(native, size(below), 1, 0, 'float32')),
  argMax: (axis) => (x) => {
    const at = counted(place(x, axis), x.sizes.length)
    return indexing(without(x.names, at), tf.argMax(x.native, at), x.names[at])
  },
  topK: (axis, count) => (x) => {
    const values = cut(axis, 0, count)(x)
    return { values, indices: indexing(values.names, values.native, x.names[counted(place(x, axis), x.sizes.length)]) }
  },
  concat: (right, axis) => joinedAlong(axis)(right),
  slice: cut,
  split: parts,
  stack: (axis) => (given) => {
    const native = tf.stack(
      given.map((each) => each.native),
      axis,
    )
    return make(given[0].names.toSpliced(counted(axis, native.shape.length), 0, given.length), native)
  },
  expand: (axis) => (x) => {
    const native = tf.expandDims(x.native, axis)
    return make(x.names.toSpliced(counted(axis, native.shape.length), 0, 1), native)
  },
  squeeze: (axis) => (x) => {
    const at = place(x, axis)
    return make(without(x.names, counted(at, x.sizes.length)), tf.squeeze(x.native, [at]))
  },
  rename: (axis, name) => (x) => make(x.names.with(counted(place(x, axis), x.sizes.length), name), tf.clone(x.native)),
  permute:
    (...axes) =>
    (x) => {
      const order = axes.map((axis) => counted(place(x, axis), x.sizes.length))
      return make(
        order.map((axis) => x.names[axis]),
        tf.transpose(x.native, order),
      )
    },
  add: stretching(tf.add),
  sub: stretching(tf.sub),
  mul: stretching(tf.mul),
  div: stretching(tf.div),
  maximum: stretching(tf.maximum),
  minimum: stretching(tf.minimum),
  greater: stretching((left, right) => tf.cast(tf.greater(left, right), 'float32')),
  less: stretching((left, right) => tf.cast(tf.less(left, right), 'float32')),
  where: (yes, no) => (condition) => {
    const both = stretching(tf.add)(no)(yes)
    return make(joined(condition, both), tf.add(stretching(tf.mul)(both)(condition).native, both.native))
  },
  cumsum: ordered(tf.cumsum),
  sort: ordered(tf.clone),
  reverse: ordered(tf.reverse),
  same: { add: equal(tf.add), sub: equal(tf.sub), mul: equal(tf.mul), div: equal(tf.div) },
  trailing: { add: under(tf.add), sub: under(tf.sub), mul: under(tf.mul) },
  exp: keeping(tf.exp),
  log: keeping(tf.log),
  sqrt: keeping(tf.sqrt),
  square: keeping(tf.square),
  tanh: keeping(tf.tanh),
  relu: keeping(tf.relu),
  negate: keeping(tf.neg),
  sin: keeping(tf.sin),
  pow: (exponent) => keeping((x) => tf.pow(x, exponent)),
  mulScalar: (weight) => keeping((x) => tf.mul(x, weight)),
  addScalar: (amount) => keeping((x) => tf.add(x, amount)),
  sum: reducing(tf.sum),
  mean: reducing(tf.mean),
  max: reducing(tf.max),
  min: reducing(tf.min),
  logSumExp: reducing(tf.logSumExp),
  matmul: (right) => (left) =>
    make(
      [...longer(left, right).names.slice(0, -2), ...left.names.slice(-2, -1), ...right.names.slice(-1)],
      tf.matMul(left.native, right.native),
    ),
  affine: (weight, bias) => (x) =>
    make([x.names[0], ...weight.names.slice(1)], affine({ weight: weight.native, bias: bias.native })(x.native)),
  transpose: (x) => make([...x.names].reverse(), tf.transpose(tf.ensureShape(x.native, [null, null]))),
  // of sizes that the tensor does not say, one takes what is left: two are not known when the program runs
  reshape: (to) => (x) => {
    const says = (dim) =>
      typeof dim !== 'string' || dim.split('*').every((part) => /^\d+$/.test(part) || x.names.includes(part))
    const open = to.filter((dim) => !x.names.includes(dim) && !says(dim))
    if (open.length > 1) throw new Error(`the sizes of ${open} are not known`)
    if (moves(size)(x.names, to)) throw new Error(`an axis of ${x.names} would move to ${to}`)
    return make(to, tf.reshape(x.native, to.map(size)))
  },
  // a count is that of what it is called: rows of other names are rows in another order
  splitRows: (samples, row, count) => (x) => {
    if (count !== size(samples)) throw new Error(`${samples} is ${size(samples)} and ${count}`)
    return make([samples, row, ...x.names.slice(1)], tf.reshape(x.native, [count, size(row), ...x.sizes.slice(1)]))
  },
  mergeRows: (x) =>
    make([`${x.names[0]}*${x.names[1]}`, ...x.names.slice(2)], tf.reshape(x.native, [-1, ...x.sizes.slice(2)])),
})
