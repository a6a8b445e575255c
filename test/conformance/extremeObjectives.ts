/** Every kind of objective where q is at its ends: means of ±1000000 and raw log-variances of ±10000, as programs. */

import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import { child } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { type Case, of } from './case.js'
import { ended, ROWS } from './extremes.js'

const vae = Vae.make({
  encoder: Layer.sequence(Layer.normalHead(2, 3)),
  decoder: Layer.sequence(Layer.bernoulliHead(3, 2)),
  prior: DiagonalNormal.standard(3),
})

const OBJECTIVES = {
  elbo: Elbo.elbo,
  elboByMonteCarlo: Elbo.elboByMonteCarlo,
  elboWithFreeBits: Elbo.elboWithFreeBits(0.5),
  elboWithCapacity: Elbo.elboWithCapacity({ gamma: 100, capacity: 25 }),
  iwae: Elbo.iwae(Elbo.logWeight),
  miwae: Elbo.miwae(2)(Elbo.logWeight),
  ciwae: Elbo.ciwae(0.5)(Elbo.logWeight),
  renyi: Elbo.renyi(0.5)(Elbo.logWeight),
  stickingTheLanding: Elbo.stickingTheLanding,
  doublyReparameterized: Elbo.doublyReparameterized,
  scoreFunction: Elbo.scoreFunction('other samples'),
} as const

interface AnyTerm {
  readonly evaluate: (supplied: never) => { readonly value: T.AnyTensor; readonly surrogate: T.AnyTensor }
}

/** What each gives, and its gradient by all parameters, of which both networks are linear. */
export const objectiveEnds = (): readonly Case[] =>
  Object.entries<AnyTerm>(OBJECTIVES).map(([name, term]) =>
    of<T.Tensor<readonly ['batch', 2]>>(
      `Elbo.${name}`,
      { as: 'with q at its ends', inputs: ROWS, differentiable: false },
      (x, key) => {
        const begun = vae.init(child('init')(key))
        const encoder = T.Tree.withLeaves(
          begun.encoder,
          T.Tree.leaves(begun.encoder).map(ended(0, (path) => path.includes('mean'))),
        )
        const { gradient, rest } = T.valueAndGradient((params: typeof begun) => {
          const { value, surrogate } = term.evaluate(
            vae.supply(params)({ x, key: child('noise')(key), samples: 4 }) as never,
          )
          return [T.meanOfAll(surrogate as T.Tensor<readonly unknown[]>), value]
        })({ ...begun, encoder })
        return { value: rest, gradient }
      },
    ),
  )
