import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { inFolder } from './inFolder.js'

const { at, cli } = inFolder('cluster')

const study = ['sweep', 'vae', '--space', 'latent=2,3', '--space', 'lr=log:1e-4..1e-2', '--set', 'engine=cpu']
const known = [...study, '--sampler', 'sobol', '--trials', '6']
const kubernetes = ['--print', 'kubernetes', '--image', 'registry/vae:1', '--claim', 'studies']

test('a study that looks at results is refused, with what it needs instead', async () => {
  const words =
    'take --sampler random, sobol or grid with --pruner none, or give the trials out by --queue redis://host:6379 to tasks that run shapebound worker'
  const told = async (...argv: readonly string[]) => (await cli(...argv, '--out', at('no'))).err
  expect(await told(...study, '--print', 'slurm')).toBe(
    `shapebound: --print: a task has the number of its trial alone, and tpe chooses a point by what was measured before: ${words}\n`,
  )
  expect(await told(...known, '--pruner', 'asha', '--task', '0')).toBe(
    `shapebound: --task: a task has the number of its trial alone, and asha ends a trial by what others have measured: ${words}\n`,
  )
})

test.each([
  [[...known, '--print', 'slurm'], '--print: needs --out, a folder that all machines of the cluster have'],
  [[...known, '--task', '0'], '--task: needs --out, the folder of the study'],
  [[...known, '--task', '6', '--out', 'x'], '--task: the study has 6 trials, from 0 to 5, and none of number 6'],
  [
    [...known, '--print', 'kubernetes', '--out', '/studies/a'],
    '--print kubernetes: needs --image, an image with Node, shapebound and the recipe',
  ],
  [
    [...known, '--print', 'kubernetes', '--image', 'vae', '--out', '/studies/a'],
    '--print kubernetes: needs --claim, a PersistentVolumeClaim that all pods can write',
  ],
  [
    [...known, ...kubernetes, '--out', '/studies'],
    '--out: with --print kubernetes must be a folder where the volume is mounted, such as /studies/mine, not /studies',
  ],
  [[...known, '--print', 'slurm', '--task', '1'], "option '--print <cluster>' cannot be used with option '--task <n>'"],
])('%j', async (argv, words) => {
  const { code, out, err } = await cli(...argv)
  expect([code, out, err]).toEqual([2, '', `shapebound: ${words}\n`])
})

test('the script of Slurm has the words of the study, and begins nothing', async () => {
  const { code, out } = await cli(...known, '--print', 'slurm', '--out', at('my study'), '--workers', '3')
  expect(code).toBe(0)
  const [body, last] = out.split('\n').slice(-2)
  expect([out.split('\n')[2], last]).toEqual(['#SBATCH --array=0-5%3', ''])
  const words = `--space latent=2,3 --space lr=log:1e-4..1e-2 --set engine=cpu --trials 6 --sampler sobol --out '${at('my study')}'`
  expect(body).toBe(`exec npx shapebound sweep vae ${words} --quiet --task "$SLURM_ARRAY_TASK_ID"`)
  expect(out).toContain(`#   npx shapebound sweep vae ${words}\n`)
  expect(existsSync(at('my study'))).toBe(false)
})

test('the manifest of Kubernetes has them too, and --json has either as a string', async () => {
  const { out } = await cli(...known, ...kubernetes, '--out', '/studies/a', '--json')
  const job = parse(JSON.parse(out).script)
  expect([job.metadata.name, job.spec.completions]).toEqual(['vae', 6])
  expect(job.spec.template.spec.containers[0].command[2]).toMatch(
    /^exec npx shapebound sweep vae .* --out \/studies\/a --quiet --task "\$JOB_COMPLETION_INDEX"$/,
  )
})
