import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProcess } from './inProcess.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-recipe-'))
  await writeFile(join(folder, 'my-vae.ts'), OWN)
})
afterAll(() => rm(folder, { recursive: true }))

const cli = (...argv: readonly string[]) => inProcess(argv, { cache: join(folder, 'cache') })
const own = (...argv: readonly string[]) => cli('train', join(folder, 'my-vae.ts'), ...argv)

/** A recipe of somebody's own, in TypeScript: enum and type annotations are no JavaScript. */
const OWN = `
import { Data, DiagonalNormal, Dim, Elbo, Key, Layer, Optimizer, Recipe, Vae } from 'shapebound'

enum Side { Pixels = 8 }

export default Recipe.make({
  name: 'my-vae',
  paper: 'mine, 2026',
  about: 'a small one',
  options: {
    latent: Recipe.whole({ default: 2, from: 1, about: 'dimensions of mine' }),
    deep: Recipe.flag({ about: 'deeper' }),
  },
  settings: { epochs: 1, batch: 64 },
  data: {
    names: ['small-sprites'],
    load: ({ key }: Recipe.DataRequest) => async () => ({
      _tag: 'Right' as const,
      right: Data.sprites({ key: Key.child('train')(key), count: 256, size: Side.Pixels }).binary as any,
    }),
  },
  build: ({ options, data }) => {
    const latent = Dim.named('latent', options.latent)
    const model = Vae.make({
      encoder: Layer.sequence(Layer.normalHead(64, latent)),
      decoder: Layer.sequence(Layer.bernoulliHead(latent, 64)),
      prior: DiagonalNormal.standard(latent),
    })
    const looks = Recipe.ofVae(model)
    return Recipe.experiment({ model, objective: Elbo.elbo, data, test: data, optimizer: Optimizer.adam(), looks })
  },
})
`

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

  it.each([
    ['none.ts', null, 'train: needs the file of a recipe, and there is none at'],
    ['three.ts', 'export default 3', 'must have a recipe as its default export'],
    ['syntax.ts', 'export default (', 'cannot be loaded'],
    ['throws.ts', 'throw new Error("of its own\\nin two lines")', 'of its own in two lines'],
    ['absent.ts', "import x from 'no-such-package'\nexport default x", 'no-such-package'],
  ])('%s that is none is refused in one line', async (name, text, words) => {
    if (text !== null) await writeFile(join(folder, name), text)
    const { code, err } = await cli('train', join(folder, name))
    expect([code, err.split('\n').length, err]).toEqual([2, 2, expect.stringContaining(words)])
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

  it.each([
    ['a name', 'lantent: 3', 'there is no option lantent: did you mean latent?'],
    ['a value', 'latent: x', 'latent must be a positive whole number, not x'],
    ['a list', '[1, 2]', 'must hold names with values, such as latent: 20'],
    ['what is neither YAML nor JSON', 'a: [', 'is not YAML or JSON'],
    ['an option of every recipe', '{"epochs": 0}', 'epochs must be a positive whole number, not 0'],
  ])('are refused by name: %s', async (_, text, words) => {
    const config = join(folder, 'wrong.yaml')
    await writeFile(config, text)
    const { code, err } = await own('--config', config)
    expect([code, err.split('\n').length, err]).toEqual([2, 2, expect.stringContaining(words)])
    expect(err).toMatch(/^shapebound: --config: /)
  })

  it.each([
    ['--config', '/nowhere.yaml', '--config: needs a file that can be read, and /nowhere.yaml is not'],
    ['--set', 'latent', '--set: must be a name and a value, such as latent=20, not latent'],
    ['--set', '=3', '--set: must be a name and a value, such as latent=20, not =3'],
    ['--set', 'lantent=3', '--set: there is no option lantent: did you mean latent?'],
    ['--set', 'latent=0', '--set: latent must be a positive whole number, not 0'],
    ['--set', 'deep=perhaps', '--set: deep must be true or false, not perhaps'],
  ])('are refused by name: %s %s', async (option, value, words) => {
    const { code, err } = await own(option, value)
    expect([code, err.split('\n').length, err]).toEqual([2, 2, expect.stringContaining(words)])
  })
})

describe('recipes', () => {
  it('are listed with their papers, the numbers of their parameters and their data', async () => {
    const { code, out } = await cli('recipes', '--json')
    const all: readonly { readonly name: string; readonly parameters: number; readonly data: readonly string[] }[] =
      JSON.parse(out)
    expect([code, all.map(({ name }) => name)]).toEqual([
      0,
      ['vae', 'mnist-vae', 'beta-vae', 'iwae', 'factor-vae', 'batch-norm-vae', 'conv-vae'],
    ])
    // 784-500-20 and back: (784*500+500) + 2(500*20+20) + (20*500+500) + (500*784+784)
    expect(all.find(({ name }) => name === 'mnist-vae')).toMatchObject({
      parameters: 815_824,
      data: ['mnist', 'binarized-mnist'],
    })
    expect((await cli('recipes')).out).toContain('arXiv:1312.6114')
  })
})
