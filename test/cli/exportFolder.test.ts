import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProcess } from './inProcess.js'

let folder = ''
const at = (name: string) => join(folder, name)
const cli = (...argv: readonly string[]) => inProcess(argv, { cache: at('cache') })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-export-folder-'))
  const tiny = ['--hidden', '8', '--latent', '2', '--epochs', '1', '--batch', '4096', '--engine', 'wasm']
  expect((await cli('train', 'batch-norm-vae', ...tiny, '--out', at('run'))).code).toBe(0)
}, 60_000)
afterAll(() => rm(folder, { recursive: true }))

describe('export of a folder', () => {
  it('writes the models of any recipe', async () => {
    const { code, out } = await cli('export', at('run'), '--out', at('models'), '--json')
    const { checkpoint, opset, files } = JSON.parse(out)
    expect([code, checkpoint, opset]).toEqual([0, at('run/checkpoint.safetensors'), 18])
    expect((await readdir(at('models'))).toSorted()).toEqual(['decoder.onnx', 'encoder.onnx', 'sampler.onnx'])
    expect(files[0].outputs.map(({ name }: { readonly name: string }) => name)).toEqual(['mean', 'logVariance'])
    expect((await cli('export', at('run/best.safetensors'), '--out', at('best'))).code).toBe(0)
  })

  it.each([
    [['RUN', 'more'], 'export: takes options with one value each, but is also given more'],
    [['RUN', '--run', 'RUN'], 'export: takes options with one value each, but is also given '],
    [['nowhere'], 'export: checkpoint: needs the file '],
    [['RUN', '--out', 'MODELS'], 'which would be overwritten: choose another folder with --out'],
  ])('%j is refused in one line', async (argv, words) => {
    const names: Readonly<Record<string, string>> = { RUN: at('run'), MODELS: at('models') }
    const { code, out, err } = await cli('export', ...argv.map((word) => names[word] ?? word))
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2])
    expect(err).toContain(words)
  })
})
