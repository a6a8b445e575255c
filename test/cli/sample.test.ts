import { readdir, readFile, writeFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseNpy } from '../../src/files/npy.js'
import { right } from '../support/outcome.js'
import { inFolder } from './inFolder.js'

const { at, cli } = inFolder('sample')
const tiny = ['--hidden', '8', '--latent', '2', '--epochs', '1', '--batch', '1024', '--engine', 'wasm']

/** A recipe that says nothing of what there is to look at. */
const UNSEEN = `
import { Data, DiagonalNormal, Elbo, Layer, Optimizer, Recipe, Vae } from 'shapebound'
export default Recipe.make({
  name: 'unseen', paper: 'none', about: 'a model without looks', options: {},
  data: {
    names: ['sprites'],
    load: ({ key }) => async () => ({ _tag: 'Right', right: Data.sprites({ key, count: 64, size: 4 }).binary }),
  },
  build: ({ data }) => {
    const model = Vae.make({
      encoder: Layer.sequence(Layer.normalHead(16, 2)),
      decoder: Layer.sequence(Layer.bernoulliHead(2, 16)),
      prior: DiagonalNormal.standard(2),
    })
    return Recipe.experiment({ model, objective: Elbo.elbo, data, test: data, optimizer: Optimizer.adam() })
  },
})
`

beforeAll(async () => {
  expect((await cli('train', ...tiny, '--out', at('run'))).code).toBe(0)
  await writeFile(at('unseen.ts'), UNSEEN)
  const unseen = ['train', at('unseen.ts'), '--epochs', '1', '--batch', '64', '--engine', 'cpu', '--out', at('unseen')]
  expect((await cli(...unseen)).code).toBe(0)
}, 120_000)

/** Makes a file of the run, and gives its numbers. */
const numbers = async (name: string, command: string, ...more: readonly string[]) => {
  const { code, err, out } = await cli(command, at('run'), '--out', at(`${name}.npy`), '--json', ...more)
  expect([code, err]).toEqual([0, ''])
  const array = right(parseNpy({ file: name, bytes: await readFile(at(`${name}.npy`)) }))
  expect(JSON.parse(out)).toEqual({ out: at(`${name}.npy`), sizes: array.sizes })
  return { sizes: array.sizes, values: [...(array.values as Float32Array)] }
}

/** Makes a picture of the run, and gives its bytes. */
const picture = async (name: string, command: string, ...more: readonly string[]) => {
  const { code, out } = await cli(command, at('run'), '--out', at(`${name}.png`), ...more)
  expect([code, out]).toEqual([0, expect.stringContaining(`written to  ${at(name)}.png`)])
  return readFile(at(`${name}.png`))
}

const near = (given: readonly number[], wanted: readonly number[]) => {
  expect(given).toHaveLength(wanted.length)
  expect(Math.max(...given.map((value, index) => Math.abs(value - (wanted[index] ?? Number.NaN))))).toBeLessThan(1e-4)
}

describe('sample', () => {
  it('draws the pictures of the report, and others for another seed', async () => {
    expect((await picture('samples', 'sample')).equals(await readFile(at('run/samples.png')))).toBe(true)
    expect((await picture('others', 'sample', '--seed', '9')).equals(await readFile(at('run/samples.png')))).toBe(false)
  })

  it('writes draws or means as numbers', async () => {
    const draws = await numbers('draws', 'sample', '--count', '12')
    expect(draws.sizes).toEqual([12, 400])
    expect(new Set(draws.values)).toEqual(new Set([0, 1]))
    const means = await numbers('means', 'sample', '--count', '12', '--mean')
    expect(means.values.every((value) => value > 0 && value < 1)).toBe(true)
  })
})

describe('sample --from', () => {
  it('draws at codes of training examples, the same for one seed', async () => {
    const once = await numbers('aggregate', 'sample', '--count', '12', '--from', 'aggregate', '--mean')
    expect(once.sizes).toEqual([12, 400])
    const again = await numbers('aggregate2', 'sample', '--count', '12', '--from', 'aggregate', '--mean')
    expect(again).toEqual(once)
    const other = await numbers('aggregate3', 'sample', '--count', '12', '--from', 'aggregate', '--mean', '--seed', '4')
    expect(other.values).not.toEqual(once.values)
  })

  it('draws at codes of a mixture, whose draws are pixels', async () => {
    const draws = await numbers('mixture', 'sample', '--count', '12', '--from', 'mixture', '--components', '3')
    expect(draws.sizes).toEqual([12, 400])
    expect(new Set(draws.values)).toEqual(new Set([0, 1]))
  })

  // each is fitted twice, to all posteriors: by the fastest engine, which is not that of the run
  it.each(['second-stage', 'diffusion'])(
    'draws at codes of what is fitted, %s, the same for one seed',
    { timeout: 600_000 },
    async (source) => {
      const asked = ['sample', '--count', '12', '--from', source, '--mean', '--engine', 'auto'] as const
      const once = await numbers(`${source}1`, ...asked)
      expect(once.sizes).toEqual([12, 400])
      expect(once.values.every((value) => value > 0 && value < 1)).toBe(true)
      expect(await numbers(`${source}2`, ...asked)).toEqual(once)
    },
  )

  it('refuses more components than examples, and another source', async () => {
    const refused = async (...more: readonly string[]) =>
      (await cli('sample', at('run'), '--out', at('x.npy'), ...more)).err
    expect(await refused('--from', 'mixture', '--components', '1000000')).toContain('--components: must be at most')
    expect(await refused('--from', 'posterior')).toContain(
      'Allowed choices are prior, aggregate, mixture, second-stage, diffusion',
    )
  })
})

