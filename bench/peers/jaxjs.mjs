/** The same step in jax-js on WebAssembly: one jitted function of gradient and Adam. Every use but the last is a `ref`. */

import { defaultDevice, init, jit, nn, numpy as np, random, tree, valueAndGrad } from '@jax-js/jax'
import { serve, timed } from '../contestant.mjs'
import { bits, MLP } from '../work.mjs'

const { pixels, hidden, latent, batch, learningRate } = MLP
await init('wasm')
defaultDevice('wasm')

const dense = (key, from, to) => ({
  weight: random.normal(random.key(key), [from, to]).mul(1 / Math.sqrt(from)),
  bias: np.zeros([to]),
})
const apply = (x, layer) => np.matmul(x, layer.weight).add(layer.bias)
const loss = (params, x, noise) => {
  const h = nn.relu(apply(x.ref, params.hidden))
  const mean = apply(h.ref, params.mean)
  const logVariance = apply(h, params.logVariance)
  const z = mean.ref.add(np.exp(logVariance.ref.mul(0.5)).mul(noise))
  const logits = apply(nn.relu(apply(z, params.back)), params.logits)
  const cross = nn.softplus(logits.ref).sub(logits.mul(x)).sum()
  const kl = np.square(mean).add(np.exp(logVariance.ref)).sub(logVariance).sub(1).sum().mul(0.5)
  return cross.add(kl).mul(1 / batch)
}
const map = (change, first, ...rest) => tree.map(change, first, ...rest)
const step = jit((params, m, v, x, noise, rate, shift) => {
  const [value, gradient] = valueAndGrad(loss)(tree.ref(params), x, noise)
  const first = map((a, g) => a.mul(0.9).add(g), m, tree.ref(gradient))
  const second = map((a, g) => a.mul(0.999).add(np.square(g)), v, gradient)
  const change = (p, a, b) => p.sub(a.mul(rate.ref).div(np.sqrt(b).add(shift.ref)))
  const next = map(change, params, tree.ref(first), tree.ref(second))
  rate.dispose()
  shift.dispose()
  return [value, next, first, second]
})

const zeros = (params) => map((each) => np.zeros(each.shape), params)
let params = {
  hidden: dense(1, pixels, hidden),
  mean: dense(2, hidden, latent),
  logVariance: dense(3, hidden, latent),
  back: dense(4, latent, hidden),
  logits: dense(5, hidden, pixels),
}
let [m, v] = [zeros(tree.ref(params)), zeros(tree.ref(params))]
const data = bits(8 * batch * pixels)
let at = 0
let value = 0
const one = async () => {
  const begin = (at % 8) * batch * pixels
  const x = np.array(Float32Array.from(data.subarray(begin, begin + batch * pixels))).reshape([batch, pixels])
  const noise = random.normal(random.key(at), [batch, latent])
  at += 1
  const correction = Math.sqrt((1 - 0.999) / (1 - 0.999 ** at))
  const rate = (learningRate * 0.1) / ((1 - 0.9 ** at) * correction)
  const result = step(params, m, v, x, noise, np.array(rate), np.array(1e-8 / correction))
  params = result[1]
  m = result[2]
  v = result[3]
  value = (await result[0].data())[0]
}

await one()
await serve({ loss: value }, async (samples) => ({ ms: await timed(samples, 4, one), info: { loss: value } }))
