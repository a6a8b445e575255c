/** `npm run bench:gpu`: a step of models on a GPU, by WebGPU, and on the processor, in turn. */

import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { start } from './contestant.mjs'
import { interleaved, roundedAll } from './measure.mjs'

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
const samples = Number(values.samples)
const say = (words) => process.stderr.write(`${words}\n`)
const SUBJECT = fileURLToPath(new URL('subjects/model.mjs', import.meta.url))

/** The engines on one model and one size of batches, each a process of its own, in turn. */
const measured = async (model, batch) => {
  const steps = String(Math.max(2, Math.floor(Number(values.examples) / Number(batch))))
  const found = []
  for (const engine of listOf('engines')) {
    const env = { SHAPEBOUND_ENGINE: engine, BENCH_STEPS: steps }
    const own = await start(engine, [process.execPath, SUBJECT, model, batch], { samples, env, say })
    if (own !== null) found.push(own)
  }
  for (const { ready } of found) say(`${model}, batches of ${batch}: ${ready.engine}`)
  const told = (name, turn, ms) =>
    say(`${turn === 0 ? 'warm' : turn} ${name} ${ms.toFixed(2)} ms, load ${loadavg()[0].toFixed(2)}`)
  const medians = await interleaved(found, Number(values.turns), told)
  for (const { stop } of found) await stop()
  return roundedAll(medians)
}

const all = {}
for (const model of listOf('models'))
  for (const batch of listOf('batches')) all[`${model} ${batch}`] = await measured(model, batch)

say(
  `\n| milliseconds a step | ${listOf('engines').join(' | ')} |\n|---|${listOf('engines')
    .map(() => '---|')
    .join('')}`,
)
for (const [name, medians] of Object.entries(all))
  say(
    `| ${name} | ${listOf('engines')
      .map((engine) => medians[engine] ?? '')
      .join(' | ')} |`,
  )
process.stdout.write(`${JSON.stringify(all, null, values.json ? 0 : 2)}\n`)
