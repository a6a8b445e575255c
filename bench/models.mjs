/** A step of models in several ways, each a process of its own, in turn. */

import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { start } from './contestant.mjs'
import { interleaved, roundedAll } from './measure.mjs'

const SUBJECT = fileURLToPath(new URL('subjects/model.mjs', import.meta.url))
const say = (words) => process.stderr.write(`${words}\n`)

/** The library's own loop in a process. */
const subject = (model, batch) => [process.execPath, SUBJECT, model, String(batch)]

/** The ways on one model and one size of batches. */
const measured = async ({ model, batch, ways, turns, samples, examples }) => {
  const steps = String(Math.max(2, Math.floor(examples / batch)))
  const found = []
  for (const { name, env, command = subject } of ways) {
    const asked = { samples, env: { ...env, BENCH_STEPS: steps }, say }
    const own = await start(name, command(model, batch), asked)
    if (own !== null) found.push(own)
  }
  for (const { ready } of found) say(`${model}, batches of ${batch}: ${ready.engine}`)
  const told = (name, turn, ms) =>
    say(`${turn === 0 ? 'warm' : turn} ${name} ${ms.toFixed(2)} ms, load ${loadavg()[0].toFixed(2)}`)
  const medians = await interleaved(found, turns, told)
  for (const { stop } of found) await stop()
  return roundedAll(medians)
}

/** Measures each case in each of its ways, and prints a table and one JSON object. */
export const compared = async ({ cases, json, ...how }) => {
  const all = {}
  for (const { model, batch, ways } of cases) all[`${model} ${batch}`] = await measured({ model, batch, ways, ...how })
  const names = [...new Set(cases.flatMap(({ ways }) => ways.map(({ name }) => name)))]
  say(`\n| milliseconds a step | ${names.join(' | ')} |\n|---|${names.map(() => '---|').join('')}`)
  for (const [name, medians] of Object.entries(all))
    say(`| ${name} | ${names.map((each) => medians[each] ?? '').join(' | ')} |`)
  process.stdout.write(`${JSON.stringify(all, null, json ? 0 : 2)}\n`)
}
