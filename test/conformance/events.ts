/** Networks of several events, and those that are run in a context, as programs. */

import * as Layer from '../../src/layers/index.js'
import { child, type Key } from '../../src/random/key.js'
import * as Dim from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { right } from '../support/outcome.js'
import { begun, type Case, of, type Sizes, some } from './case.js'

interface AnyNet {
  readonly init: (key: Key) => unknown
}

const runOf = (net: AnyNet) => net as unknown as Layer.AnyNetwork

/** What a network gives of its parameters and its input, and the state after. */
const byBoth = (name: string, net: AnyNet, x: unknown, mode: 'training' | 'evaluation' = 'training'): Case => {
  const { run, begin } = runOf(net)
  return of<{ params: unknown; x: unknown }>(
    `Layer.${name}`,
    { as: `in ${mode}`, inputs: { params: begun(net.init), x } as never },
    (at, key) => run(at.params, { key: child('context')(key), mode, state: begin() })(at.x)[0],
  )
}

/** The state that a network leaves after two steps. */
const stateAfter = (name: string, net: AnyNet, x: unknown): Case => {
  const { run, begin, init } = runOf(net)
  return of<unknown>(`Layer.${name}`, { as: 'its state', inputs: x as never, differentiable: false }, (at, key) => {
    const step = (state: unknown) => run(init(key), { key, mode: 'training', state })(at)[1]
    return step(step(begin()))
  })
}

/** Networks of several events. */
export const eventCases = (sizes: Sizes): readonly Case[] => {
  const [n, m] = [Dim.named('n', sizes.n), Dim.named('m', sizes.m)]
  const given = some(sizes)
  const x = { z: given(['batch', 'n'], 81), y: given(['batch', 'm'], 82) }
  const both = Layer.inputs({ z: [n], y: [m] })
  const experts = {
    z: Layer.sequence(Layer.dense(n, 3), Layer.tanh, Layer.normalHead(2)),
    y: Layer.sequence(Layer.dense(m, 3), Layer.tanh, Layer.normalHead(2)),
  }
  const labels = Float32Array.from({ length: sizes.batch }, (_, at) => (at * 5 + 1) % sizes.n)
  const token = right(T.asIndices(n)({ shape: ['batch'], sizes: [sizes.batch], values: labels }))
  return [
    byBoth('inputs', Layer.sequence(both, Layer.parallel({ z: Layer.tanh }), Layer.pick('z'), Layer.dense(2)), x),
    byBoth('concat', Layer.sequence(both, Layer.concat('y', 'z'), Layer.dense(2), Layer.tanh), x),
    byBoth('product', Layer.product(experts), x),
    byBoth('mixture', Layer.mixture(experts), x),
    byBoth('pick', Layer.sequence(both, Layer.pick('y'), Layer.dense(2), Layer.tanh), x),
    byBoth('parallel', Layer.sequence(both, Layer.parallel({ z: Layer.dense(2) }), Layer.concat('z', 'y')), x),
    byBoth(
      'fanout',
      Layer.sequence(Layer.dense(n, 3), Layer.fanout({ a: Layer.dense(2), b: Layer.tanh }), Layer.concat('b', 'a')),
      x.z,
    ),
    byBoth('indices', Layer.sequence(Layer.indices(n), Layer.embedding(3), Layer.tanh), token),
    byBoth('embedding', Layer.sequence(Layer.embedding(n, 3), Layer.dense(2), Layer.tanh), token),
  ]
}

/** Layers without a context that normalize, gate and add. */
export const blockCases = (sizes: Sizes): readonly Case[] => {
  const [n, m] = [Dim.named('n', sizes.n), Dim.named('m', sizes.m)]
  const given = some(sizes)
  const x = given(['batch', 'n'], 85)
  const image = given(['batch', 'n', 'm'], 86)
  const tall = given(['batch', 'm', 'n'], 87)
  return [
    byBoth('gated', Layer.sequence(Layer.gated(n, m), Layer.gated(2)), x),
    byBoth('layerNorm', Layer.sequence(Layer.dense(n, 3), Layer.layerNorm({ epsilon: 0.1 }), Layer.tanh), x),
    {
      ...byBoth('layerNorm', Layer.sequence(Layer.input([n, m]), Layer.layerNorm({ epsilon: 0.1 })), image),
      name: 'Layer.layerNorm: of images',
    },
    byBoth('groupNorm', Layer.sequence(Layer.dense(n, 4), Layer.groupNorm(2, { epsilon: 0.1 }), Layer.tanh), x),
    {
      ...byBoth('groupNorm', Layer.sequence(Layer.input([m, n]), Layer.groupNorm(1, { epsilon: 0.1 })), tall),
      name: 'Layer.groupNorm: of images',
    },
    byBoth('weightNorm', Layer.sequence(Layer.weightNorm(n, m), Layer.tanh, Layer.weightNorm(2)), x),
    byBoth(
      'maskedDense',
      Layer.sequence(Layer.maskedDense(n, m, { input: (at) => at + 1, output: (at) => at + 1 }), Layer.tanh),
      x,
    ),
    byBoth('residual', Layer.sequence(Layer.dense(n, m), Layer.residual(Layer.dense(m)), Layer.tanh), x),
    byBoth(
      'residual',
      Layer.sequence(Layer.dense(n, m), Layer.residual(Layer.sequence(Layer.input([m]), Layer.dropout(0.4)))),
      x,
      'evaluation',
    ),
  ]
}

/** Networks in a context. */
export const contextCases = (sizes: Sizes): readonly Case[] => {
  const [n, m] = [Dim.named('n', sizes.n), Dim.named('m', sizes.m)]
  const given = some(sizes)
  const x = given(['batch', 'n'], 83)
  const image = given(['batch', 'n', 'm'], 84)
  const dropped = Layer.sequence(Layer.dense(n, m), Layer.dropout(0.4), Layer.tanh)
  const normed = Layer.sequence(Layer.dense(n, m), Layer.batchNorm({ epsilon: 0.1 }), Layer.tanh)
  const images = Layer.sequence(Layer.input([n, m]), Layer.batchNorm({ momentum: 0.5, epsilon: 0.1 }))
  const coded = Layer.sequence(Layer.input([n, m]), Layer.quantizeByAverage(3, { decay: 0.5 }))
  const spectral = Layer.sequence(Layer.spectralNorm(n, m), Layer.tanh, Layer.spectralNorm(2))
  return [
    byBoth('dropout', dropped, x),
    byBoth('dropout', dropped, x, 'evaluation'),
    byBoth('batchNorm', normed, x),
    byBoth('batchNorm', normed, x, 'evaluation'),
    { ...byBoth('batchNorm', images, image), name: 'Layer.batchNorm: of images' },
    stateAfter('batchNorm', images, image),
    // no gradient is taken of the vectors of the power iteration, as differences would
    { ...byBoth('spectralNorm', spectral, x), differentiable: false },
    byBoth('spectralNorm', spectral, x, 'evaluation'),
    stateAfter('spectralNorm', spectral, x),
    // its gradient is that of what the numbers are replaced for, and not of its values
    { ...byBoth('quantizeByAverage', coded, image), differentiable: false },
    stateAfter('quantizeByAverage', coded, image),
  ]
}
