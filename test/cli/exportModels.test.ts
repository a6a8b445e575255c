import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { inFolder } from './inFolder.js'
import { OWN_RECIPE } from './ownRecipe.js'

const { at, cli } = inFolder('export-folder')

beforeAll(async () => {
  const tiny = ['--hidden', '8', '--latent', '2', '--epochs', '1', '--batch', '4096', '--engine', 'wasm']
  expect((await cli('train', 'batch-norm-vae', ...tiny, '--out', at('run'))).code).toBe(0)
}, 60_000)

describe('export of a folder', () => {
  it('writes the models of any recipe', async () => {
    const { code, out } = await cli('export', at('run'), '--out', at('models'), '--json')
    const { checkpoint, opset, files } = JSON.parse(out)
    expect([code, checkpoint, opset]).toEqual([0, at('run/checkpoint.safetensors'), 18])
    expect((await readdir(at('models'))).toSorted()).toEqual(['decoder.onnx', 'encoder.onnx', 'sampler.onnx'])
    expect(files[0].outputs.map(({ name }: { readonly name: string }) => name)).toEqual(['mean', 'logVariance'])
    expect((await cli('export', at('run/best.safetensors'), '--out', at('best'))).code).toBe(0)
  })

  it('finds the recipe of a checkpoint that stands alone by what it says of its run', async () => {
    await mkdir(at('alone'))
    await copyFile(at('run/best.safetensors'), at('alone/mine.safetensors'))
    for (const [out, argv] of [
      ['by-run', ['--run', at('run')]],
      ['by-file', ['--checkpoint', at('alone/mine.safetensors')]],
      ['by-path', [at('alone/mine.safetensors')]],
      ['by-name', [at('alone/mine.safetensors'), '--recipe', 'batch-norm-vae']],
    ] as const) {
      expect(await cli('export', ...argv, '--out', at(out))).toMatchObject({ code: 0 })
      for (const file of ['decoder.onnx', 'encoder.onnx'])
        expect(await readFile(join(at(out), file)), out).toEqual(await readFile(join(at('models'), file)))
    }
  })

  it('takes the file of a recipe of somebody by its run, or where that is not there by its name', async () => {
    await writeFile(at('my-vae.ts'), OWN_RECIPE)
    expect((await cli('train', at('my-vae.ts'), '--engine', 'wasm', '--out', at('own'))).code).toBe(0)
    await copyFile(at('own/best.safetensors'), at('alone/own.safetensors'))
    const [file, out] = [at('alone/own.safetensors'), at('own-models')]
    expect((await cli('export', '--run', at('own'), '--out', out)).code).toBe(0)
    expect((await cli('export', file, '--recipe', at('my-vae.ts'), '--out', at('named'))).code).toBe(0)
    expect(await readFile(join(at('named'), 'sampler.onnx'))).toEqual(await readFile(join(out, 'sampler.onnx')))
    const { code, err } = await cli('export', file, '--out', at('none'))
    expect([code, err]).toEqual([2, expect.stringContaining(' is of the recipe my-vae, whose file is not known: ')])
  })

  it.each([
    [['FILE', '--recipe', 'vea'], 'train: there is no recipe vea: did you mean vae?'],
    [['FILE', '--recipe', 'vae'], 'there is no option'],
    [['FILE', '--recipe', 'nowhere.ts'], 'needs the file of a recipe, and there is none at '],
    [['RUN', 'more'], 'export: takes options with one value each, but is also given more'],
    [['RUN', '--run', 'RUN'], 'export: takes options with one value each, but is also given '],
    [['nowhere'], 'export: checkpoint: needs the file '],
    [['RUN', '--out', 'MODELS'], 'which would be overwritten: choose another folder with --out'],
  ])('%j is refused in one line', async (argv, words) => {
    const names: Readonly<Record<string, string>> = {
      RUN: at('run'),
      MODELS: at('models'),
      FILE: at('alone/mine.safetensors'),
    }
    const { code, out, err } = await cli('export', ...argv.map((word) => names[word] ?? word))
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2])
    expect(err).toContain(words)
  })
})
