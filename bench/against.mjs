/** `npm run bench:against -- DIR`: a step of this build and of that of another checkout, in turn, and their ratio. */

import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { start } from './contestant.mjs'
import { median, roundedAll } from './measure.mjs'

const { values, positionals } = parseArgs({
  options: {
    models: { type: 'string', default: 'mlp,conv' },
    turns: { type: 'string', default: '16' },
    samples: { type: 'string', default: '3' },
    steps: { type: 'string', default: '96' },
  },
  allowPositionals: true,
})
const say = (words) => process.stderr.write(`${words}\n`)
const turns = Number(values.turns)
const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What a new process takes with the build of a checkout: where its memory lies makes up to a tenth, and differs from one to the next. */
const taken = async (name, folder, model) => {
  const command = [process.execPath, join(folder, `bench/subjects/${model}.mjs`)]
  const own = await start(name, command, { samples: Number(values.samples), env: { BENCH_STEPS: values.steps }, say })
  if (own === null) process.exit(1)
  const ms = await own.turn()
  await own.stop()
  return median(ms)
}

/** Both, one after the other, each first in every second turn. */
const timesOf = async (folders, model) => {
  const times = folders.map(() => [])
  for (let turn = 0; turn < turns; turn++)
    for (const at of turn % 2 === 0 ? [0, 1] : [1, 0])
      times[at].push(await taken(at === 0 ? 'this' : 'other', folders[at], model))
  return times
}

const [folder] = positionals
if (folder === undefined) throw new Error('bench:against needs the folder of another checkout, with its build')

const ratios = {}
for (const model of values.models.split(',')) {
  const [own, other] = await timesOf([ROOT, folder], model)
  ratios[model] = roundedAll({
    this: median(own),
    other: median(other),
    ratioOfMedians: median(own) / median(other),
    ratioOfLeast: Math.min(...own) / Math.min(...other),
    medianOfRatios: median(own.map((ms, at) => ms / other[at])),
    load: loadavg()[0],
  })
  say(`${model}: ${JSON.stringify(ratios[model])}`)
}
process.stdout.write(`${JSON.stringify(ratios, null, 2)}\n`)
