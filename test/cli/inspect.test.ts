import { readFile, writeFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { encode } from '../../src/checkpoints/safetensors.js'
import { inFolder } from './inFolder.js'

const { at, cli } = inFolder('inspect')

beforeAll(async () => {
  const tiny = ['--hidden', '8', '--latent', '2', '--epochs', '1', '--batch', '2048', '--engine', 'wasm']
  await cli('train', ...tiny, '--out', at('run'))
}, 60_000)

describe('inspect', () => {
  it('shows the recipe, the formula and the tensors of the checkpoint of a folder', async () => {
    const { code, out } = await cli('inspect', at('run'), '--json')
    const found = JSON.parse(out)
    expect(code).toBe(0)
    expect(found).toMatchObject({
      ...{ checkpoint: at('run/checkpoint.safetensors'), holds: 'state', recipe: 'vae', engine: 'wasm', steps: 4 },
      objective: expect.stringContaining('log p(x|z)'),
      options: { hidden: 8, latent: 2 },
      parameters: 6868, // 400-8-2 and back: (400*8+8) + 2(8*2+2) + (2*8+8) + (8*400+400)
    })
    expect(found.optimizers).toBeGreaterThanOrEqual(2 * 6868) // two moments
    expect(found.tensors).toContainEqual({ name: 'encoder.0.weight', sizes: [400, 8] })
    expect(found.tensors).toHaveLength(10)
  })

  it('says the same in words, of a file of parameters alone too', async () => {
    const { out } = await cli('inspect', at('run/best.safetensors'))
    expect(out).toMatch(/^\/.*best\.safetensors\nrecipe {6}vae\nmaximized {3}/)
    expect(out).toContain('parameters  6,868\nencoder.0.')
    expect(out).toMatch(/\nencoder\.0\.weight +\[400, 8\]\n/)
  })

  it('shows a file that is not ours', async () => {
    await writeFile(
      at('other.safetensors'),
      encode([{ path: 'w', value: { shape: [2], sizes: [2], values: Float32Array.of(1, 2) } }], {}),
    )
    const { code, out } = await cli('inspect', at('other.safetensors'), '--json')
    expect([code, JSON.parse(out)]).toEqual([
      0,
      {
        ...{ checkpoint: at('other.safetensors'), holds: 'parameters', recipe: null, objective: null, engine: null },
        ...{ library: null, steps: null, options: null, parameters: 2, optimizers: 0 },
        tensors: [{ name: 'w', sizes: [2] }],
      },
    ])
  })

  it.each([
    [['inspect'], "missing required argument 'path'"],
    [['inspect', 'nowhere'], 'inspect: checkpoint: needs the file '],
    [['inspect', 'CUT'], 'inspect: checkpoint: '],
    [['inspect', 'RUN', 'more'], 'inspect: takes one folder and options with one value each, but is also given more'],
  ])('%j is refused in one line', async (argv, words) => {
    await writeFile(at('cut.safetensors'), (await readFile(at('run/best.safetensors'))).subarray(0, 1000))
    const names: Readonly<Record<string, string>> = { RUN: at('run'), CUT: at('cut.safetensors') }
    const { code, out, err } = await cli(...argv.map((word) => names[word] ?? word))
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2])
    expect(err).toContain(words)
  })
})

describe('data', () => {
  it('lists the data sets, how they are had, and who takes them', async () => {
    const { code, out } = await cli('data', '--json')
    const all = JSON.parse(out)
    expect(code).toBe(0)
    expect(all[0]).toMatchObject({
      name: 'sprites',
      from: 'drawn',
      recipes: expect.arrayContaining(['vae', 'conv-vae']),
    })
    expect(all).toContainEqual(expect.objectContaining({ name: 'mnist', from: 'downloaded', values: ['unitInterval'] }))
    expect((await cli('data')).out).toMatch(/\nmnist +unitInterval; downloaded, or read from --data-dir\n/)
    expect(await cli('data', 'more')).toMatchObject({ code: 2, err: expect.stringContaining('data: takes options') })
  })
})
