/** shapebound's own training loop on the MLP: rows of data, noise, steps and their metrics. */

import { serve } from '../contestant.mjs'
import { mlpData, mlpVae, openEngine, train } from './library.mjs'

const STEPS = Number(process.env.BENCH_STEPS ?? 240)

const engine = await openEngine()
const model = mlpVae()
const data = mlpData(STEPS)
// one epoch of one step: it is traced, the session is made, and the step is taken
const { untilFirst } = await train({ model, data: mlpData(1), epochs: 1, engine })

await serve({ engine: engine.description, compileMs: untilFirst }, async (samples) => {
  const { ms, objective } = await train({ model, data, epochs: samples + 1, engine })
  return { ms: ms.slice(1), info: { objective } } // the first epoch traces again
})
