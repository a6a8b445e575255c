import { rmSync, writeFileSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { TrainingEvent } from '../../src/training/index.js'
import { inFolder } from './inFolder.js'
import { inProcess } from './inProcess.js'

const { at, cli } = inFolder('resume')
const tiny = ['--hidden', '8', '--latent', '2', '--epochs', '1', '--batch', '1024', '--engine', 'wasm']
const trainTo = (name: string, ...more: readonly string[]) =>
  cli('train', ...tiny, '--out', at(name), '--json', ...more)
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''

describe('a run that does not come to its end', () => {
  it('keeps its last good state where it diverged, in a folder of its own or one that was there', async () => {
    await mkdir(at('mine'))
    for (const name of ['diverged/below', 'mine']) {
      const { code, err } = await trainTo(name, '--lr', '1e10')
      const line = lastLine(err)
      expect([code, line]).toEqual([1, expect.stringMatching(/at step \d+.*; the last good state is in .*/)])
      expect(await readdir(at(name))).toEqual(['checkpoint.safetensors', 'metrics.jsonl'])
    }
  })

  it('saves its last state where it is told to stop, and goes on from it to the same bytes', async () => {
    const [whole, cut] = [at('whole'), at('cut')]
    const own = ['train', ...tiny, '--epochs', '3', '--checkpoint-steps', '3', '--csv', '--norms']
    expect((await inProcess([...own, '--out', whole], { cache: at('cache') })).code).toBe(0)
    const told = new AbortController()
    const { code, err } = await inProcess([...own, '--out', cut], {
      cache: at('cache'),
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
    const [one, two] = [at('one'), at('two')]
    await cli('train', ...tiny, '--out', one)
    await cli('train', ...tiny, '--epochs', '2', '--out', two)
    expect((await cli('resume', one, '--epochs', '2')).code).toBe(0)
    const bytes = (out: string) => readFile(join(out, 'checkpoint.safetensors'))
    expect((await bytes(one)).equals(await bytes(two))).toBe(true)
    const { code, err } = await cli('resume', one, '--epochs', '1')
    expect([code, err]).toEqual([2, 'shapebound: --epochs: 2 are over already, which is more than 1\n'])
  })

  it('is not gone on with by other options, or where its files are not whole', async () => {
    const out = at('changed')
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
    expect((await cli('resume', at('nowhere'))).err).toContain('nowhere/metrics.jsonl')
  })

  it('shows its numbers although they cannot be written', async () => {
    const out = at('full')
    const onTraining = ({ _tag }: TrainingEvent) => {
      // a file where the folder was: nothing can be written into it, by no one
      if (_tag === 'Finished') rmSync(out, { recursive: true })
      if (_tag === 'Finished') writeFileSync(out, '')
    }
    const ended = await inProcess(['train', ...tiny, '--json', '--out', out], { cache: at('cache'), onTraining })
    expect(ended.code).toBe(2)
    expect(ended.err).toContain('test ELBO')
    expect(lastLine(ended.err)).toMatch(/^shapebound: write: needs to write .*metrics.jsonl/)
    expect(JSON.parse(lastLine(ended.out))).toMatchObject({ steps: 8, files: [] })
  })
})