describe('reconstruct', () => {
  it('draws the pictures of the report', async () => {
    expect((await picture('again', 'reconstruct')).equals(await readFile(at('run/reconstructions.png')))).toBe(true)
  })
})

describe('encode', () => {
  it('writes a row for each example, the same numbers as NPY and as CSV', async () => {
    const codes = await numbers('codes', 'encode')
    expect(codes.sizes).toEqual([1024, 2])
    expect((await cli('encode', at('run'), '--out', at('codes.csv'), '--count', '3')).code).toBe(0)
    const [header, ...rows] = (await readFile(at('codes.csv'), 'utf8')).trimEnd().split('\n')
    expect(header).toBe('z0,z1')
    near(
      rows.flatMap((row) => row.split(',').map(Number)),
      codes.values.slice(0, 6),
    )
  })

  it('of what it was trained on, more than are encoded at once', async () => {
    expect((await numbers('train', 'encode', '--data', 'train', '--count', '1500')).sizes).toEqual([1500, 2])
  })
})

describe('interpolate and traverse', () => {
  it('goes from the reconstruction of one example to that of another', async () => {
    const made = await numbers('made', 'reconstruct', '--count', '6')
    const row = (index: number) => made.values.slice(index * 400, (index + 1) * 400)
    for (const way of ['straight', 'spherical']) {
      const line = await numbers(way, 'interpolate', '--from', '2', '--to', '5', '--steps', '4', '--way', way)
      expect(line.sizes).toEqual([4, 400])
      near(line.values.slice(0, 400), row(2))
      near(line.values.slice(1200), row(5))
    }
    await picture('between', 'interpolate')
  })

  it('moves each number of the latent, or one of them', async () => {
    const all = await numbers('moved', 'traverse', '--steps', '3', '--example', '4')
    expect(all.sizes).toEqual([2, 3, 400])
    const one = await numbers('one', 'traverse', '--steps', '3', '--example', '4', '--along', '1')
    expect(one.sizes).toEqual([3, 400])
    near(one.values, all.values.slice(1200))
    await picture('moves', 'traverse')
  })
})

describe('bad input', () => {
  it.each([
    [['sample', 'RUN'], "required option '--out <file>' not specified"],
    [['sample', 'RUN', '--out', 'x.jpg'], '--out: must be a file whose name ends in .png, .npy, .csv, not x.jpg'],
    [['encode', 'RUN', '--out', 'x.png'], '--out: must be a file whose name ends in .npy, .csv, not x.png'],
    [['sample', 'RUN', '--out', 'THERE'], 'is there already and would be overwritten: choose another name'],
    [['sample', 'RUN', '--out', 'x.png', '--count', '2000'], '--count: must be 1,000 or less for .png, not 2000'],
    [['sample', 'RUN', '--out', 'x.npy', '--count', '0'], "option '--count <n>' argument '0' is invalid"],
    [['sample', 'nowhere', '--out', 'x.npy'], 'sample: needs the file '],
    [['reconstruct', 'RUN', '--out', 'x.npy', '--data', 'all'], "option '--data <half>' argument 'all' is invalid"],
    [
      ['interpolate', 'RUN', '--out', 'x.npy', '--from', '5000'],
      '--from: must be below 1024, the number of test examp',
    ],
    [['interpolate', 'RUN', '--out', 'x.npy', '--steps', '1'], "option '--steps <n>' argument '1' is invalid"],
    [['interpolate', 'RUN', '--out', 'x.npy', '--way', 'round'], "option '--way <way>' argument 'round' is invalid"],
    [['traverse', 'RUN', '--out', 'x.npy', '--along', '2'], '--along: must be below 2, the size of the latent, not 2'],
    [['sample', 'UNSEEN', '--out', 'x.npy'], 'sample: the model of unseen draws no new examples'],
    [['reconstruct', 'UNSEEN', '--out', 'x.npy'], 'reconstruct: the model of unseen makes no reconstructions'],
    [['encode', 'UNSEEN', '--out', 'x.npy'], 'encode: the model of unseen has no encoder'],
    [['traverse', 'UNSEEN', '--out', 'x.npy'], 'traverse: the model of unseen has no latents with numbers between two'],
    [
      ['interpolate', 'UNSEEN', '--out', 'x.npy'],
      'interpolate: the model of unseen has no latents with numbers between',
    ],
  ])('%j is refused in one line, and nothing is written', async (argv, words) => {
    const names: Readonly<Record<string, string>> = {
      ...{ RUN: at('run'), UNSEEN: at('unseen'), THERE: at('run/samples.png') },
      ...{ 'x.npy': at('x.npy'), 'x.png': at('x.png') },
    }
    const { code, out, err } = await cli(...argv.map((word) => names[word] ?? word))
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2])
    expect(err.replaceAll(`${at('')}/`, '')).toContain(words)
    expect((await readdir(at(''))).filter((name) => name.startsWith('x.'))).toEqual([])
  })
})
