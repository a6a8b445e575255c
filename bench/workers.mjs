/** `npm run bench:workers`: a step of models on whole batches, and in micro-batches by no, one and several workers, in turn. */

import { parseArgs } from 'node:util'
import { compared } from './models.mjs'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    models: { type: 'string', default: 'mlp 128,conv 128,conv 512' },
    parts: { type: 'string', default: '2' },
    workers: { type: 'string', default: '1,2' },
    turns: { type: 'string', default: '5' },
    samples: { type: 'string', default: '2' },
    examples: { type: 'string', default: '4096' },
  },
})

/** The ways to take a batch: whole, in so many parts, and in these by each number of workers. */
const waysOf = (batch) => {
  const BENCH_MICRO = String(Math.ceil(batch / Number(values.parts)))
  const workers = values.workers.split(',')
  return [
    { name: 'whole', env: {} },
    { name: 'in parts', env: { BENCH_MICRO } },
    ...workers.map((count) => ({
      name: `${count} worker${count === '1' ? '' : 's'}`,
      env: { BENCH_MICRO, BENCH_WORKERS: count },
    })),
  ]
}

const cases = values.models.split(',').map((each) => {
  const [model, batch] = each.split(' ')
  return { model, batch: Number(batch), ways: waysOf(Number(batch)) }
})

await compared({
  cases,
  json: values.json,
  turns: Number(values.turns),
  samples: Number(values.samples),
  examples: Number(values.examples),
})
