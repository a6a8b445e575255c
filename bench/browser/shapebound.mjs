/** shapebound's own training loop on the MLP in a page: rows of data, noise, steps and their metrics. */

import { OnnxWeb } from '../../dist/onnx-web.js'
import { mlpData, mlpVae, orThrow, train } from '../subjects/library.mjs'
import { serve } from './page.mjs'

/** How many steps an epoch has, which is a sample. */
const STEPS = 32

const engine = orThrow(await OnnxWeb.start()())
const model = mlpVae()
const data = mlpData(STEPS)
const { untilFirst } = await train({ model, data: mlpData(1), epochs: 1, engine })

await serve({ engine: engine.description, compileMs: untilFirst }, async (samples) => {
  const { ms, objective } = await train({ model, data, epochs: samples + 1, engine })
  return { ms: ms.slice(1), info: { objective } } // the first epoch traces again
})
