/** shapebound's own training loop on the convolutional VAE: rows of data, noise, steps and their metrics. */

import { serve } from '../contestant.mjs'
import { convData, convVae, openEngine, train } from './library.mjs'

const STEPS = Number(process.env.BENCH_STEPS ?? 32)

const engine = await openEngine()
const model = convVae()
const data = convData(STEPS)
const { untilFirst } = await train({ model, data: convData(1), epochs: 1, engine })

await serve({ engine: engine.description, compileMs: untilFirst }, async (samples) => {
  const { ms, objective } = await train({ model, data, epochs: samples + 1, engine })
  return { ms: ms.slice(1), info: { objective } } // the first epoch traces again
})
