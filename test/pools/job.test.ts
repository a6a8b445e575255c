import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  measuredIn,
  type Over,
  RESULT,
  type Run,
  resultIn,
  resultText,
  runsOf,
  setOf,
  wordsOf,
} from '../../src/pools/job.js'
import { asha } from '../../src/sweeps/pruner.js'
import { study } from '../../src/sweeps/study.js'
import { recipe, space } from '../sweeps/synthetic.js'

const own = study({ recipe, space, seeds: 2, seed: 5, pruner: asha(), set: { size: 3 } })
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shapebound-job-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a job is a run for each seed, up to its rung', () => {
  const [first, second] = runsOf(
    { study: own, word: 'mine.ts', folder: '/s' },
    { trial: 7, rung: 1 },
    { x: 1, kind: 'a' },
  )
  expect(first).toMatchObject({ trial: 7, rung: 1, seed: 5, epochs: 3, folder: '/s/trials/0007/5' })
  expect(second?.seed).toBe(6)
  const common = ['--epochs', '3', '--quiet', '--json']
  expect(first?.train).toEqual([
    ...['train', 'mine.ts', '--set', 'size=3', '--set', 'patience=9', '--set', 'x=1', '--set', 'kind=a'],
    ...['--seed', '5', '--out', '/s/trials/0007/5', ...common],
  ])
  expect(first?.resume).toEqual(['resume', '/s/trials/0007/5', ...common])
  expect(first?.again).toEqual(
    first?.train.filter((word) => !['--out', '/s/trials/0007/5', '--quiet', '--json'].includes(word)),
  )
})

test('held-out data is had by patience that never ends, unless some is asked for', () => {
  expect(setOf(own)).toEqual({ size: 3, patience: 9 })
  expect(setOf({ ...own, on: 'test' })).toEqual({ size: 3 })
  expect(setOf({ ...own, set: { patience: 2 } })).toEqual({ patience: 2 })
})

test('a run is resumed where it was begun, and begins anew where nothing was written of it', () => {
  const run: Run = { trial: 0, rung: 0, seed: 0, epochs: 1, folder, train: ['train'], resume: ['resume'], again: [] }
  const metrics = join(folder, 'metrics.jsonl')
  expect(wordsOf(run)).toEqual(['train'])
  writeFileSync(metrics, '{"kind":"confi')
  expect(wordsOf(run)).toEqual(['train'])
  expect(existsSync(metrics)).toBe(false)
  writeFileSync(metrics, '{"kind":"configuration"}\n')
  expect(wordsOf(run)).toEqual(['resume'])
})

test('a run is over whose result is of its epochs', () => {
  const run = { folder: join(folder, 'over'), epochs: 3 } as Run
  mkdirSync(run.folder)
  expect(resultIn(run)).toBeNull()
  writeFileSync(join(run.folder, RESULT), '{"epochs":1,"values":{"objective":1}}\n')
  expect(resultIn(run)).toBeNull()
  writeFileSync(join(run.folder, RESULT), '{"epochs":3,"values":{"objective":1}}\n')
  expect(resultIn(run)).toEqual({ kind: 'measured', values: { objective: 1 } })
})

test.each<Over>([
  { kind: 'measured', values: { objective: 1 } },
  { kind: 'failed', reason: 'diverged' },
])('a run that is over is found so: %j', (over) => {
  const run = { folder: join(folder, over.kind), epochs: 3 } as Run
  mkdirSync(run.folder)
  writeFileSync(join(run.folder, RESULT), resultText(run, over))
  expect(resultIn(run)).toEqual(over)
  expect(resultIn({ ...run, epochs: 4 })).toBeNull()
})

test('what a command line measured', () => {
  const test = { elbo: -3, logLikelihood: -2, kl: 1 }
  expect(measuredIn({ ...own, on: 'test' }, { test })).toEqual({ objective: -3, logLikelihood: -2, kl: 1 })
  expect(measuredIn(own, { test })).toBeNull()
  expect(measuredIn(own, { validation: { objective: 2, parts: { KL: 1 } } })).toEqual({ objective: 2, KL: 1 })
  expect(measuredIn(own, null)).toBeNull()
  expect(measuredIn(own, { validation: { objective: null } })).toBeNull()
})
