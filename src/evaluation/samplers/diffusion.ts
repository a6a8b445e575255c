/** A small diffusion model of the codes of an autoencoder: what new codes are drawn from after training. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine, EngineError } from '../../engines/engine.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import type { Model } from '../../models/model.js'
import { adam } from '../../optimizers/adam.js'
import * as Random from '../../random/draw.js'
import { child, type Key, normal } from '../../random/key.js'
import * as T from '../../tensors/index.js'
import type { Host } from '../../tensors/tree.js'
import type { TrainError } from '../../training/errors.js'
import * as Train from '../../training/index.js'
import type { CodeRows } from '../gaussianMixture.js'
import { type CodeSampler, type CodeSamplerOptions, type FittedCodes, samplerOf } from './codes.js'

// -----------------------------------------------------------------------------
// the path from codes to noise
// -----------------------------------------------------------------------------

type Codes = T.Tensor<readonly ['batch', 'codes']>
type Times = T.Tensor<readonly ['batch', 1]>

/** `cos(πt/2)` and `sin(πt/2)`: what is left of a code at a time from 0 to 1, and how much noise there is; their squares sum to 1. */
const sharesAt = (time: Times) => {
  const angle = T.mulScalar(Math.PI / 2)(time)
  return { left: T.cos(angle), noise: T.sin(angle) }
}

/** `a x + b y`, of one number a row each. */
const mixed = (x: Codes, a: Times, y: Codes, b: Times): Codes => pipe(x, T.mul(a), T.same.add(pipe(y, T.mul(b))))

/**
 * One step of the path back, from a time to an earlier one, of a velocity `v = left ε - noise x` that a network finds: of the code
 * `x = left z - noise v` and the noise `ε = noise z + left v` that it amounts to.
 *
 * Shapes: `['batch', 'codes']`. Source: Salimans and Ho, arXiv:2202.00512, section 4 and appendix D; Song, Meng and Ermon, "Denoising
 * Diffusion Implicit Models", arXiv:2010.02502, equation 12 with σ = 0.
 */
export const stepBack = (z: Codes, velocity: Codes, time: Times, earlier: Times): Codes => {
  const [now, then] = [sharesAt(time), sharesAt(earlier)]
  const code = mixed(z, now.left, velocity, T.negate(now.noise))
  const noise = mixed(z, now.noise, velocity, now.left)
  return mixed(code, then.left, noise, then.noise)
}

// -----------------------------------------------------------------------------
// the model
// -----------------------------------------------------------------------------

/** Sines and cosines of the time, for a network to read it by. */
const FREQUENCIES = [1, 2, 4, 8]

const featuresOf = (time: Times): T.Tensor<readonly ['batch', 8]> => {
  const rate = T.fromHost({
    ...{ shape: [1, 4] as const, sizes: [1, 4] },
    values: Float32Array.from(FREQUENCIES, (each) => Math.PI * each),
  })
  const angles = pipe(time, T.matmul(rate))
  return pipe(T.sin(angles), T.concat(T.cos(angles), 1)) as never // safe: 4 and 4 are 8
}

const networkOf = ({ width, hidden }: Pick<FittedCodes, 'width' | 'hidden'>) =>
  Layer.sequence(
    Layer.inputs({ z: [width], time: [8] }),
    Layer.concat('z', 'time'),
    Layer.dense(hidden),
    Layer.silu,
    Layer.dense(hidden),
    Layer.silu,
    Layer.dense(width),
  )

type Network = ReturnType<typeof networkOf>
type Params = { readonly network: ReturnType<Network['init']> }

interface HasVelocityError {
  readonly velocityError: T.Tensor<readonly ['batch']>
}

/** The velocity of codes at a time, by the network. */
const velocityOf =
  (network: Network, { network: own }: Params) =>
  (z: Codes, time: Times): Codes =>
    network.apply(own)({ z, time: featuresOf(time) })

