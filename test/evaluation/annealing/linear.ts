/** The linear model of test/support/linearGaussian, with a posterior that annealing asks nothing of. */

import type { Engine } from '../../../src/engines/engine.js'
import { from } from '../../../src/random/key.js'
import { type LinearGaussian, paramsOf, vae } from '../../support/linearGaussian.js'
import { run } from '../../support/outcome.js'

/** Far from the posterior: its q is of no use. */
export const model: LinearGaussian = { w: 1.5, b: 0.3, s2: 0.64, a: -2, c: 3, v: 0.05 }

/** What is measured, on an engine. */
export const on = async (engine: Engine) => ({
  model: vae,
  params: await run(engine.run((_: null) => paramsOf(model))(null, from(2))),
  ...{ key: from(6), engine, temperatures: 20, leaps: 4 },
})
