import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { OWN_RECIPE } from './ownRecipe.js'

vi.setConfig({ testTimeout: 180_000 }) // processes that load an engine each

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-killed-'))
  await writeFile(join(folder, 'my-vae.ts'), OWN_RECIPE)
})
afterAll(() => rm(folder, { recursive: true }))

/** A moment of a run: after some changes of its folder, and some milliseconds more. */
interface Moment {
  readonly changes: number
  readonly late: number
}

/** A random moment: of a step, or of a write, which is some changes of a folder. */
const moment = (): Moment => ({ changes: 20 + Math.floor(Math.random() * 60), late: Math.random() * 10 })

/** Calls back once a folder has changed so often, and so many milliseconds later. */
const whenChanged = (out: string, { changes, late }: Moment, strike: () => void) => {
  let seen = 0
  return watch(out, () => {
    seen += 1
    if (seen === changes) setTimeout(strike, late)
  })
}

/** Runs the program, and kills it at a moment where one is given; gives its exit code or the signal that ended it. */
const run = (out: string, argv: readonly string[], when: Moment | null): Promise<number | string | null> => {
  const child = spawn(process.execPath, ['dist/cli/main.js', ...argv], { stdio: 'ignore' })
  const watcher = when === null ? null : whenChanged(out, when, () => child.kill('SIGKILL'))
  return new Promise((resolve) =>
    child.on('close', (code, signal) => {
      watcher?.close()
      resolve(signal ?? code)
    }),
  )
}

const train = (out: string, when: Moment | null) => {
  const often = ['--epochs', '10', '--checkpoint-steps', '1', '--engine', 'cpu', '--quiet']
  return run(out, ['train', join(folder, 'my-vae.ts'), ...often, '--out', out], when)
}

/** The files of a run, but for times and the command that made it. */
const endOf = async (out: string) =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(out)).map(async (name) => [
        name,
        (await readFile(join(out, name), 'latin1'))
          .replace(/"seconds":[^,]*|"command":.*/g, '')
          .replace(/<dt>time<\/dt><dd>[^<]*<\/dd>|<code>npx shapebound [^<]*<\/code>/g, ''),
      ]),
    ),
  )

it('a run that is killed twice, at any moments, ends with the bytes of one that was left alone', async () => {
  const [whole, cut] = [join(folder, 'whole'), join(folder, 'cut')]
  const [first, second] = [moment(), moment()]
  await mkdir(cut)
  const alone = train(whole, null)
  const moments = JSON.stringify([first, second])
  expect(await train(cut, first), moments).toBe('SIGKILL')
  expect(await run(cut, ['resume', cut, '--quiet'], second), moments).toBe('SIGKILL')
  expect([await run(cut, ['resume', cut, '--quiet'], null), await alone], moments).toEqual([0, 0])
  expect(await endOf(cut), moments).toEqual(await endOf(whole))
})
