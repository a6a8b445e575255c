#!/usr/bin/env node
/** What connects the program to the process: arguments, streams, signals, the cache folder and the exit code. */

import { readFileSync } from 'node:fs'
import { homedir, totalmem } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { downloadProgress, trainingProgress } from '../listeners/progress/display.js'
import { terminal } from '../listeners/progress/terminal.js'
import { FAILED } from './errors.js'
import { memoryOf } from './memory.js'
import { isLost, outlet } from './outlet.js'
import { endingWithParent } from './parent.js'
import { run } from './program.js'
import { trainingCommand } from './reproduce.js'
import { stoppingBy } from './stop.js'
import { sweepProgress } from './sweepProgress.js'

const argv = process.argv.slice(2)

const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
const version =
  typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown'

const [out, err] = [outlet(process.stdout), outlet(process.stderr)]
const clock = () => performance.now()
const screen = terminal(
  {
    isTTY: process.stderr.isTTY,
    get columns() {
      return process.stderr.columns
    },
    write: err.write,
  },
  clock,
  process.env.TERM,
)
/** Lines for errors are never folded: one is one. */
const errors = (text: string) => {
  screen.clear()
  err.write(text)
}

const stopping = stoppingBy(process)
endingWithParent(process)

const code = await run(
  argv,
  { out: out.write, err: errors },
  {
    say: screen.say,
    onTraining: trainingProgress(screen, clock),
    onSweep: sweepProgress(screen),
    onDownload: downloadProgress(screen),
    cache: join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'shapebound'),
    command: trainingCommand(argv),
    version,
    memory: memoryOf(totalmem()),
    stopping,
  },
)

const failure = await out.ended()
if (isLost(failure))
  errors(`shapebound: stdout: needs to take all that is printed, but the system says: ${failure.message}\n`)
process.exitCode = isLost(failure) ? Math.max(code, FAILED) : code
stopping.finish()
