/** The linear model of test/support/linearGaussian, with a posterior that annealing asks nothing of. */

import * as MixturePrior from '../../../src/distributions/mixturePrior.js'
import type { Engine } from '../../../src/engines/engine.js'
import * as Layer from '../../../src/layers/index.js'
import * as Vae from '../../../src/models/vae/index.js'
import { from } from '../../../src/random/key.js'
import { tensorOf } from '../../support/engine.js'
import { type LinearGaussian, paramsOf, raw, vae } from '../../support/linearGaussian.js'
import { run } from '../../support/outcome.js'

/** Far from the posterior: its q is of no use. */
export const model: LinearGaussian = { w: 1.5, b: 0.3, s2: 0.64, a: -2, c: 3, v: 0.05 }

/** What is measured, on an engine. */
export const on = async (engine: Engine) => ({
  model: vae,
  params: await run(engine.run((_: null) => paramsOf(model))(null, from(2))),
  ...{ key: from(6), engine, temperatures: 20, leaps: 4 },
})

// -----------------------------------------------------------------------------
// the same under a prior of two bumps, near enough for chains to go from one to the other
// -----------------------------------------------------------------------------

const BUMPS = [
  { weight: 0.3, mean: -0.9, variance: 0.5 },
  { weight: 0.7, mean: 0.6, variance: 0.9 },
] as const

const logNormal = (x: number, mean: number, variance: number): number =>
  -0.5 * (Math.log(2 * Math.PI * variance) + (x - mean) ** 2 / variance)

/** `z` from a mixture: `x` is one too, of `N(w m + b, w² v + s²)` for each `N(m, v)`. */
export const mixed = {
  model: Vae.make({
    encoder: Layer.sequence(Layer.normalHead(1, 1)),
    decoder: Layer.sequence(Layer.normalHead(1, 1)),
    prior: MixturePrior.learned({ components: 2 })(1),
  }),
  params: () => ({
    ...paramsOf(model),
    prior: {
      logits: tensorOf(
        ['components'],
        [2],
        BUMPS.map(({ weight }) => Math.log(weight)),
      ),
      mean: tensorOf(
        ['components', 1],
        [2, 1],
        BUMPS.map(({ mean }) => mean),
      ),
      logVariance: tensorOf(
        ['components', 1],
        [2, 1],
        BUMPS.map(({ variance }) => raw(variance)),
      ),
    },
  }),
  logEvidence: (x: number): number =>
    Math.log(
      BUMPS.reduce((sum, { weight, mean, variance }) => {
        const { w, b, s2 } = model
        return sum + weight * Math.exp(logNormal(x, w * mean + b, w * w * variance + s2))
      }, 0),
    ),
}
