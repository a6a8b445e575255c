/** Every limit, group, importance-weighted bound, gradient and schedule of an objective, as programs. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Elbo from '../../src/losses/index.js'
import { atStep } from '../../src/losses/schedule.js'
import { child } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { bits, type Case, of, type Sizes, some } from './case.js'
import { bernoulliVae } from './networks.js'

type X = T.Tensor<readonly ['batch', 'n']>

/** A term with its types erased. */
interface AnyTerm {
  readonly evaluate: (
    supplied: never,
    at?: Elbo.At,
  ) => {
    readonly value: T.AnyTensor
    readonly surrogate: T.AnyTensor
    readonly parts: readonly T.AnyTensor[]
  }
  readonly schedules: readonly Elbo.Schedule[]
}

const byHand = Elbo.schedule({ training: (step) => 1 / step, evaluation: 1 })
const own = { linear: Elbo.linearWarmUp({ steps: 10 }), capacity: Elbo.linearWarmUp({ to: 25, steps: 4, name: 'C' }) }

/** Terms whose gradient is that of their values. */
export const PLAIN = {
  klPerDimension: Elbo.klPerDimension,
  elboWithCapacity: Elbo.elboWithCapacity({ gamma: 3, capacity: own.capacity }),
  elboWithFreeBits: Elbo.elboWithFreeBits(0.25),
  elboWithGroupedFreeBits: Elbo.elboWithGroupedFreeBits(2)(0.25),
  groupSamples: pipe(Elbo.logWeight, Elbo.groupSamples(2)),
  groupsOf: pipe(Elbo.klPerDimension, Elbo.groupsOf(2)),
  miwae: Elbo.miwae(2)(Elbo.logWeight),
  'piwae of q': Elbo.piwae(2)(Elbo.logWeight).q,
  'piwae of p': Elbo.piwae(2)(Elbo.logWeight).p,
  ciwae: Elbo.ciwae(0.3)(Elbo.logWeight),
  'renyi of 0.5': Elbo.renyi(0.5)(Elbo.logWeight),
  'renyi of 1': Elbo.renyi(1)(Elbo.logWeight),
  'renyi of 2': Elbo.renyi(2)(Elbo.logWeight),
  'renyi of -1': Elbo.renyi(-1)(Elbo.logWeight),
  'cubo of 2': Elbo.cubo(2)(Elbo.logWeight),
  atLeast: pipe(Elbo.klPerDimension, Elbo.atLeast(0.5)),
  'atLeast with a schedule': pipe(Elbo.klPerDimension, Elbo.atLeast(own.linear)),
  distanceFrom: pipe(Elbo.kl, Elbo.distanceFrom(2)),
  totalCorrelationOfBatch: Elbo.totalCorrelationOfBatch({ examples: 50, estimator: 'weighted' }),
  mutualInformationOfBatch: Elbo.mutualInformationOfBatch({ examples: 50, estimator: 'weighted' }),
  marginalKlOfBatch: Elbo.marginalKlOfBatch({ examples: 50, estimator: 'weighted' }),
  offDiagonalCovariance: Elbo.offDiagonalCovariance,
  'diagonalCovariance of means': Elbo.diagonalCovariance('means'),
  'diagonalCovariance of samples': Elbo.diagonalCovariance('samples'),
  schedule: Elbo.elboWithBeta(byHand),
  linearWarmUp: Elbo.elboWithBeta(own.linear),
  sigmoidWarmUp: Elbo.elboWithBeta(Elbo.sigmoidWarmUp({ steps: 10 })),
  cyclicalWarmUp: Elbo.elboWithBeta(Elbo.cyclicalWarmUp({ steps: 10 })),
} as const

/** Terms with a gradient of their own. */
export const SURROGATES = {
  logPosteriorPathOnly: Elbo.logPosteriorPathOnly,
  stickingTheLanding: Elbo.stickingTheLanding,
  doublyReparameterized: Elbo.doublyReparameterized,
  vimco: Elbo.vimco,
  'reweightedWake of q': Elbo.reweightedWake.q,
  'reweightedWake of p': Elbo.reweightedWake.p,
  thermodynamic: Elbo.thermodynamic([0, 0.1, 0.5]),
  'scoreFunction without a baseline': Elbo.scoreFunction('none'),
  'scoreFunction with a baseline': Elbo.scoreFunction('other samples'),
} as const

const STEP = 3

/** The numbers of a step, fed in as inputs. */
const fed = ({ schedules }: AnyTerm): readonly T.HostTensor<readonly []>[] =>
  schedules.map((each) => ({ shape: [], sizes: [], values: Float32Array.of(atStep(STEP)(each)) }))

type Given = { readonly x: X; readonly numbers: readonly T.Tensor<readonly []>[] }

const evaluated = (term: AnyTerm, supplied: unknown, numbers: Given['numbers']) =>
  term.evaluate(supplied as never, (schedule) => numbers[term.schedules.indexOf(schedule)] ?? T.scalar(Number.NaN))

export const estimatorCases = (sizes: Sizes): readonly Case[] => {
  const real = some(sizes)(['batch', 'n'], 91)
  // twice as many of both, for the groups of two
  const vae = bernoulliVae({ n: sizes.n, m: 2 * sizes.m })
  const samples = 2 * sizes.samples
  const all: Readonly<Record<string, AnyTerm>> = { ...PLAIN, ...SURROGATES }
  const nameOf = (name: string): string => `Elbo.${name.split(' ')[0]}`
  return [
    ...Object.entries(all).map(([name, term]) =>
      of<Given>(
        nameOf(name),
        { as: `${name}, by the parameters`, inputs: { x: bits(real), numbers: fed(term) }, differentiable: false },
        ({ x, numbers }, key) =>
          T.valueAndGradient((params: ReturnType<typeof vae.init>) => {
            const supplied = vae.supply(params)({ x, key: child('noise')(key), samples })
            const { value, surrogate, parts } = evaluated(term, supplied, numbers)
            return [T.meanOfAll(surrogate as T.Tensor<readonly unknown[]>), { value, parts }]
          })(vae.init(child('init')(key))),
      ),
    ),
    ...Object.entries<AnyTerm>(PLAIN).map(([name, term]) =>
      of<Given>(
        nameOf(name),
        { as: `${name}, by the data and the schedules`, inputs: { x: real, numbers: fed(term) } },
        ({ x, numbers }, key) => {
          const supplied = vae.supply(vae.init(child('init')(key)))({ x, key: child('noise')(key), samples })
          return evaluated(term, supplied, numbers).value
        },
      ),
    ),
  ]
}
