/** Every term, every estimator and every optimizer, as programs. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Elbo from '../../src/losses/index.js'
import * as Optimizer from '../../src/optimizers/index.js'
import { child } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { bits, type Case, of, type Sizes, some } from './case.js'
import { bernoulliVae, plain } from './networks.js'

type X = T.Tensor<readonly ['batch', 'n']>

/** A term with its types erased. */
interface AnyTerm {
  readonly evaluate: (supplied: never) => { readonly value: T.AnyTensor; readonly parts: readonly T.AnyTensor[] }
}

const ATOMS = {
  logLikelihood: Elbo.logLikelihood,
  logPrior: Elbo.logPrior,
  logPosterior: Elbo.logPosterior,
  kl: Elbo.kl,
  klByMonteCarlo: Elbo.klByMonteCarlo,
  logLikelihoodByScore: Elbo.logLikelihoodByScore('none'),
  elbo: Elbo.elbo,
  elboByMonteCarlo: Elbo.elboByMonteCarlo,
  elboWithBeta: Elbo.elboWithBeta(4),
  iwae: Elbo.iwae(Elbo.logWeight),
  logWeight: Elbo.logWeight,
  average: pipe(Elbo.logPrior, Elbo.average('samples')),
  sum: pipe(Elbo.kl, Elbo.sum('batch')),
  logMeanExp: pipe(Elbo.logLikelihood, Elbo.logMeanExp('samples')),
  plus: pipe(Elbo.logLikelihood, Elbo.plus(Elbo.logPrior)),
  minus: pipe(Elbo.logLikelihood, Elbo.minus(Elbo.logPosterior)),
  scale: pipe(Elbo.kl, Elbo.scale(0.25)),
  minimize: Elbo.minimize(Elbo.kl),
  term: Elbo.term({
    name: 'squares of z',
    axes: ['samples', 'batch'],
    sense: 'cost',
    needs: ['z'],
    nats: ({ z }: Elbo.HasSamples) => pipe(z, T.square, T.sum('latent')),
  }),
} as const

export const termCases = (sizes: Sizes): readonly Case[] => {
  const real = some(sizes)(['batch', 'n'], 61)
  const [vae, autoencoder] = [bernoulliVae(sizes), plain(sizes)]
  const value = (term: AnyTerm, supplied: unknown) => {
    const { value, parts } = term.evaluate(supplied as never)
    return [T.meanOfAll(value as T.Tensor<readonly unknown[]>), { value, parts }] as const
  }
  return [
    ...Object.entries(ATOMS).map(([name, term]) =>
      of<X>(`Elbo.${name}`, { inputs: bits(real), differentiable: false }, (x, key) =>
        T.valueAndGradient((params: ReturnType<typeof vae.init>) =>
          value(term, vae.supply(params)({ x, key: child('noise')(key), samples: sizes.samples })),
        )(vae.init(child('init')(key))),
      ),
    ),
    ...Object.entries({ squaredError: Elbo.squaredError, codeSize: Elbo.codeSize }).map(([name, term]) =>
      of<X>(`Elbo.${name}`, { inputs: real, differentiable: false }, (x, key) =>
        T.valueAndGradient((params: ReturnType<typeof autoencoder.init>) =>
          value(term, autoencoder.supply(params)({ x, key, samples: 1 })),
        )(autoencoder.init(child('init')(key))),
      ),
    ),
  ]
}

// -----------------------------------------------------------------------------
// optimizers
// -----------------------------------------------------------------------------

type Params = { readonly weight: X; readonly rest: readonly [T.Tensor<readonly ['m']>, null] }
type Stepping = {
  readonly params: Params
  readonly gradient: Params
  readonly scalars: readonly T.Tensor<readonly []>[]
}

const around = (transform: Optimizer.Transform): Optimizer.Optimizer =>
  transform(Optimizer.sgd({ learningRate: 0.1, momentum: 0.9 }))

const OPTIMIZERS = {
  adam: Optimizer.adam({ learningRate: (step) => 0.1 / step }),
  adagrad: Optimizer.adagrad({ learningRate: 0.1 }),
  adamax: Optimizer.adamax({ learningRate: 0.1 }),
  adamw: Optimizer.adamw({ learningRate: 0.1, decay: 0.5, parts: ['weight'] }),
  lamb: Optimizer.lamb({ learningRate: 0.1 }),
  lion: Optimizer.lion({ learningRate: 0.1, decay: 0.5 }),
  muon: Optimizer.muon({ learningRate: 0.1, decay: 0.5 }),
  nadam: Optimizer.nadam({ learningRate: 0.1 }),
  rmsprop: Optimizer.rmsprop({ learningRate: 0.1, smoothing: 0.5 }),
  'rmsprop, centered with momentum': Optimizer.rmsprop({ smoothing: 0.5, epsilon: 1, centered: true, momentum: 0.9 }),
  sgd: Optimizer.sgd({ learningRate: 0.1 }),
  'sgd with momentum': Optimizer.sgd({ learningRate: 0.1, momentum: 0.9 }),
  'sgd with nesterov': Optimizer.sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true }),
  accumulate: around(Optimizer.accumulate(2)),
  averaging: around(Optimizer.averaging({ decay: 0.5 })),
  chain: Optimizer.chain(Optimizer.clipByNorm(1), Optimizer.averaging({ decay: 0.5 }), Optimizer.adam()),
  clipByNorm: around(Optimizer.clipByNorm(0.5)),
  clipByValue: around(Optimizer.clipByValue(0.5)),
  clipEachByNorm: around(Optimizer.clipEachByNorm(0.5)),
  l2: around(Optimizer.l2({ weight: 0.5, parts: ['weight'] })),
  partRates: around(Optimizer.partRates({ weight: 0.5 })),
  skipOver: around(Optimizer.skipOver(2)),
  weightDecay: around(Optimizer.weightDecay({ rate: 0.5 })),
} as const

export const optimizerCases = (sizes: Sizes): readonly Case[] => {
  const given = some(sizes)
  const tree = (seed: number) => ({
    weight: given(['batch', 'n'], seed),
    rest: [given(['m'], seed + 1), null] as const,
  })
  const numbers = (values: readonly number[]): readonly T.HostTensor<readonly []>[] =>
    values.map((each) => ({ shape: [], sizes: [], values: Float32Array.of(each) }))
  return Object.entries(OPTIMIZERS).map(([name, optimizer]) =>
    of<Stepping>(
      `Optimizer.${name.split(/\W/)[0]}`,
      {
        as: `three steps of ${name}`,
        inputs: {
          params: tree(71),
          gradient: tree(73),
          scalars: [1, 2, 3].flatMap((step) => numbers(optimizer.scalars(step))),
        },
        differentiable: false,
      },
      ({ params, gradient, scalars }) => {
        const each = scalars.length / 3
        return [0, 1, 2].reduce(
          (at, step) =>
            optimizer.update(scalars.slice(step * each, (step + 1) * each))(
              T.Tree.map(T.mulScalar(1 - step))(gradient),
              at.params,
              at.state,
            ),
          { params, state: optimizer.init(params) },
        )
      },
    ),
  )
}
