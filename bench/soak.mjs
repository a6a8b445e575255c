/**
 * `npm run soak`: 5,000 steps, and exit code 1 when something does not last. `--steps 1000 --json` for others.
 *
 * `npm run soak -- --minutes 60` trains for as long, with a line for each minute.
 */

import { parseArgs } from 'node:util'
import { failures, lasting } from './lasting.mjs'
import { roundedAll } from './measure.mjs'
import { FEWEST, failuresOf, forMinutes } from './minutes.mjs'

const { values } = parseArgs({
  options: { steps: { type: 'string', default: '5000' }, minutes: { type: 'string' }, json: { type: 'boolean' } },
})

const told = ({ minute, ms, cpuMs, megabytes, threads }) =>
  process.stderr.write(
    `minute ${minute}: ${ms.toFixed(2)} ms a step, ${cpuMs.toFixed(2)} of the processor, ${megabytes.toFixed(0)} MB, ${threads} threads\n`,
  )

const soaked = async () => {
  if (values.minutes === undefined) {
    const result = await lasting({ steps: Number(values.steps) })
    return { result, failed: failures(result) }
  }
  const minutes = Number(values.minutes)
  if (!(minutes >= FEWEST))
    return { result: {}, failed: [`--minutes must be ${FEWEST} or more, not ${values.minutes}`] }
  const result = await forMinutes({ minutes, told })
  return { result, failed: failuresOf(result) }
}

const { result, failed } = await soaked()
for (const words of failed) process.stderr.write(`soak: ${words}\n`)
process.stdout.write(`${JSON.stringify(roundedAll(result), null, values.json ? 0 : 2)}\n`)
process.exitCode = failed.length === 0 ? 0 : 1
