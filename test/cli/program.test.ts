import { rmSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decode } from '../../src/checkpoints/safetensors.js'
import { COMMANDS } from '../../src/cli/words.js'
import type { TrainingEvent } from '../../src/training/index.js'
import { inProcess } from './inProcess.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-cli-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs the command line in this process. */
const cli = (...argv: readonly string[]) => inProcess(argv, { cache: join(folder, 'cache') })

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
      'warnings',
      'out',
      'files',
    ])
    // 400-8-2 and back: (400*8+8) + 2(8*2+2) + (2*8+8) + (8*400+400)
    expect(json).toMatchObject({ engine: 'wasm', seed: 5, steps: 8, parameters: 6868, out: join(folder, 'first') })
    expect(json.test.elbo).toBeCloseTo(json.test.logLikelihood - json.test.kl, 3)
    expect(json.test.elbo).toBeGreaterThan(-400 * Math.LN2)
    expect(json.test.elbo).toBeLessThan(-10)
    const metrics = await readFile(join(folder, 'first', 'metrics.jsonl'), 'utf8')
    expect(metrics.trimEnd().split('\n')).toHaveLength(11) // a configuration, 8 steps, an epoch and the test
    const { kind, quantity, examples, samples, objective, parts } = JSON.parse(lastLine(metrics))
    expect([kind, quantity, examples, samples, objective]).toEqual(['test', 'ELBO', 1024, 1, json.test.elbo])
    expect(parts.map(({ unweighted }: { readonly unweighted: number }) => unweighted)).toEqual([
      json.test.logLikelihood,
      json.test.kl,
    ])
    const page = await readFile(join(folder, 'first', 'report.html'), 'utf8')
    expect(page).toContain('E_q[log p(x|z)] - KL(q(z|x) || p(z))')
    expect(json.files.toSorted()).toEqual((await readdir(join(folder, 'first'))).toSorted())
    for (const picture of ['reconstructions.png', 'samples.png'])
      expect((await readFile(join(folder, 'first', picture))).subarray(1, 4).toString()).toBe('PNG')
    const checkpoint = await readFile(join(folder, 'first', 'checkpoint.safetensors'))
    expect(checkpoint.length).toBeGreaterThan(4 * 6868)
    expect(decode(checkpoint)).toMatchObject({
      right: { metadata: { library: 'shapebound 0.0.0', learningRate: '0.001', steps: '8' } },
    })
    for (const words of [
      '<dt>learning rate</dt><dd>0.001</dd>',
      '<dt>library</dt><dd>shapebound 0.0.0</dd>',
      '<code>npx shapebound train</code>',
    ])
      expect(page).toContain(words)
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
      ...['--patience', '1', '--tensorboard'],
    )
    expect([err, code]).toEqual([expect.stringContaining('test ELBO'), 0])
    expect(JSON.parse(lastLine(out)).steps).toBe(7) // a twelfth of 8192 is held out
    expect(JSON.parse(lastLine(out)).files).toContainEqual(expect.stringMatching(/^events\.out\.tfevents\./))
    expect(await readFile(join(folder, 'options', 'report.html'), 'utf8')).toContain('0.5 KL')
  })
})

