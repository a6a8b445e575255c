/** `npm run bench:against -- DIR`: a step of this build and of that of another checkout, in turn, and their ratio. */

import { loadavg } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { start } from './contestant.mjs'
import { median } from './measure.mjs'

const { values, positionals } = parseArgs({
  options: {
    models: { type: 'string', default: 'mlp,conv' },
    turns: { type: 'string', default: '24' },
    steps: { type: 'string', default: '96' },
  },
  allowPositionals: true,
})
const say = (words) => process.stderr.write(`${words}\n`)
const turns = Number(values.turns)
const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A process that trains a model with the build of a checkout. */
const opened = async (name, folder, model) => {
  const command = [process.execPath, join(folder, `bench/subjects/${model}.mjs`)]
  const own = await start(name, command, { samples: 1, env: { BENCH_STEPS: values.steps }, say })
  if (own === null) process.exit(1)
  return own
}

/** Both, one after the other, each first in every second turn. */
const timesOf = async (both) => {
  const times = both.map(() => [])
  for (let turn = -1; turn < turns; turn++)
    for (const at of turn % 2 === 0 ? [0, 1] : [1, 0]) {
      const [ms] = await both[at].turn()
      if (turn >= 0) times[at].push(ms)
    }
  return times
}

const rounded = (number) => Number(number.toPrecision(4))
const [folder] = positionals
if (folder === undefined) throw new Error('bench:against needs the folder of another checkout, with its build')

const ratios = {}
for (const model of values.models.split(',')) {
  const both = [await opened('this', ROOT, model), await opened('other', folder, model)]
  const [own, other] = await timesOf(both)
  for (const { stop } of both) await stop()
  ratios[model] = {
    this: rounded(median(own)),
    other: rounded(median(other)),
    ratioOfMedians: rounded(median(own) / median(other)),
    ratioOfLeast: rounded(Math.min(...own) / Math.min(...other)),
    medianOfRatios: rounded(median(own.map((ms, at) => ms / other[at]))),
    load: rounded(loadavg()[0]),
  }
  say(`${model}: ${JSON.stringify(ratios[model])}`)
}
process.stdout.write(`${JSON.stringify(ratios, null, 2)}\n`)
