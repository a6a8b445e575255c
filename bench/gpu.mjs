/**
 * `npm run bench:gpu`: a step of models on a GPU, by WebGPU, and on the processor, in turn. `--engines` takes
 * `pytorch-cuda` and `pytorch-cpu` beside the library's: the same steps in PyTorch (`BENCH_PYTHON`).
 */

import { parseArgs } from 'node:util'
import { compared } from './models.mjs'
import { stepsIn } from './peers/pytorch.mjs'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    models: { type: 'string', default: 'mlp,conv,color' },
    batches: { type: 'string', default: '128,4096' },
    engines: { type: 'string', default: 'webgpu,onnxruntime' },
    turns: { type: 'string', default: '5' },
    samples: { type: 'string', default: '2' },
    examples: { type: 'string', default: '8192' },
  },
})
const listOf = (name) => values[name].split(',')

/** An engine by its name, or PyTorch on a device. */
const wayOf = (name) =>
  name.startsWith('pytorch-') ? stepsIn(name, name.slice(8)) : { name, env: { SHAPEBOUND_ENGINE: name } }

const ways = listOf('engines').map(wayOf)

await compared({
  cases: listOf('models').flatMap((model) => listOf('batches').map((batch) => ({ model, batch: Number(batch), ways }))),
  json: values.json,
  turns: Number(values.turns),
  samples: Number(values.samples),
  examples: Number(values.examples),
})
