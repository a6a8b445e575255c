/** shapebound's own training loop on a model and batches of a size: `node model.mjs MODEL BATCH`. */

import { serve } from '../contestant.mjs'
import { COLOR } from '../work.mjs'
import { convData, convVae, mlpData, mlpVae, openEngine, train } from './library.mjs'

const MODELS = {
  mlp: { vae: mlpVae, data: mlpData },
  conv: { vae: convVae, data: convData },
  color: { vae: () => convVae(COLOR), data: (steps, batch) => convData(steps, batch, COLOR) },
}

const [, , name, size] = process.argv
const batch = Number(size)
const steps = Number(process.env.BENCH_STEPS ?? 32)

const engine = await openEngine()
const model = MODELS[name].vae()
const data = MODELS[name].data(steps, batch)
/** How a batch is cut, and by how many it is shared, where it is. */
const cut = Object.fromEntries(
  [
    ['microBatch', process.env.BENCH_MICRO],
    ['workers', process.env.BENCH_WORKERS],
  ].flatMap(([option, given]) => (given === undefined ? [] : [[option, Number(given)]])),
)
const { untilFirst } = await train({ model, data: MODELS[name].data(1, batch), batch, epochs: 1, engine, cut })

await serve({ engine: engine.description, compileMs: untilFirst }, async (samples) => {
  const { ms, objective } = await train({ model, data, batch, epochs: samples + 1, engine, cut })
  return { ms: ms.slice(1), info: { objective } } // the first epoch traces again
})
