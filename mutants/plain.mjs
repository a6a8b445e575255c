// TensorFlow.js alone, under the names of the library: what a program runs on when its shapes are judged by running it.
//
// Nothing here compares shapes: every refusal is TensorFlow.js's own. A tensor carries the names of its axes, so that
// `T.sum('batch')` finds its axis; names are handed on and never compared. What a name stands for is bound outside:
// see `bindings` in judge.mjs. A function added to the library is added here in one line, as the plain operation.
import * as tf from '@tensorflow/tfjs'

// -----------------------------------------------------------------------------
// tensors with the names of their axes
// -----------------------------------------------------------------------------

const make = (names, native) => ({ names, native, sizes: native.shape })
const blank = (names, sizes) => make(names, tf.zeros(sizes))
const indexing = (names, native, below) => ({ ...make(names, native), below })
const keeping = (run) => (x) => make(x.names, run(x.native))

const longer = (left, right) => (left.names.length >= right.names.length ? left : right)
const stretching = (run) => (right) => (left) => make(joined(left, right), run(left.native, right.native))
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
const convolved = (x, filter, { stride = 1, padding = 'same' } = {}) => some(tf.conv2d(x, filter, stride, padding))
const convolvedBack = (x, filter, { stride = 1, padding = 'same' } = {}) => {
  const [rows, ...sides] = x.shape.slice(0, 3)
  const whole = sides.map((side, axis) =>
    padding === 'same' ? side * stride : (side - 1) * stride + filter.shape[axis],
  )
  return tf.conv2dTranspose(x, filter, [rows, ...whole, filter.shape[2]], stride, padding)
}
const pooled =
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

