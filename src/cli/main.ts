#!/usr/bin/env node
/** The door to the process: arguments, streams, the cache folder and the exit code. */

import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { run } from './program.js'
import { downloadProgress, trainingProgress } from './progress.js'

const argv = process.argv.slice(2)

const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
const version =
  typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : 'unknown'

process.exitCode = await run(
  argv,
  { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) },
  {
    say: (line) => process.stderr.write(`${line}\n`),
    onTraining: trainingProgress(process.stderr),
    onDownload: downloadProgress(process.stderr),
    cache: join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'shapebound'),
    command: ['shapebound', ...argv].join(' '),
  },
  version,
)
