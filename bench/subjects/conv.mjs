/**
 * The convolutional VAE, through the engine.
 *
 * There are no layers of convolution yet: the step is written by hand on TensorFlow.js, and trained as the library does.
 */

import * as tf from '@tensorflow/tfjs'
import { serve, timed } from '../contestant.mjs'
import { bits, CONV } from '../work.mjs'
import { Key, Optimizer, openEngine, orThrow, Random, T } from './library.mjs'

const RUNS = Number(process.env.BENCH_RUNS ?? 1)
const { side, filters, kernel, hidden, latent, batch, learningRate } = CONV
const [one, two] = filters
const small = side / 4
const flat = small * small * two

// -----------------------------------------------------------------------------
// the step
// -----------------------------------------------------------------------------

const SHAPES = {
  c1: [kernel, kernel, 1, one],
  cb1: [one],
  c2: [kernel, kernel, one, two],
  cb2: [two],
  d1: [flat, hidden],
  db1: [hidden],
  wm: [hidden, latent],
  bm: [latent],
  wv: [hidden, latent],
  bv: [latent],
  d2: [latent, hidden],
  db2: [hidden],
  d3: [hidden, flat],
  db3: [flat],
  t1: [kernel, kernel, one, two],
  tb1: [one],
  t2: [kernel, kernel, 1, one],
  tb2: [1],
}

const typed = (native) => ({ shape: native.shape, sizes: native.shape, native })
const affine = (x, weight, bias) => tf.add(tf.matMul(x, weight), bias)

const negativeElbo = (x, noise, p) => {
  const h1 = tf.relu(tf.add(tf.conv2d(x, p.c1, 2, 'same'), p.cb1))
  const h2 = tf.relu(tf.add(tf.conv2d(h1, p.c2, 2, 'same'), p.cb2))
  const h3 = tf.relu(affine(tf.reshape(h2, [batch, flat]), p.d1, p.db1))
  const [mean, logVariance] = [affine(h3, p.wm, p.bm), affine(h3, p.wv, p.bv)]
  const z = tf.add(mean, tf.mul(tf.exp(tf.mul(0.5, logVariance)), noise))
  const g3 = tf.relu(affine(tf.relu(affine(z, p.d2, p.db2)), p.d3, p.db3))
  const middle = [batch, 2 * small, 2 * small, one]
  const image = tf.reshape(g3, [batch, small, small, two])
  const g2 = tf.relu(tf.add(tf.conv2dTranspose(image, p.t1, middle, 2, 'same'), p.tb1))
  const logits = tf.add(tf.conv2dTranspose(g2, p.t2, [batch, side, side, 1], 2, 'same'), p.tb2)
  const cross = tf.sum(tf.sub(tf.softplus(logits), tf.mul(logits, x)))
  const kl = tf.mul(-0.5, tf.sum(tf.sub(tf.sub(tf.add(1, logVariance), tf.square(mean)), tf.exp(logVariance))))
  return tf.div(tf.add(cross, kl), batch)
}

const optimizer = Optimizer.adam({ learningRate })

const step = ({ params, memory }, { x, scalars }, key) => {
  const noise = Random.normal(key)({ shape: ['batch', latent], sizes: [batch, latent] })
  const loss = (tree) => {
    const natives = Object.fromEntries(Object.entries(tree).map(([name, { native }]) => [name, native]))
    return [typed(negativeElbo(x.native, noise.native, natives)), null]
  }
  const { value, gradient } = T.valueAndGradient(loss)(params)
  return { state: optimizer.update(scalars)(gradient, params, memory), metrics: value }
}

// -----------------------------------------------------------------------------
// the run
// -----------------------------------------------------------------------------

const size = (shape) => shape.reduce((product, each) => product * each, 1)
const host = (shape, values) => ({ shape, sizes: shape, values })
const zeros = () =>
  Object.fromEntries(Object.entries(SHAPES).map(([name, shape]) => [name, host(shape, new Float32Array(size(shape)))]))
const fanIn = (shape) => (shape.length === 4 ? kernel * kernel * shape[2] : shape[0])
const params = Object.fromEntries(
  Object.entries(SHAPES).map(([name, shape], at) => {
    const values = Key.normal(Key.child(at)(Key.from(7)), size(shape))
    return [
      name,
      host(shape, shape.length === 1 ? values.fill(0) : values.map((each) => each / Math.sqrt(fanIn(shape)))),
    ]
  }),
)

const COUNT = 4096
const pixels = bits(COUNT * side * side)
const inputsOf = (at) => {
  const begin = ((at * batch) % COUNT) * side * side
  return {
    key: Key.child(at)(Key.from(8)),
    inputs: {
      x: host([batch, side, side, 1], Float32Array.from(pixels.subarray(begin, begin + batch * side * side))),
      scalars: optimizer.scalars(at + 1).map((value) => host([], Float32Array.of(value))),
    },
  }
}

const engine = await openEngine()
const begun = performance.now()
const running = orThrow(await engine.start(step, { params, memory: [zeros(), zeros()] })())
let at = 0
const run = async (steps = engine.stepsPerRun) => {
  const metrics = orThrow(await running.advance(Array.from({ length: steps }, () => inputsOf(at++)))())
  const loss = metrics.at(-1).values[0]
  if (!Number.isFinite(loss)) throw new Error(`the loss is ${loss}`)
  return loss
}
await run(1)
const untilFirst = performance.now() - begun
let loss = 0

await serve({ engine: engine.description, compileMs: untilFirst }, async (samples) => {
  const runs = await timed(samples, RUNS, async () => {
    loss = await run()
  })
  return { ms: runs.map((each) => each / engine.stepsPerRun), info: { loss } }
})