const tensors = (size) => ({
  conv2d: (filter, options) => (x) => picture(x, convolved(x.native, filter.native, options)),
  conv2dTranspose: (filter, options) => (x) => picture(x, convolvedBack(x.native, filter.native, options)),
  maxPool: (options) => (x) => picture(x, pooled(tf.maxPool)(x.native, options)),
  avgPool: (options) => (x) => picture(x, pooled(tf.avgPool)(x.native, options)),
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
  same: { add: equal(tf.add), sub: equal(tf.sub), mul: equal(tf.mul), div: equal(tf.div) },
  trailing: { add: under(tf.add), sub: under(tf.sub), mul: under(tf.mul) },
  exp: keeping(tf.exp),
  log: keeping(tf.log),
  sqrt: keeping(tf.sqrt),
  square: keeping(tf.square),
  tanh: keeping(tf.tanh),
  relu: keeping(tf.relu),
  negate: keeping(tf.neg),
  scaleBy: (weight) => keeping((x) => tf.mul(x, weight)),
  shiftBy: (amount) => keeping((x) => tf.add(x, amount)),
  sum: reducing(tf.sum),
  mean: reducing(tf.mean),
  max: reducing(tf.max),
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

// -----------------------------------------------------------------------------
// layers: weights are made when a network is begun, from the sizes that are stated or from what comes in
// -----------------------------------------------------------------------------

/** `dot` and not `matMul`: a dense layer is a product of two matrices. */
const affine =
  ({ weight, bias }) =>
  (x) =>
    tf.add(tf.dot(x, weight), bias)
const weights = (input, output) => ({ weight: tf.zeros([input, output]), bias: tf.zeros([output]) })
const stateless = (apply, takes = null) => ({ takes, begin: () => null, apply: () => apply })

/** Weights are held to the sizes that are stated, as `setWeights` of a TensorFlow.js layer holds them. */
const affineLayer = (size, heads, read) => (first, second) => {
  const stated = second === undefined ? null : size(first)
  const output = size(second ?? first)
  const held = ({ weight, bias }) => ({ weight: tf.ensureShape(weight, [stated, output]), bias })
  return {
    takes: stated === null ? null : [stated],
    begin: (x) => heads.map(() => weights(stated ?? x.shape.at(-1), output)),
    apply: (parameters) => (x) => read(...parameters.map((each) => affine(held(each))(x))),
  }
}

/** A filter of a stated number of channels, or of those that come in. */
const filtered = (size, run, order) => (first, second, third) => {
  const stated = third === undefined ? null : size(first)
  const [output, { kernel, ...options }] = third === undefined ? [size(first), second] : [size(second), third]
  return {
    takes: null,
    begin: (x) => ({
      filter: tf.zeros([kernel, kernel, ...order(stated ?? x.shape.at(-1), output)]),
      bias: tf.zeros([output]),
    }),
    apply:
      ({ filter, bias }) =>
      (x) =>
        tf.add(run(x, filter, options), bias),
  }
}

const named = (names, x) => make([names[0], ...x.shape.slice(1)], x)

/** As `tf.sequential`, which refuses a first layer that does not say its input shape. */
const sequence = (...layers) => {
  const begin = (x) =>
    layers.reduce(
      ([parameters, value], layer) => {
        const own = layer.begin(value)
        return [[...parameters, own], layer.apply(own)(value)]
      },
      [[], x],
    )[0]
  const apply = (parameters) => (x) => layers.reduce((value, layer, at) => layer.apply(parameters[at])(value), x)
  const takes = layers[0].takes ?? missing('the first layer must get an input shape')
  return {
    takes,
    begin,
    apply: (parameters) => (x) => {
      if (x.native === undefined) return apply(parameters)(x)
      const out = apply(parameters)(x.native)
      return out instanceof tf.Tensor ? named(x.names, out) : mapped((value) => named(x.names, value), out)
    },
    init: () => begin(tf.zeros([1, ...takes])),
  }
}
const missing = (words) => {
  throw new Error(words)
}
const mapped = (change, law) => Object.fromEntries(Object.entries(law).map(([name, value]) => [name, change(value)]))

const layers = (size) => ({
  sequence,
  dense: affineLayer(size, ['affine'], (x) => x),
  normalHead: affineLayer(size, ['mean', 'logVariance'], (mean, logVariance) => ({ mean, logVariance })),
  bernoulliHead: affineLayer(size, ['logits'], (logits) => ({ logits })),
  bernoulliLogits: stateless((logits) => ({ logits: tf.clone(logits) })),
  input: (shape) => stateless((x) => tf.ensureShape(x, [null, ...shape.map(size)]), shape.map(size)),
  conv: filtered(size, convolved, (input, output) => [input, output]),
  convTransposed: filtered(size, convolvedBack, (input, output) => [output, input]),
  maxPool: (options) => stateless((x) => pooled(tf.maxPool)(x, options)),
  avgPool: (options) => stateless((x) => pooled(tf.avgPool)(x, options)),
  flatten: stateless((x) => tf.reshape(x, [x.shape[0], -1])),
  reshape: (shape) => stateless((x) => tf.reshape(x, [x.shape[0], ...shape.map(size)])),
  tanh: stateless((x) => tf.tanh(x)),
  relu: stateless((x) => tf.relu(x)),
  sigmoid: stateless((x) => tf.sigmoid(x)),
  softplus: stateless((x) => tf.softplus(x)),
  elu: stateless((x) => tf.elu(x)),
  silu: stateless((x) => tf.mul(x, tf.sigmoid(x))),
})

// -----------------------------------------------------------------------------
// laws and models: a model runs once on rows of what its encoder takes
// -----------------------------------------------------------------------------

const events = (x) => x.shape.slice(1).map((_, axis) => axis + 1)
const logNormal = (x, mean, logVariance) =>
  tf.sum(
    tf.add(tf.div(tf.square(tf.ensureShape(tf.sub(x, mean), x.shape)), tf.exp(logVariance)), logVariance),
    events(x),
  )
const divergence = (q, p) => {
  const distance = tf.square(tf.ensureShape(tf.sub(q.mean, p.mean), q.mean.shape))
  return tf.sum(tf.add(tf.sub(tf.exp(tf.sub(q.logVariance, p.logVariance)), q.logVariance), distance), events(q.mean))
}
const natives = (law) => mapped(({ native }) => native, law)
const perRow = ({ names }, value) => make(names.slice(0, 1), value)

const standard =
  (size) =>
  (...event) => {
    const sizes = event.map(size)
    return { mean: blank(event, sizes), logVariance: blank(event, sizes) }
  }

const vae =
  (size) =>
  ({ encoder, decoder, prior }) => {
    const x = tf.zeros([size('rows'), ...encoder.takes])
    const q = encoder.apply(encoder.init())(x)
    const z = tf.add(q.mean, tf.exp(q.logVariance))
    const p = natives(prior)
    logNormal(z, p.mean, p.logVariance)
    divergence(q, p)
    const law = decoder.apply(decoder.init())(z)
    if (law.mean) logNormal(x, law.mean, law.logVariance)
    else tf.losses.sigmoidCrossEntropy(x, law.logits)
    return { encoder, decoder, prior }
  }

const autoencoder =
  (size) =>
  ({ encoder, decoder }) => {
    const x = tf.zeros([size('rows'), ...encoder.takes])
    tf.losses.meanSquaredError(x, decoder.apply(decoder.init())(encoder.apply(encoder.init())(x)))
    return { encoder, decoder }
  }

/**
 * The modules of the library on TensorFlow.js alone; `size` gives the number that a dimension stands for.
 */
export const plainLibrary = (size) => ({
  T: tensors(size),
  Layer: layers(size),
  Dim: { named: (name) => name, literal: (value) => value },
  Key: { from: () => null },
  Vae: { make: vae(size) },
  Autoencoder: { make: autoencoder(size) },
  DiagonalNormal: {
    make: (mean, logVariance) => {
      tf.addN([mean.native, logVariance.native])
      return { mean, logVariance }
    },
    standard: standard(size),
    logProb:
      ({ mean, logVariance }) =>
      (x) =>
        perRow(x, logNormal(x.native, mean.native, logVariance.native)),
  },
  Bernoulli: {
    make: (logits) => ({ logits }),
    logProb:
      ({ logits }) =>
      (x) => {
        tf.losses.sigmoidCrossEntropy(x.native, logits.native)
        return perRow(x, tf.sum(tf.mul(x.native, logits.native), events(x.native)))
      },
  },
  Kl: {
    toStandardNormal: (p) => (q) => perRow(q.mean, divergence(natives(q), natives(p))),
    toDiagonalNormal: (p) => (q) => perRow(q.mean, divergence(natives(q), natives(p))),
  },
})

/** A tensor of given names and sizes. */
export const plainTensor = blank

/** Indices of given names and sizes, below a dimension. */
export const plainIndices = (names, sizes, below) => indexing(names, tf.zeros(sizes, 'int32'), below)

/** Runs and frees what it made. */
export const tidily = (run) => {
  tf.engine().startScope()
  try {
    return run()
  } finally {
    tf.engine().endScope()
  }
}
