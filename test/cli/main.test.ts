import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

vi.setConfig({ testTimeout: 180_000 }) // each test starts a process that loads an engine

const MAIN = 'dist/cli/main.js'
const FILES = [
  'best.safetensors',
  'checkpoint.safetensors',
  'explore.html',
  'metrics.jsonl',
  'reconstructions.png',
  'report.html',
  'samples.png',
]
const tiny = ['train', '--hidden', '8', '--latent', '2', '--batch', '1024', '--engine', 'wasm']

/** Erases from here to the end of the line. */
const ERASE = '\x1b[K'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-main-'))
})
afterAll(() => rm(folder, { recursive: true }))

const ended = (child: ChildProcess): Promise<number | string | null> =>
  new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code)))

describe('the program as it is installed', () => {
  it('ends with 2 and one line for bad input', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, '--epochs', 'x'], { encoding: 'utf8' })
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: "shapebound: option '--epochs <n>' argument 'x' is invalid. Expected a positive whole number.\n",
    })
  })
})

describe('when nobody listens any more', () => {
  it('a run goes on and keeps its files', async () => {
    const out = join(folder, 'closed')
    const child = spawn(process.execPath, [MAIN, ...tiny, '--epochs', '1', '--json', '--out', out])
    child.stdout.destroy()
    child.stderr.once('data', () => child.stderr.destroy())
    expect(await ended(child)).toBe(0)
    expect((await readdir(out)).sort()).toEqual(FILES)
  })

  it.skipIf(process.platform !== 'linux')('a full stdout is one line, and the files are kept', async () => {
    const out = join(folder, 'full')
    const full = await open('/dev/full', 'w')
    const child = spawn(process.execPath, [MAIN, ...tiny, '--epochs', '1', '--json', '--out', out], {
      stdio: ['ignore', full.fd, 'pipe'],
    })
    let err = ''
    child.stderr?.on('data', (text) => {
      err += text
    })
    expect(await ended(child)).toBe(1)
    await full.close()
    expect(err.trimEnd().split('\n').at(-1)).toMatch(/^shapebound: stdout: needs to take all that is printed, .*ENOSPC/)
    expect((await readdir(out)).sort()).toEqual(FILES)
  })
})

const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0

describe.skipIf(!hasScript)('on a terminal', () => {
  /** Runs a command on a terminal of 80 columns, and gives all that it wrote; `react` may type. */
  const typed = async (argv: readonly string[], react: (written: string, type: (keys: string) => void) => void) => {
    const command = `stty cols 80; exec ${process.execPath} ${MAIN} ${argv.join(' ')}`
    const child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...process.env, TERM: 'xterm' } })
    let written = ''
    child.stdout.on('data', (text) => {
      written += text
      react(written, (keys) => child.stdin.write(keys))
    })
    return { code: await ended(child), written }
  }

  /** Whatever is asked of a terminal, apart from erasing a line. */
  const asked = (written: string) => written.replaceAll(ERASE, '').includes('\x1b')

  it('shows a bar, and asks for nothing that would have to be put back', async () => {
    const { code, written } = await typed([...tiny, '--epochs', '2', '--out', join(folder, 'bar')], () => undefined)
    expect([code, asked(written)]).toEqual([0, false])
    expect(written).toMatch(/step \d+\/16/)
    expect(written).toContain('epoch 2/2')
  })

  it('ends by Ctrl-C with one line, and keeps its state', async () => {
    let pressed = false
    const { code, written } = await typed(
      [...tiny, '--epochs', '5000', '--out', join(folder, 'interrupted')],
      (soFar, type) => {
        if (pressed || !soFar.includes('epoch    1/5000')) return
        pressed = true
        type('\x03')
      },
    )
    expect([code, asked(written)]).toEqual([130, false])
    expect(written.split(ERASE).at(-1)).toMatch(
      /\nshapebound: stopped after \d+ of 5000 epochs, at step \d+: go on with npx shapebound resume .*\r?\n$/,
    )
    expect(await readdir(join(folder, 'interrupted'))).toContain('checkpoint.safetensors')
  })
})
