import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { slurmScript } from '../../src/pools/slurm.js'

const script = slurmScript({
  ...{ name: 'vae', trials: 40, atOnce: 8 },
  ...{ task: "printf '%s\\n' 'my study' --task", collect: 'npx shapebound sweep vae' },
})

test('a task of an array is a trial, so many at once, which is queued again and adds to its output', () =>
  expect(script.split('\n').slice(0, 5)).toEqual([
    ...['#!/bin/bash', '#SBATCH --job-name=vae', '#SBATCH --array=0-39%8', '#SBATCH --requeue'],
    '#SBATCH --open-mode=append',
  ]))

test('without a number all are trained at once', () =>
  expect(slurmScript({ name: 'vae', trials: 3, atOnce: null, task: '', collect: '' })).toContain('--array=0-2\n'))

test('its body runs the command of a task with the number that Slurm gives it', () => {
  const { stdout } = spawnSync('bash', ['-s'], { input: script, env: { ...process.env, SLURM_ARRAY_TASK_ID: '17' } })
  expect(String(stdout)).toBe('my study\n--task\n17\n')
})
