import { spawn } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { inFolder } from './inFolder.js'
import { OWN_RECIPE } from './ownRecipe.js'

vi.setConfig({ testTimeout: 300_000 }) // each trial is a process that loads an engine

const { at, cli } = inFolder('sweep')

const space = ['--space', 'latent=2,3', '--space', 'batch=16..64', '--set', 'engine=cpu', '--on', 'test']

describe('bad input is one line', () => {
  test.each([
    [['sweep', 'vae'], 'sweep: needs a space: --space hidden=2..20, or the file of a study'],
    [['sweep', 'vae', '--space', 'latnet=2'], '--space: latnet: there is no option latnet: did you mean latent?'],
    [
      ['sweep', 'vae', '--space', 'latent'],
      '--space: must be a name and values, such as beta=1,4,8 or lr=log:1e-4..1e-2, not latent',
    ],
    [['sweep', 'vae', '--space', 'latent=0,2'], 'sweep: latent must be a positive whole number, not 0'],
    [['sweep', 'vae', '--space', 'lr=log:0..1'], '--space: lr: the ends of a logarithmic scale must be above 0, not 0'],
    [
      ['sweep', 'vae', '--space', 'lr=2..1'],
      '--space: lr: the first end must be below the second, and 2 is not below 1',
    ],
    [['sweep', 'vae', '--space', 'latent=2', '--set', 'nothing=1'], '--set: there is no option nothing: '],
    [
      ['sweep', 'vae', '--space', 'latent=2', '--set', 'seed=1'],
      'sweep: seed is given to each trial by the study, and cannot be set',
    ],
    [['sweep', 'nothing'], 'train: there is no recipe nothing: '],
    [
      ['sweep', 'vae', 'more', '--space', 'latent=2'],
      'sweep: takes one recipe and options with one value each, but is also given more',
    ],
    [['sweep', 'status', 'nowhere'], 'sweep: needs the file journal.jsonl but finds none at '],
    [['sweep', 'best', 'nowhere'], 'sweep: needs the file journal.jsonl but finds none at '],
    [['sweep', 'resume', 'nowhere', '--workers', '0'], "option '--workers <n>' argument '0' is invalid"],
    [
      ['sweep', 'vae', '--space', 'latent=2', '--seed', '-1'],
      "option '--seed <n>' argument '-1' is invalid. Expected a whole number of 0 or more.",
    ],
  ])('%j', async (argv, words) => {
    const { code, out, err } = await cli(...argv)
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2])
    expect(err.startsWith(`shapebound: ${words}`), err).toBe(true)
  })

  test('a folder that cannot be made', async () => {
    await writeFile(at('file'), '')
    const [own, other] = await Promise.all([
      cli('sweep', 'vae', '--space', 'latent=2', '--out', at('file/in')),
      cli('train', '--out', at('file/in')),
    ])
    expect([own.code, own.err]).toEqual([other.code, other.err])
    expect(own.err).toContain(`--out: needs a folder that can be written, and ${at('file/in')} is not: E`)
  })

  test('a folder that holds something else', async () => {
    await mkdir(at('full'))
    await writeFile(join(at('full'), 'mine.txt'), '')
    const { code, err } = await cli('sweep', 'vae', '--space', 'latent=2', '--out', at('full'))
    expect([code, err]).toEqual([2, `shapebound: --out: ${at('full')} holds other files: choose another folder\n`])
  })
})

test('nothing is written into a folder that another process has', async () => {
  const cut = '{"kind":"stu'
  await mkdir(at('held'))
  await writeFile(join(at('held'), 'journal.jsonl'), cut)
  await writeFile(join(at('held'), '.lock'), JSON.stringify({ id: process.ppid, begun: null }))
  const { code, err } = await cli('sweep', 'vae', ...space, '--out', at('held'))
  expect([code, err]).toEqual([2, expect.stringContaining(`process ${process.ppid} writes there`)])
  expect(await readFile(join(at('held'), 'journal.jsonl'), 'utf8')).toBe(cut)
})

test('--dry-run shows the first trials, and makes nothing', async () => {
  const { code, out } = await cli('sweep', 'vae', ...space, '--dry-run', '--json', '--ahead', '3', '--out', at('dry'))
  const { all, begun } = JSON.parse(out)
  expect([code, begun]).toEqual([0, 3])
  expect(Object.keys(all[0].point)).toEqual(['latent', 'batch'])
  expect((await readdir(at('.'))).includes('dry')).toBe(false)
})

/** Runs the program, and kills it after some milliseconds where they are given. */
const run = (argv: readonly string[], after: number | null): Promise<number | string | null> => {
  const child = spawn(process.execPath, ['dist/cli/main.js', ...argv], { stdio: 'ignore' })
  const timer = after === null ? undefined : setTimeout(() => child.kill('SIGKILL'), after)
  return new Promise((resolve) =>
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve(signal ?? code)
    }),
  )
}

test('a study of a recipe of somebody’s own that is killed goes on to the same journal, and is not begun again with other options', async () => {
  await writeFile(at('my-vae.ts'), OWN_RECIPE)
  const study = ['sweep', at('my-vae.ts'), ...space, '--trials', '3', '--epochs', '2', '--pruner', 'asha', '--quiet']
  const [whole, cut] = [at('whole'), at('cut')]
  expect(await run([...study, '--out', whole], null)).toBe(0)
  await run([...study, '--out', cut], 2500)
  expect(await run([...study, '--out', cut], null)).toBe(0)
  const journalOf = (folder: string) => readFile(join(folder, 'journal.jsonl'), 'utf8')
  expect(await journalOf(cut)).toBe(await journalOf(whole))

  const other = await cli(...study, '--seed', '3', '--out', cut)
  expect([other.code, other.err]).toEqual([
    2,
    `shapebound: sweep: ${cut} holds a study with other seed: choose another folder with --out, or go on with npx shapebound sweep resume ${cut}\n`,
  ])
  const more = await cli(...study, '--trials', '4', '--out', cut)
  expect(more.err).toContain(`for more trials there is npx shapebound sweep resume ${cut} --trials 4`)

  expect(await run(['sweep', 'resume', cut, '--trials', '4', '--quiet'], null)).toBe(0)
  const { out } = await cli('sweep', 'status', cut, '--json')
  const { trials, begun, best, metric } = JSON.parse(out)
  expect([trials, begun, metric]).toEqual([4, 4, 'objective'])
  const found = await cli('sweep', 'best', cut, '--json')
  expect(JSON.parse(found.out)).toMatchObject({
    trial: best.trial,
    checkpoints: [expect.stringContaining('best.safetensors')],
  })
  expect((await cli('sweep', 'status', cut)).out.split('\n')[0]).toContain('4 of 4 trials begun')
})
