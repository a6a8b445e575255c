import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../../src/cli/program.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-cli-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command line in this process and gives what it said. */
const cli = async (...argv: readonly string[]): Promise<Ended> => {
  const said = { out: '', err: '' }
  const code = await run(
    argv,
    {
      out: (text) => {
        said.out += text
      },
      err: (text) => {
        said.err += text
      },
    },
    {
      say: (line) => {
        said.err += `${line}\n`
      },
      onTraining: () => undefined,
      onDownload: () => undefined,
      cache: join(folder, 'cache'),
      command: 'shapebound',
    },
    '0.0.0',
  )
  return { code, ...said }
}

const tiny = ['--hidden', '8', '--latent', '2', '--epochs', '1', '--batch', '1024', '--engine', 'wasm']
const trainTo = (name: string, ...more: readonly string[]) =>
  cli('train', ...tiny, '--out', join(folder, name), '--json', ...more)
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''

describe('train', () => {
  it('prints one JSON object as the last line of stdout, and leaves what it says', async () => {
    const { code, out } = await trainTo('first', '--seed', '5')
    const json = JSON.parse(lastLine(out))
    expect(code).toBe(0)
    expect(Object.keys(json)).toEqual([
      'engine',
      'seed',
      'steps',
      'secondsPerStep',
      'parameters',
      'quantity',
      'test',
      'out',
    ])
    // 400-8-2 and back: (400*8+8) + 2(8*2+2) + (2*8+8) + (8*400+400)
    expect(json).toMatchObject({ engine: 'wasm', seed: 5, steps: 8, parameters: 6868, out: join(folder, 'first') })
    expect(json.test.elbo).toBeCloseTo(json.test.logLikelihood - json.test.kl, 3)
    expect(json.test.elbo).toBeGreaterThan(-400 * Math.LN2)
    expect(json.test.elbo).toBeLessThan(-10)
    const metrics = await readFile(join(folder, 'first', 'metrics.jsonl'), 'utf8')
    expect(metrics.trimEnd().split('\n')).toHaveLength(9)
    const page = await readFile(join(folder, 'first', 'report.html'), 'utf8')
    expect(page).toContain('E_q[log p(x|z)] - KL(q(z|x) || p(z))')
    for (const picture of ['reconstructions.png', 'samples.png'])
      expect((await readFile(join(folder, 'first', picture))).subarray(1, 4).toString()).toBe('PNG')
    const checkpoint = await readFile(join(folder, 'first', 'checkpoint.safetensors'))
    expect(checkpoint.length).toBeGreaterThan(4 * 6868)
  })

  it('prints the same numbers for the same seed, and others for another', async () => {
    const [first, again, other] = [
      await readFile(join(folder, 'first', 'metrics.jsonl'), 'utf8'),
      JSON.parse(lastLine((await trainTo('again', '--seed', '5')).out)),
      JSON.parse(lastLine((await trainTo('other', '--seed', '6')).out)),
    ]
    const steps = (text: string) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).objective)
    expect(steps(await readFile(join(folder, 'again', 'metrics.jsonl'), 'utf8'))).toEqual(steps(first))
    expect(other.test.elbo).not.toBe(again.test.elbo)
  })

  it('takes every option of the model and of training', async () => {
    const { code, out, err } = await trainTo(
      'options',
      ...['--likelihood', 'gaussian', '--beta', '0.5', '--samples', '2', '--optimizer', 'sgd', '--lr', '1e-6'],
      ...['--patience', '1'],
    )
    expect([err, code]).toEqual([expect.stringContaining('test ELBO'), 0])
    expect(JSON.parse(lastLine(out)).steps).toBe(7) // a twelfth of 8192 is held out
    expect(await readFile(join(folder, 'options', 'report.html'), 'utf8')).toContain('0.5 KL')
  })
})

describe('bad input', () => {
  const refused = async (words: string, ...argv: readonly string[]) => {
    const { code, out, err } = await cli('train', ...argv)
    expect(err).toContain(words)
    expect(err.trimEnd().split('\n'), 'one line').toHaveLength(1)
    expect(err).not.toContain('    at ')
    expect([code, out]).toEqual([2, ''])
  }

  it.each([
    ["unknown option '--bogus'", ['--bogus']],
    ["option '--beta <weight>' argument '-1' is invalid. It is a number of 0 or more.", ['--beta', '-1']],
    ["option '--epochs <n>' argument '1.5' is invalid. It is a whole number above 0.", ['--epochs', '1.5']],
    ["option '--hidden <n>' argument '' is invalid", ['--hidden', '']],
    ["option '--latent <n>' argument '0' is invalid", ['--latent', '0']],
    ["option '--lr <rate>' argument 'NaN' is invalid. It is a number above 0.", ['--lr', 'NaN']],
    ["option '--seed <n>' argument '-3' is invalid", ['--seed', '-3']],
    ["option '--engine <name>' argument 'gpu' is invalid", ['--engine', 'gpu']],
    ["option '--data <name>' argument 'cifar' is invalid", ['--data', 'cifar']],
    ["option '--epochs <n>' argument missing", ['--epochs']],
    ['too many arguments', ['more']],
    ['--batch: 9000 is more than the 8192 training examples', ['--batch', '9000']],
    [
      '--binarize: a Gaussian likelihood takes pixels as they are',
      ['--likelihood', 'gaussian', '--binarize', 'sample'],
    ],
    ['--binarize: binarized-mnist is binary already', ['--data', 'binarized-mnist', '--binarize', 'sample']],
    ['--data-dir: frey-faces is read from a folder', ['--data', 'frey-faces']],
    ['--data-dir: mnist: needs the file train-images-idx3-ubyte', ['--data', 'mnist', '--data-dir', '/nowhere']],
    ['--out: needs a folder that can be written, and /proc/none is not', ['--out', '/proc/none']],
  ])('%s', (words, argv) => refused(words, ...argv))

  it('names a damaged file', async () => {
    await mkdir(join(folder, 'damaged'))
    await writeFile(join(folder, 'damaged', 'train-images-idx3-ubyte'), 'not images')
    await refused('train-images-idx3-ubyte', '--data', 'mnist', '--data-dir', join(folder, 'damaged'))
  })

  it('never overwrites a run', async () => {
    const before = await readFile(join(folder, 'first', 'report.html'))
    await refused('already holds report.html', '--out', join(folder, 'first'))
    expect(await readFile(join(folder, 'first', 'report.html'))).toEqual(before)
  })

  it('says which mirror failed', async () => {
    const { code, err } = await cli('train', '--data', 'mnist', '--mirror', 'http://127.0.0.1:9/none')
    expect([code, err]).toEqual([2, expect.stringContaining('--data: download: needs')])
  })
})

describe('help and version', () => {
  it('end with 0 and list every option', async () => {
    const { code, out } = await cli('train', '--help')
    expect(code).toBe(0)
    for (const option of ['--data', '--beta', '--samples', '--binarize', '--engine', '--json'])
      expect(out).toContain(option)
    expect(await cli('--version')).toMatchObject({ code: 0, out: '0.0.0\n' })
  })
})

describe('the program as it is installed', () => {
  it('ends with 2 and one line for bad input', async () => {
    const ended = await new Promise<Ended>((resolve) => {
      execFile(process.execPath, ['dist/cli/main.js', '--epochs', 'x'], (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), out, err }),
      )
    })
    expect(ended).toEqual({
      code: 2,
      out: '',
      err: "shapebound: option '--epochs <n>' argument 'x' is invalid. It is a whole number above 0.\n",
    })
  })
})
