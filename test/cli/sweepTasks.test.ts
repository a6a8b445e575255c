import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { execPath, kill } from 'node:process'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hasSlurm, startSlurm } from '../support/slurm.js'
import { OWN_RECIPE } from './ownRecipe.js'
import { filesOf } from './studyFiles.js'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 }) // each trial is a process that loads an engine

const TRIALS = 3
let folder = ''
const at = (name: string) => join(folder, name)

/** `npx shapebound` is the build here. */
const environment = () => ({ ...process.env, PATH: `${at('bin')}${delimiter}${process.env.PATH}` })

const npx = (...words: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync('npx', ['shapebound', ...words], {
    encoding: 'utf8',
    env: environment(),
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

const words = (out: string): readonly string[] => [
  ...['sweep', at('my-vae.ts'), '--space', 'latent=2,3', '--space', 'batch=16..64', '--set', 'engine=cpu'],
  ...['--set', 'checkpointSteps=1', '--sampler', 'sobol', '--trials', String(TRIALS), '--seeds', '2', '--epochs', '6'],
  ...['--out', at(out)],
]

const scriptOf = (out: string): string => npx(...words(out), '--print', 'slurm')

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shapebound-tasks-'))
  writeFileSync(at('my-vae.ts'), OWN_RECIPE)
  mkdirSync(at('bin'))
  const main = resolve('dist/cli/main.js')
  writeFileSync(at('bin/npx'), `#!/bin/sh\nshift\nexec '${execPath}' '${main}' "$@"\n`, { mode: 0o755 })
  npx(...words('whole'), '--quiet')
})
// again where a step of a job, which ends after its job has, still wrote into it
afterAll(() => rmSync(folder, { recursive: true, maxRetries: 10 }))

const hasBegun = (out: string, trial: number): boolean =>
  existsSync(join(at(out), 'trials', `000${trial}`, '0', 'metrics.jsonl'))

/** Goes through the study after its tasks, which leave nothing to train. */
const collected = (out: string) => {
  const results = Array.from({ length: TRIALS }, (_, trial) =>
    join(at(out), 'trials', `000${trial}`, '1', 'result.json'),
  )
  const written = results.map((file) => statSync(file).mtimeMs)
  npx(...words(out), '--quiet')
  expect(results.map((file) => statSync(file).mtimeMs)).toEqual(written)
  return filesOf(at(out))
}

test('what tasks have trained, one of which was killed and came again, is the study of one machine to the byte', async () => {
  const script = scriptOf('tasks')
  const task = (trial: number) => {
    const child = spawn('bash', ['-s'], {
      ...{ env: { ...environment(), SLURM_ARRAY_TASK_ID: String(trial) }, detached: true },
      stdio: ['pipe', 'ignore', 'inherit'],
    })
    child.stdin.end(script)
    return {
      pid: child.pid ?? 0,
      ended: new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code))),
    }
  }
  const killed = task(2)
  await expect.poll(() => hasBegun('tasks', 2), { timeout: 60_000 }).toBe(true)
  kill(-killed.pid, 'SIGKILL')
  expect(await killed.ended).toBe('SIGKILL')
  expect(await task(0).ended).toBe(0)
  expect(await Promise.all([2, 1].map((trial) => task(trial).ended))).toEqual([0, 0])
  expect(await task(2).ended).toBe(0) // it is over
  expect(collected('tasks')).toEqual(filesOf(at('whole')))
})

test('a task of another study is refused where one has begun', () => {
  const { status, stderr } = spawnSync('npx', ['shapebound', ...words('whole'), '--seed', '3', '--task', '0'], {
    ...{ encoding: 'utf8', env: environment() },
  })
  expect([status, stderr]).toEqual([2, expect.stringContaining(`${at('whole')} holds a study with other seed`)])
})

describe.skipIf(!hasSlurm)(
  'Slurm (slurm-wlm of Debian; skipped where it is not installed, or not to be started)',
  () => {
    test('runs the script: a task that is queued again goes on, and the study is that of one machine', async () => {
      mkdirSync(at('slurm'))
      const slurm = await startSlurm(at('slurm'))
      try {
        writeFileSync(at('study.sh'), scriptOf('array'))
        const id = slurm.call(
          'sbatch',
          '--parsable',
          `--chdir=${folder}`,
          `--export=ALL,PATH=${environment().PATH}`,
          at('study.sh'),
        )
        await expect.poll(() => hasBegun('array', 1), { timeout: 60_000 }).toBe(true)
        slurm.call('scontrol', 'requeue', `${id}_1`)
        await expect.poll(() => slurm.call('squeue', '--noheader'), { timeout: 240_000, interval: 500 }).toBe('')
        expect(readFileSync(at(`slurm-${id}_1.out`), 'utf8')).toContain('DUE TO JOB REQUEUE')
        expect(collected('array')).toEqual(filesOf(at('whole')))
      } finally {
        await slurm.stop()
      }
    })
  },
)
