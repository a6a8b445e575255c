/** The same step in TensorFlow.js on WebAssembly, as its users write it: eager, with `tf.train.adam`. */

import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { serve, timed } from '../contestant.mjs'
import { bits, MLP } from '../work.mjs'

const { pixels, hidden, latent, batch, learningRate } = MLP
tf.enableProdMode()
await tf.setBackend('wasm')

const weight = (from, to) => tf.variable(tf.randomNormal([from, to], 0, 1 / Math.sqrt(from)))
const bias = (to) => tf.variable(tf.zeros([to]))
const dense = (from, to) => ({ weight: weight(from, to), bias: bias(to) })
const apply = (x, layer) => tf.add(tf.matMul(x, layer.weight), layer.bias)
const layers = {
  hidden: dense(pixels, hidden),
  mean: dense(hidden, latent),
  logVariance: dense(hidden, latent),
  back: dense(latent, hidden),
  logits: dense(hidden, pixels),
}
const loss = (x) => {
  const h = tf.relu(apply(x, layers.hidden))
  const [mean, logVariance] = [apply(h, layers.mean), apply(h, layers.logVariance)]
  const noise = tf.randomNormal([batch, latent])
  const z = tf.add(mean, tf.mul(tf.exp(tf.mul(0.5, logVariance)), noise))
  const logits = apply(tf.relu(apply(z, layers.back)), layers.logits)
  const cross = tf.sum(tf.sub(tf.softplus(logits), tf.mul(logits, x)))
  const kl = tf.mul(-0.5, tf.sum(tf.sub(tf.sub(tf.add(1, logVariance), tf.square(mean)), tf.exp(logVariance))))
  return tf.div(tf.add(cross, kl), batch)
}
const optimizer = tf.train.adam(learningRate)
const data = bits(8 * batch * pixels)
let at = 0
const step = async () => {
  const begin = (at++ % 8) * batch * pixels
  const x = tf.tensor2d(Float32Array.from(data.subarray(begin, begin + batch * pixels)), [batch, pixels])
  const value = optimizer.minimize(() => loss(x), true)
  await value.data()
  x.dispose()
  value.dispose()
}

await serve({ version: tf.version.tfjs }, async (samples) => ({ ms: await timed(samples, 2, step) }))