/** A model of codes: how far the velocity that the network finds is from that of a code and a noise, at a random time. */
const denoiser = (sizes: Pick<FittedCodes, 'width' | 'hidden'>, network: Network) =>
  ({
    name: 'denoiser of codes',
    event: [sizes.width],
    over: 'real',
    supplies: ['velocityError'],
    init: (key) => ({ network: network.init(child('network')(key)) }),
    supply:
      (params) =>
      ({ x, key }) => {
        const time = Random.uniform(child('time')(key))({
          shape: ['batch', 1] as const,
          sizes: [x.sizes[0] as number, 1],
        })
        const noise = Random.normal(child('noise')(key))({ shape: x.shape, sizes: x.sizes })
        const { left, noise: share } = sharesAt(time)
        const wanted = mixed(noise, left, x, T.negate(share))
        const found = velocityOf(network, params)(mixed(x, left, noise, share), time)
        return { velocityError: pipe(found, T.same.sub(wanted), T.square, T.sum('codes')) }
      },
  }) satisfies Model<readonly ['codes'], 'real', Params, HasVelocityError>

/** `|v - v(z, t)|²`: a cost. Source: Salimans and Ho, arXiv:2202.00512, section 4. */
const velocityError = Elbo.term({
  name: '|v - v(z_t, t)|²',
  latex: '\\lVert v - v(z_t, t) \\rVert^2',
  axes: ['batch'],
  sense: 'cost',
  needs: ['velocityError'],
  unit: 'squared error',
  nats: (supplied: HasVelocityError) => supplied.velocityError,
})

// -----------------------------------------------------------------------------
// drawing
// -----------------------------------------------------------------------------

/** How many steps go back from noise to codes. */
const STEPS = 50

const timesOf = (count: number, time: number): Host<Times> => ({
  ...{ shape: ['batch', 1] as const, sizes: [count, 1] },
  values: new Float32Array(count).fill(time),
})

/** Codes of noise, in steps of one program. */
const drawer = (network: Network, params: Host<Params>, width: number, engine: Engine) => {
  interface Given {
    readonly params: Params
    readonly z: Codes
    readonly time: Times
    readonly earlier: Times
  }
  const step = engine.run(({ params: own, z, time, earlier }: Given) =>
    stepBack(z, velocityOf(network, own)(z, time), time, earlier),
  )
  return (key: Key, count: number): TE.TaskEither<EngineError, Host<Codes>> => {
    const noise: Host<Codes> = {
      ...{ shape: ['batch', 'codes'] as const, sizes: [count, width] },
      values: normal(child('noise')(key), count * width),
    }
    return Array.from({ length: STEPS }, (_, at) => 1 - at / STEPS).reduce(
      (before: TE.TaskEither<EngineError, Host<Codes>>, time) =>
        pipe(
          before,
          TE.flatMap((z) =>
            step({ params, z, time: timesOf(count, time), earlier: timesOf(count, time - 1 / STEPS) }, key),
          ),
        ),
      TE.right(noise),
    )
  }
}

/**
 * A sampler of codes like those that are given: a small diffusion model, fitted to them, which turns noise into a code in 50 steps.
 *
 * Codes are standardized before, and put back. It is fitted after the autoencoder, whose bound it does not change.
 *
 * Shapes: `[rows, numbers] -> [count, numbers]`. Errors: as those of `fit`.
 * Source: Rombach et al., "High-Resolution Image Synthesis with Latent Diffusion Models", arXiv:2112.10752, section 3.2, of a
 * velocity: Salimans and Ho, "Progressive Distillation for Fast Sampling of Diffusion Models", arXiv:2202.00512.
 */
export const diffusion =
  (options: CodeSamplerOptions) =>
  (codes: CodeRows): TE.TaskEither<TrainError, CodeSampler> =>
    samplerOf(
      options,
      codes,
    )(({ data, epochs, batch, ...sizes }) => {
      const { key, engine } = options
      const network = networkOf(sizes)
      const model = denoiser(sizes, network)
      const objective = Elbo.minimize(velocityError)
      return pipe(
        Train.fit({ model, objective, optimizer: adam(), ...{ data, epochs, batch, key, engine } }),
        TE.map(({ params }) => drawer(network, params, sizes.width.size, engine)),
      )
    })
