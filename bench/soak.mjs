/** `npm run soak`: 5,000 steps, and exit code 1 when something does not last. `--steps 1000 --json` for others. */

import { parseArgs } from 'node:util'
import { failures, lasting } from './lasting.mjs'
import { roundedAll } from './measure.mjs'

const { values } = parseArgs({ options: { steps: { type: 'string', default: '5000' }, json: { type: 'boolean' } } })
const result = await lasting({ steps: Number(values.steps) })
const failed = failures(result)
for (const words of failed) process.stderr.write(`soak: ${words}\n`)
process.stdout.write(`${JSON.stringify(roundedAll(result), null, values.json ? 0 : 2)}\n`)
process.exitCode = failed.length === 0 ? 0 : 1
