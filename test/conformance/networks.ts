/** Every layer but the heads, and what both models supply, as programs. */

import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as MixturePrior from '../../src/distributions/mixturePrior.js'
import * as Layer from '../../src/layers/index.js'
import * as Autoencoder from '../../src/models/autoencoder.js'
import * as Vae from '../../src/models/vae/index.js'
import { child, type Key } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { begun, bits, type Case, of, type Sizes, some } from './case.js'

type X = T.Tensor<readonly ['batch', 'n']>

/** What a network gives as tensors, for a sum to be taken of. */
const tensorsOf = (given: unknown): readonly T.Tensor<readonly unknown[]>[] =>
  T.Tree.leaves(given).map(({ value }) => value as T.Tensor<readonly unknown[]>)

type GainOf<Event> = { readonly gain: Layer.EventTensor<Event> }

interface Gain extends Layer.Step {
  readonly name: 'gain'
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: GainOf<this['in']>
  readonly kind: 'Tensor'
}

const gain = Layer.custom<Gain>({
  name: 'gain',
  build: (out) => ({
    out,
    init: () => ({ gain: T.addScalar(2)(T.zeros([out[0].dim], [out[0].size])) }),
    apply: (own) => (x) => T.mul(own.gain)(x),
  }),
})

interface AnyNet {
  readonly init: (key: Key) => unknown
  readonly apply: (params: never) => (x: never) => unknown
}

/** Parameters from the key, what the network gives, and the gradient of its squares by the parameters. */
const trained = (net: AnyNet) => (x: T.AnyTensor, key: Key) => {
  const params = net.init(child('init')(key))
  return T.valueAndGradient((at: unknown) => {
    const given = net.apply(at as never)(x as never)
    const [first, ...rest] = tensorsOf(given).map((each) => T.meanOfAll(T.square(each)))
    return [
      rest.reduce((sum, each) => T.same.add(each)(sum), first ?? T.scalar(0)),
      { params, given: tensorsOf(given) },
    ]
  })(params)
}

/** A network by the parameters that it begins with, and by both its parameters and its inputs. */
export const layer = (name: string, net: AnyNet, x: T.AnyHostTensor): readonly Case[] => {
  const params = begun(net.init)
  const byItsParameters = of(
    `Layer.${name}`,
    { as: 'by its parameters', inputs: x as never, differentiable: false },
    trained(net),
  )
  const byBoth = of<{ params: unknown; x: unknown }>(
    `Layer.${name}`,
    { as: 'by both', inputs: { params, x } as never },
    (at) => tensorsOf(net.apply(at.params as never)(at.x as never)),
  )
  return T.Tree.hostLeaves(params).length === 0 ? [byBoth] : [byItsParameters, byBoth]
}

// -----------------------------------------------------------------------------
// layers
// -----------------------------------------------------------------------------

export const layerCases = (sizes: Sizes): readonly Case[] => {
  const [n, m] = [named('n', sizes.n), named('m', sizes.m)]
  const given = some(sizes)
  const x = given(['batch', 'n'], 41)
  const image = given(['batch', 'n', 'm'], 42)
  const { tanh, relu, sigmoid, softplus, elu, silu } = Layer
  const activations = { tanh, relu, sigmoid, softplus, elu, silu, leakyRelu: Layer.leakyRelu(0.2) } as const
  return [
    ...Object.entries(activations).flatMap(([name, each]) =>
      layer(name, Layer.sequence(Layer.dense(n, m), each as typeof tanh), x),
    ),
    ...layer(
      'activation',
      Layer.sequence(
        Layer.input([n]),
        Layer.activation('own', (x) => T.square(x)),
        Layer.dense(2),
      ),
      x,
    ),
    ...layer('dense', Layer.sequence(Layer.dense(n, m), Layer.dense(3)), x),
    ...layer('custom', Layer.sequence(Layer.dense(n, 3), gain, Layer.tanh), x),
    ...layer('flatten', Layer.sequence(Layer.input([n, m]), Layer.flatten, Layer.dense(2)), image),
    ...layer(
      'reshape',
      Layer.sequence(
        Layer.input([n, m]),
        Layer.reshape([named('n*m', sizes.n * sizes.m)]),
        Layer.reshape([n, m]),
        Layer.flatten,
        Layer.dense(2),
      ),
      image,
    ),
    ...layer('input', Layer.sequence(Layer.input([n]), Layer.tanh, Layer.dense(2)), x),
    ...layer('sequence', Layer.sequence(Layer.sequence(Layer.dense(n, 3), Layer.tanh), Layer.dense(m)), x),
    of<X>('Layer.boundLogVariance', { inputs: x }, (at) => Layer.boundLogVariance(T.mulScalar(8)(at))),
  ]
}

// -----------------------------------------------------------------------------
// models
// -----------------------------------------------------------------------------

