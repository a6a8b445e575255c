import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Run } from '../../src/pools/job.js'
import { carryOut, WITH_PARENT } from '../../src/pools/worker.js'
import { study } from '../../src/sweeps/study.js'
import { recipe, space } from '../sweeps/synthetic.js'

const own = study({ recipe, space, on: 'test' })
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shapebound-worker-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A run of a program that is given as text, in the place of a command line. */
const ended = (program: string, name: string, signal = new AbortController().signal) => {
  const run: Run = {
    trial: 0,
    rung: 0,
    seed: 0,
    epochs: 1,
    folder: join(folder, name),
    train: [program],
    resume: [program],
    again: [],
  }
  return carryOut(own, { program: execPath, before: ['-e'], environment: {}, signal })(run)
}
const MEASURED = 'console.log(JSON.stringify({ test: { objective: 2, parts: {} } }))'

test('what a run measured is kept: it is not run again', async () => {
  expect(await ended(MEASURED, 'over')).toEqual({ kind: 'measured', values: { objective: 2 } })
  expect(await ended('process.exit(1)', 'over')).toEqual({ kind: 'measured', values: { objective: 2 } })
})

test('and so is why it failed', async () => {
  const end = { kind: 'failed', reason: 'diverged' }
  expect(await ended("console.error('shapebound: diverged'); process.exit(1)", 'failed')).toEqual(end)
  expect(await ended(MEASURED, 'failed')).toEqual(end)
})

test('a run that is killed goes on', async () => {
  const file = JSON.stringify(join(folder, 'once'))
  const once = `const fs = require('fs'); if (!fs.existsSync(${file})) { fs.writeFileSync(${file}, ''); process.kill(process.pid, 'SIGKILL') }`
  expect(await ended(`${once}; ${MEASURED}`, 'killed')).toMatchObject({ kind: 'measured' })
})

test('a run that another process has is waited for', async () => {
  const file = JSON.stringify(join(folder, 'held'))
  const words =
    'shapebound: write: needs /x for itself but process 1 writes there: wait until it is done, or take another folder'
  const once = `const fs = require('fs'); if (!fs.existsSync(${file})) { fs.writeFileSync(${file}, ''); console.error(${JSON.stringify(words)}); process.exit(2) }`
  expect(await ended(`${once}; ${MEASURED}`, 'held-run')).toMatchObject({ kind: 'measured' })
})

test.each([
  [
    'training: diverged at step 3; the last good state is in /x',
    1,
    { kind: 'failed', reason: 'training: diverged at step 3' },
  ],
  ['--lr: is too much', 2, { kind: 'failed', reason: '--lr: is too much' }],
  ['--data: cannot be read', 2, { kind: 'broken', reason: '--data: cannot be read' }],
])('%s', async (words, code, end) =>
  expect(
    await ended(`console.error(${JSON.stringify(`shapebound: ${words}`)}); process.exit(${code})`, words.slice(2, 6)),
  ).toEqual(end),
)

test('a run that measures nothing is said', async () =>
  expect(await ended('', 'nothing')).toEqual({ kind: 'broken', reason: 'a run has measured nothing on the test data' }))

test('is told that it ends with this process, and is stopped where that is asked for', async () => {
  const stopping = new AbortController()
  const [waits, tells] = [
    'setTimeout(() => undefined, 60000)',
    `if (process.env.${WITH_PARENT} !== '1') process.exit(1)`,
  ]
  const all = ended(`${tells}; ${waits}`, 'stopped', stopping.signal)
  setTimeout(() => stopping.abort(), 300)
  expect(await all).toEqual({ kind: 'stopped' })
})
