// TensorFlow.js alone, under the names of the library: what a program runs on when its shapes are judged by running it.
//
// Nothing here compares shapes: every refusal is TensorFlow.js's own. A tensor carries the names of its axes, so that
// `T.sum('batch')` finds its axis; names are handed on and never compared. What a name stands for is bound outside:
// see `bindings` in judge.mjs. A function added to the library is added in one line, as the plain operation,
// in operations.mjs or here.
import * as tf from '@tensorflow/tfjs-core'
import { joints, vaeOfJoints } from './joints.mjs'
import { affine, blank, convolved, convolvedBack, indexing, make, missing, pooled, tensors } from './operations.mjs'
import { terms, training } from './terms.mjs'

// -----------------------------------------------------------------------------
// layers: weights are made when a network is begun, from the sizes that are stated or from what comes in
// -----------------------------------------------------------------------------

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
    init: () => begin(Array.isArray(takes) ? tf.zeros([1, ...takes]) : mapped((own) => tf.zeros([1, ...own]), takes)),
  }
}
const mapped = (change, distribution) =>
  Object.fromEntries(Object.entries(distribution).map(([name, value]) => [name, change(value)]))

/** Several tensors by their names, as the model of several inputs of TensorFlow.js takes them: no other, and none left out. */
const exactly = (names, given) =>
  String([...names].sort()) === String(Object.keys(given).sort()) || missing(`${names} and ${Object.keys(given)}`)

const inputs = (size) => (shapes) => {
  const takes = mapped((shape) => shape.map(size), shapes)
  const held = (x) =>
    exactly(Object.keys(takes), x) &&
    Object.fromEntries(Object.entries(takes).map(([name, own]) => [name, tf.ensureShape(x[name], [null, ...own])]))
  return stateless(held, takes)
}

const concat = (...names) =>
  stateless(
    (x) =>
      exactly(new Set(names), x) &&
      tf.concat(
        names.map((name) => tf.ensureShape(x[name], [null, null])),
        1,
      ),
  )

const layers = (size) => ({
  sequence,
  inputs: inputs(size),
  concat,
  dense: affineLayer(size, ['affine'], (x) => x),
  normalHead: affineLayer(size, ['mean', 'logVariance'], (mean, logVariance) => ({ mean, logVariance })),
  bernoulliHead: affineLayer(size, ['logits'], (logits) => ({ logits })),
  categoricalHead: affineLayer(size, ['classes'], (classes) => ({ classes })),
  bernoulliLogits: stateless((logits) => ({ logits: tf.clone(logits) })),
  input: (shape) => stateless((x) => tf.ensureShape(x, [null, ...shape.map(size)]), shape.map(size)),
  conv2d: filtered(size, convolved, (input, output) => [input, output]),
  conv2dTranspose: filtered(size, convolvedBack, (input, output) => [output, input]),
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
// distributions and models: a model runs once on rows of what its encoder takes
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
const natives = (distribution) => mapped(({ native }) => native, distribution)
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
    const distribution = decoder.apply(decoder.init())(z)
    if (distribution.mean) logNormal(x, distribution.mean, distribution.logVariance)
    else tf.losses.sigmoidCrossEntropy(x, distribution.logits)
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
  Vae: { make: vae(size), of: vaeOfJoints(size) },
  Joint: joints(size),
  Elbo: terms,
  Train: training,
  Optimizer: { adam: () => null },
  Data: { records: (_, fields) => ({ fields }) },
  Categorical: { standard: (...event) => ({ classes: blank(event, event.map(size)) }) },
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
