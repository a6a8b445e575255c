import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RECIPES } from '../../src/recipes/registry.js'
import { inProcess } from './inProcess.js'
import { OWN_RECIPE } from './ownRecipe.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-recipe-'))
  await writeFile(join(folder, 'my-vae.ts'), OWN_RECIPE)
})
afterAll(() => rm(folder, { recursive: true }))

const cli = (...argv: readonly string[]) => inProcess(argv, { cache: join(folder, 'cache') })
const own = (...argv: readonly string[]) => cli('train', join(folder, 'my-vae.ts'), ...argv)

describe('a recipe of a file', () => {
  it('trains as those of the library do, with its own options, and is gone on with', async () => {
    const out = join(folder, 'one')
    const { code, out: said } = await own('--latent', '3', '--deep', '--engine', 'cpu', '--out', out, '--json')
    // 64-3 twice and back: 2 (64 * 3 + 3) + (3 * 64 + 64)
    expect([code, JSON.parse(said)]).toEqual([0, expect.objectContaining({ steps: 4, parameters: 646 })])
    const [first = ''] = (await readFile(join(out, 'metrics.jsonl'), 'utf8')).split('\n')
    expect(JSON.parse(first)).toMatchObject({
      ...{ kind: 'configuration', recipe: 'my-vae', file: join(folder, 'my-vae.ts') },
      options: { latent: 3, deep: true, batch: 64 },
    })
    const more = await cli('resume', out, '--epochs', '2', '--json')
    expect([more.code, JSON.parse(more.out).steps]).toEqual([0, 8])
  })

  it('has its options in the help', async () => {
    const { out } = await own('--help')
    expect(out).toContain('dimensions of mine (default: 2)')
    expect(out).not.toContain('--likelihood')
  })
})

describe('options in a file, and set by name', () => {
  it('have their place between the defaults and the command line', async () => {
    const [config, out] = [join(folder, 'run.yaml'), join(folder, 'two')]
    await writeFile(config, 'latent: 3\nbatch: 32\nseed: 5\n')
    const given = ['--config', config, '--set', 'batch=128', '--set', 'seed=6', '--seed', '7', '--engine', 'cpu']
    expect((await own(...given, '--out', out, '--quiet')).code).toBe(0)
    const [first = ''] = (await readFile(join(out, 'metrics.jsonl'), 'utf8')).split('\n')
    expect(JSON.parse(first).options).toMatchObject({ latent: 3, batch: 128, seed: 7 })
  })
})

describe('recipes', () => {
  it('are listed with their papers, the numbers of their parameters and their data', async () => {
    const { code, out } = await cli('recipes', '--json')
    const all: readonly { readonly name: string; readonly parameters: number; readonly data: readonly string[] }[] =
      JSON.parse(out)
    expect([code, all.map(({ name }) => name)]).toEqual([0, RECIPES.map(({ name }) => name)])
    // 784-500-20 and back: (784*500+500) + 2(500*20+20) + (20*500+500) + (500*784+784)
    expect(all.find(({ name }) => name === 'mnist-vae')).toMatchObject({
      parameters: 815_824,
      data: ['mnist', 'binarized-mnist'],
    })
    expect((await cli('recipes')).out).toContain('arXiv:1312.6114')
  })
})