export const bernoulliVae = ({ n, m }: Pick<Sizes, 'n' | 'm'>) =>
  Vae.make({
    encoder: Layer.sequence(Layer.dense(named('n', n), 3), Layer.tanh, Layer.normalHead(named('m', m))),
    decoder: Layer.sequence(
      Layer.input([named('m', m)]),
      Layer.dense(3),
      Layer.tanh,
      Layer.bernoulliHead(named('n', n)),
    ),
    prior: DiagonalNormal.standard(named('m', m)),
  })

export const gaussianVae = ({ n, m }: Pick<Sizes, 'n' | 'm'>) =>
  Vae.make({
    encoder: Layer.sequence(Layer.dense(named('n', n), 3), Layer.softplus, Layer.normalHead(named('m', m))),
    decoder: Layer.sequence(Layer.input([named('m', m)]), Layer.dense(3), Layer.relu, Layer.normalHead(named('n', n))),
    prior: DiagonalNormal.standard(named('m', m)),
  })

export const laplaceVae = ({ n, m }: Pick<Sizes, 'n' | 'm'>) =>
  Vae.make({
    encoder: Layer.sequence(Layer.dense(named('n', n), 3), Layer.tanh, Layer.laplaceHead(named('m', m))),
    decoder: Layer.sequence(Layer.input([named('m', m)]), Layer.laplaceHead(named('n', n))),
    prior: MixturePrior.learned({ components: 2 })(named('m', m)),
  })

export const plain = ({ n, m }: Pick<Sizes, 'n' | 'm'>) =>
  Autoencoder.make({
    encoder: Layer.sequence(Layer.dense(named('n', n), 3), Layer.tanh, Layer.dense(named('m', m))),
    decoder: Layer.sequence(Layer.input([named('m', m)]), Layer.dense(named('n', n))),
  })

export const modelCases = (sizes: Sizes): readonly Case[] => {
  const real = some(sizes)(['batch', 'n'], 51)
  const binary = bits(real)
  const [bernoulli, gaussian, autoencoder] = [bernoulliVae(sizes), gaussianVae(sizes), plain(sizes)]
  const laplace = laplaceVae(sizes)
  const { samples } = sizes
  const supplied = { differentiable: false } as const
  return [
    of<X>('Vae.make', { ...supplied, as: 'Bernoulli', inputs: binary }, (x, key) =>
      bernoulli.supply(bernoulli.init(child('init')(key)))({ x, key: child('noise')(key), samples }),
    ),
    of<X>('Vae.make', { ...supplied, as: 'Gaussian', inputs: real }, (x, key) =>
      gaussian.supply(gaussian.init(child('init')(key)))({ x, key: child('noise')(key), samples }),
    ),
    of<X>('Vae.make', { ...supplied, as: 'Laplace, under a learned mixture', inputs: real }, (x, key) =>
      laplace.supply(laplace.init(child('init')(key)))({ x, key: child('noise')(key), samples }),
    ),
    of<X>('Vae.make', { as: 'by the data', inputs: real }, (x, key) => {
      const { logLikelihood, z } = gaussian.supply(gaussian.init(child('init')(key)))({
        x,
        key: child('noise')(key),
        samples,
      })
      return [logLikelihood, z]
    }),
    of<null>('Vae.generate', { ...supplied, inputs: null }, (_, key) => [
      Vae.generate(bernoulli)(bernoulli.init(child('init')(key)), child('draw')(key), sizes.batch),
      Vae.generate(gaussian)(gaussian.init(child('init')(key)), child('draw')(key), sizes.batch),
    ]),
    of<X>('Vae.reconstruct', { inputs: real }, (x, key) =>
      Vae.reconstruct(gaussian)(gaussian.init(child('init')(key)))(x),
    ),
    of<X>('Vae.encode', { inputs: real }, (x, key) => {
      const { mean, logVariance } = Vae.encode(gaussian)(gaussian.init(child('init')(key)))(x)
      return [mean, logVariance]
    }),
    of<X>('Vae.decode', { inputs: real }, (x, key) => {
      const params = gaussian.init(child('init')(key))
      return Vae.decode(gaussian)(params)(Vae.encode(gaussian)(params)(x).mean).mean
    }),
    of<X>('Vae.interpolate', { inputs: real }, (x, key) => {
      const params = gaussian.init(child('init')(key))
      return (['straight', 'spherical'] as const).map((way) =>
        Vae.interpolate(gaussian, { steps: 3, way })(params)(x, T.negate(x)),
      )
    }),
    of<X>('Vae.traverse', { inputs: real }, (x, key) =>
      Vae.traverse(gaussian, { along: 0, steps: 3 })(gaussian.init(child('init')(key)))(x),
    ),
    of<X>('Autoencoder.make', { inputs: real }, (x, key) => {
      const given = autoencoder.supply(autoencoder.init(child('init')(key)))({ x, key, samples: 1 })
      return [given.x, given.reconstruction]
    }),
  ]
}
