/** Every flow, both ways, as programs. */

import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import { drawPrior, logPriorOf, priorDistribution } from '../../src/distributions/priors.js'
import * as Flow from '../../src/flows/index.js'
import * as Layer from '../../src/layers/index.js'
import type { Key } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import type * as T from '../../src/tensors/index.js'
import { begun, type Case, of, type Sizes, some } from './case.js'

interface AnyFlow {
  readonly directions: readonly Flow.Direction[]
  readonly init: (key: Key) => unknown
  readonly forward: unknown
  readonly inverse: unknown
}

type Run = (parameters: unknown) => (x: unknown) => unknown

/** A flow in each of its directions, by its parameters and by the rows. */
const flow = (name: string, given: AnyFlow, x: T.AnyHostTensor): readonly Case[] => {
  const params = begun(given.init)
  return given.directions.map((way) =>
    of<{ params: unknown; x: unknown }>(`Flow.${name}`, { as: way, inputs: { params, x } as never }, (at) =>
      (given[way] as Run)(at.params)(at.x),
    ),
  )
}

type X = T.Tensor<readonly ['batch', 'n']>
type Many = T.Tensor<readonly ['samples', 'batch', 'latent']>

export const flowCases = (sizes: Sizes): readonly Case[] => {
  const n = named('n', sizes.n)
  const given = some(sizes)
  const x = given(['batch', 'n'], 171)
  const [three, pairs] = [given(['batch', 3], 172), given(['batch', 2, 'm'], 173)]
  const conditioner = Layer.sequence(Layer.dense(1, 4), Layer.tanh, Layer.dense(4))
  const bending = Layer.sequence(Layer.dense(1, 4), Layer.tanh, Layer.dense(16))
  const encoder = Flow.posterior(Layer.sequence(Layer.normalHead(n, n)), Flow.radial(n))
  const params = { encoder: begun(encoder.init), x }
  const seeing = Flow.amortized(Layer.sequence(Layer.dense(n, 2), Layer.tanh), Layer.sequence(Layer.normalHead(2, n)), {
    hidden: [3],
    steps: 2,
  })
  const ofSeeing = { encoder: begun(seeing.init), x }
  const prior = Flow.prior(DiagonalNormal.standard(n), Flow.iaf(n, { hidden: [5] }))
  return [
    of<{ encoder: ReturnType<typeof encoder.init>; x: X }>('Flow.posterior', { inputs: params as never }, (at, key) => {
      const q = encoder.family.named(encoder.apply(at.encoder)(at.x))
      const drawn = encoder.family.draw(key, sizes.samples)(q)
      return [drawn, encoder.family.logProbAt(q)(drawn.z)]
    }),
    of<{ encoder: ReturnType<typeof seeing.init>; x: X }>(
      'Flow.amortized',
      { inputs: ofSeeing as never },
      (at, key) => {
        const q = seeing.family.named(seeing.apply(at.encoder)(at.x))
        const drawn = seeing.family.draw(key, sizes.samples)(q)
        return [drawn, seeing.family.logProbAt(q)(drawn.z)]
      },
    ),
    of<{ prior: Flow.FlowPriorParameters; z: Many }>(
      'Flow.prior',
      {
        inputs: {
          prior: begun(prior.init),
          z: { ...given(['samples', 'batch', 'n'], 174), shape: ['samples', 'batch', 'latent'] },
        } as never,
      },
      (at, key) => [
        logPriorOf(priorDistribution(prior, at.prior))({ z: at.z }),
        drawPrior(key, 'rows', 2)<readonly ['n']>(prior, at.prior),
      ],
    ),
    ...flow('affine', Flow.affine(2, named('m', sizes.m)), pairs),
    ...flow('planar', Flow.planar(n), x),
    ...flow('radial', Flow.radial(n), x),
    ...flow('permutation', Flow.permutation(3, [2, 0, 1]), three),
    ...flow('reverse', Flow.reverse(n), x),
    ...flow('affineCoupling', Flow.affineCoupling(3, conditioner), three),
    ...flow('splineCoupling', Flow.splineCoupling(3, bending, { bins: 3, bound: 2.5 }), three),
    ...flow('iaf', Flow.iaf(n, { hidden: [5] }), x),
    ...flow('maf', Flow.maf(n, { hidden: [5] }), x),
    ...flow('compose', Flow.compose(Flow.radial(n), Flow.reverse(n)), x),
    ...flow('repeat', Flow.repeat(2, Flow.planar(n)), x),
    ...flow('inverted', Flow.inverted(Flow.radial(n)), x),
  ]
}
