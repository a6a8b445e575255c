/** shapebound's own training loop on the MLP in a page: rows of data, noise, steps and their metrics. */

import { mlpData, mlpVae, orThrow, train } from '../subjects/library.mjs'
import { serve } from './page.mjs'

/** Stands ready to train on an engine, in epochs of as many steps, each a sample. */
export const serveOn = async (start, steps, ready = {}) => {
  const engine = orThrow(await start())
  const model = mlpVae()
  const data = mlpData(steps)
  const { untilFirst } = await train({ model, data: mlpData(1), epochs: 1, engine })
  await serve({ engine: engine.description, compileMs: untilFirst, ...ready }, async (samples) => {
    const { ms, objective } = await train({ model, data, epochs: samples + 1, engine })
    return { ms: ms.slice(1), info: { objective } } // the first epoch traces again
  })
}