describe('a run that does not come to its end', () => {
  it('keeps its last good state where it diverged, in a folder of its own or one that was there', async () => {
    await mkdir(join(folder, 'mine'))
    for (const name of [join('diverged', 'below'), 'mine']) {
      const { code, err } = await trainTo(name, '--lr', '1e10')
      const line = lastLine(err)
      expect([code, line]).toEqual([1, expect.stringMatching(/at step \d+.*; the last good state is in .*/)])
      expect(await readdir(join(folder, name))).toEqual(['checkpoint.safetensors', 'metrics.jsonl'])
    }
  })

  it('saves its last state where it is told to stop, and goes on from it to the same bytes', async () => {
    const [whole, cut] = [join(folder, 'whole'), join(folder, 'cut')]
    const own = ['train', ...tiny, '--epochs', '3', '--checkpoint-steps', '3', '--csv', '--norms']
    expect((await inProcess([...own, '--out', whole], { cache: folder })).code).toBe(0)
    const told = new AbortController()
    const { code, err } = await inProcess([...own, '--out', cut], {
      cache: folder,
      stopping: { begin: () => told.signal, finish: () => undefined },
      onTraining: ({ _tag }: TrainingEvent) => (_tag === 'EpochEnded' ? told.abort() : undefined),
    })
    expect([code, lastLine(err)]).toEqual([
      1,
      expect.stringMatching(
        /^shapebound: stopped after 1 of 3 epochs, at step \d+: go on with npx shapebound resume .*cut$/,
      ),
    ])
    expect(await readdir(cut)).toEqual(['checkpoint.safetensors', 'metrics.csv', 'metrics.jsonl'])
    expect((await cli('resume', cut, '--json')).code).toBe(0)
    for (const file of ['checkpoint.safetensors', 'best.safetensors'])
      expect((await readFile(join(cut, file))).equals(await readFile(join(whole, file))), file).toBe(true)
    const timeless = async (out: string) =>
      (await readFile(join(out, 'metrics.jsonl'), 'utf8')).replace(/"seconds":[^,]*/g, '')
    expect(await timeless(cut)).toBe(await timeless(whole))
    expect(await timeless(whole)).toMatch(/"norms":\[\{"player":"fit","part":"decoder","gradient":[\d.]+,"update"/)
    const rows = async (out: string) =>
      (await readFile(join(out, 'metrics.csv'), 'utf8')).replace(/^(epoch,\d+,\d+),[\d.]+/gm, '$1')
    expect(await rows(cut)).toBe(await rows(whole))
    expect((await readdir(cut)).toSorted()).toEqual((await readdir(whole)).toSorted())
  })

  it('goes on for more epochs, to the bytes of a run of as many', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')]
    await cli('train', ...tiny, '--out', one)
    await cli('train', ...tiny, '--epochs', '2', '--out', two)
    expect((await cli('resume', one, '--epochs', '2')).code).toBe(0)
    const bytes = (out: string) => readFile(join(out, 'checkpoint.safetensors'))
    expect((await bytes(one)).equals(await bytes(two))).toBe(true)
    const { code, err } = await cli('resume', one, '--epochs', '1')
    expect([code, err]).toEqual([2, 'shapebound: --epochs: 2 are over already, which is more than 1\n'])
  })

  it('is not gone on with by other options, or where its files are not whole', async () => {
    const out = join(folder, 'changed')
    await cli('train', ...tiny, '--out', out)
    const file = join(out, 'metrics.jsonl')
    const text = await readFile(file, 'utf8')
    const refused = async (changed: string, words: string) => {
      await writeFile(file, changed)
      const { code, err } = await cli('resume', out)
      expect([code, err.split('\n').length, err]).toEqual([2, 2, expect.stringContaining(words)])
    }
    await refused(text.replace('"beta":1', '"beta":2'), 'is of other options than metrics.jsonl beside it')
    await refused(text.replace('"latent":2', '"latent":3'), 'checkpoint')
    await refused(text.replace(/\n\{"kind":"step"[^\n]*/, ''), 'lacks steps that checkpoint.safetensors has taken')
    await refused(text.slice(text.indexOf('\n') + 1), 'does not begin with the configuration of a run')
    const last = text.trimEnd().split('\n').length
    await refused(
      text.replace('"examples":1024', '"examples":-1'),
      `line ${last}: needs a whole number as its examples`,
    )
    await refused('', 'does not begin with the configuration of a run')
    await refused(text.replace('"recipe":"vae"', '"recipe":"vea"'), 'there is no recipe vea: did you mean vae?')
    expect((await cli('resume', join(folder, 'nowhere'))).err).toContain('nowhere/metrics.jsonl')
  })

  it('shows its numbers although they cannot be written', async () => {
    const out = join(folder, 'full')
    const onTraining = ({ _tag }: TrainingEvent) => {
      // a file where the folder was: nothing can be written into it, by no one
      if (_tag === 'Finished') rmSync(out, { recursive: true })
      if (_tag === 'Finished') writeFileSync(out, '')
    }
    const ended = await inProcess(['train', ...tiny, '--json', '--out', out], { cache: folder, onTraining })
    expect(ended.code).toBe(2)
    expect(ended.err).toContain('test ELBO')
    expect(lastLine(ended.err)).toMatch(/^shapebound: write: needs to write .*metrics.jsonl/)
    expect(JSON.parse(lastLine(ended.out))).toMatchObject({ steps: 8, files: [] })
  })
})

describe('help and version', () => {
  it('end with 0 and list every option', async () => {
    const { code, out } = await cli('train', '--help')
    expect(code).toBe(0)
    for (const option of ['--data', '--beta', '--samples', '--binarize', '--engine', '--json'])
      expect(out).toContain(option)
    expect(await cli('--version')).toMatchObject({ code: 0, out: '0.0.0\n' })
    expect((await cli('--help')).out).toContain('(the default command)')
    expect(await cli('help', 'train')).toMatchObject({ code: 0, err: '' })
  })

  it.each(COMMANDS.filter((name) => name !== 'help'))('of %s ends with examples of it', async (name) => {
    const { out } = await cli(name, '--help')
    expect(out).toMatch(new RegExp(`\\nExamples?:\\n(?:  .*\\n)*  shapebound ${name}`))
    expect((await cli('--help')).out).toContain(`  ${name} `)
  })
})
