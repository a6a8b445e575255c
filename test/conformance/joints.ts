/** Models of joint distributions, and the terms of single variables, as programs. */

import { pipe } from 'fp-ts/lib/function.js'
import { Categorical, DiagonalNormal } from '../../src/distributions/index.js'
import * as Joint from '../../src/joints/index.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import { child, type Key } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { bits, type Case, of, type Sizes, some } from './case.js'

type X = T.Tensor<readonly ['batch', 'n']>

/** Two layers, the lower one drawn from the data and the upper one from it. */
const layered = ({ n, m }: Sizes) => {
  const [x, z] = [named('n', n), named('m', m)]
  return Vae.of({
    p: Joint.of(
      Joint.variable('z2', DiagonalNormal.standard(2)),
      Joint.variable('z1', Layer.sequence(Layer.normalHead(2, z)), 'z2'),
      Joint.variable('x', Layer.sequence(Layer.input([z]), Layer.bernoulliHead(x)), 'z1'),
    ),
    q: Joint.of(
      Joint.given('x', [x]),
      Joint.value('h', Layer.sequence(Layer.dense(x, 3), Layer.tanh), 'x'),
      Joint.variable('z1', Layer.sequence(Layer.normalHead(3, z)), 'h'),
      Joint.variable('z2', Layer.sequence(Layer.input([z]), Layer.normalHead(2)), 'z1'),
    ),
  })
}

/** A class of three, and numbers that are drawn from it. */
const clusters = ({ n, m }: Sizes) => {
  const [x, z] = [named('n', n), named('m', m)]
  return Vae.of({
    p: Joint.of(
      Joint.variable('y', Categorical.standard(3)),
      Joint.variable('z', Layer.sequence(Layer.normalHead(3, z)), 'y'),
      Joint.variable('x', Layer.sequence(Layer.input([z]), Layer.bernoulliHead(x)), 'z'),
    ),
    q: Joint.of(
      Joint.given('x', [x]),
      Joint.variable('y', Layer.sequence(Layer.dense(x, 3), Layer.categoricalHead(3)), 'x'),
      Joint.variable('z', Layer.sequence(Layer.normalHead(3, z)), 'y'),
    ),
  })
}

const LAYERED = {
  klOf: Elbo.klOf('z2'),
  klPerSampleOf: pipe(Elbo.klPerSampleOf('z2'), Elbo.average('samples')),
  klByMonteCarloOf: Elbo.klByMonteCarloOf('z1'),
  logLikelihoodOf: pipe(Elbo.logLikelihoodOf('x'), Elbo.average('samples')),
  logWeightBy: Elbo.iwae(
    Elbo.logWeightBy({
      needs: ['logLikelihood', 'logPriors', 'logPosteriors'],
      logJoint: (
        supplied: Elbo.HasLogLikelihood & Elbo.HasLogPriors<'z1' | 'z2'> & Elbo.HasLogPosteriors<'z1' | 'z2'>,
      ) => pipe(supplied.logLikelihood, T.same.add(supplied.logPriors.z1), T.same.add(supplied.logPriors.z2)),
      logPosterior: ({ logPosteriors }) => pipe(logPosteriors.z1, T.same.add(logPosteriors.z2)),
    }),
  ),
} as const

const SUMMED = {
  expectOver: pipe(Elbo.logWeight, Elbo.expectOver('y')),
  sumOver: Elbo.iwae(pipe(Elbo.logWeight, Elbo.sumOver('y'))),
} as const

/** A term with its types erased. */
interface AnyTerm {
  readonly evaluate: (supplied: never) => { readonly value: T.AnyTensor; readonly parts: readonly T.AnyTensor[] }
}

export const jointCases = (sizes: Sizes): readonly Case[] => {
  const binary = bits(some(sizes)(['batch', 'n'], 91))
  const [layers, classes] = [layered(sizes), clusters(sizes)]
  const shown = (x: X, key: Key) =>
    ({ values: { x }, masks: {}, key: child('noise')(key), samples: sizes.samples, mode: 'evaluation' }) as const
  const given = { inputs: binary, differentiable: false } as const
  /** The value of a term, its parts, and its gradient by the parameters. */
  const byTerm = <Params>(
    name: string,
    term: AnyTerm,
    model: { readonly init: (key: Key) => Params; readonly supply: (params: Params) => (observed: never) => unknown },
  ): Case =>
    of<X>(`Elbo.${name}`, given, (x, key) =>
      T.valueAndGradient((params: Params) => {
        const { value, parts } = term.evaluate(model.supply(params)(shown(x, key) as never) as never)
        return [T.meanOfAll(value as T.Tensor<readonly unknown[]>), { value, parts }] as const
      })(model.init(child('init')(key))),
    )
  const seen = Elbo.whereObserved('x')(Elbo.elboByMonteCarlo, Elbo.minimize(Elbo.klByMonteCarlo))
  return [
    of<X>('Vae.of', given, (x, key) => {
      const { logLikelihood, logPriors, logPosteriors, latents } = layers.supply(layers.init(child('init')(key)))(
        shown(x, key),
      )
      return { logLikelihood, logPriors, logPosteriors, latents }
    }),
    of<null>('Vae.draw', { inputs: null, differentiable: false }, (_, key) => [
      Vae.draw(layers)(layers.init(child('init')(key)), child('draw')(key), sizes.batch),
    ]),
    ...Object.entries(LAYERED).map(([name, term]) => byTerm(name, term, layers)),
    ...Object.entries(SUMMED).map(([name, term]) => byTerm(name, term, classes)),
    of<{ readonly x: X; readonly mask: T.Tensor<readonly ['batch']> }>(
      'Elbo.whereObserved',
      { inputs: { x: binary, mask: bits(some(sizes)(['batch'], 92)) }, differentiable: false },
      ({ x, mask }, key) => {
        const supplied = layers.supply(layers.init(child('init')(key)))(shown(x, key))
        const { value, parts } = seen.evaluate(Object.create(supplied, { 'mask of x': { value: mask } }))
        return { value, parts }
      },
    ),
  ]
}
