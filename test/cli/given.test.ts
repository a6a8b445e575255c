import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { parseNpy } from '../../src/files/npy.js'
import { right } from '../support/outcome.js'
import { inFolder } from './inFolder.js'

const { at, cli } = inFolder('given')
const tiny = ['--hidden', '8', '--latent', '2', '--epochs', '1', '--batch', '2048', '--engine', 'wasm']

beforeAll(async () => {
  for (const name of ['vae', 'conditional-vae'])
    expect((await cli('train', name, ...tiny, '--out', at(name))).code).toBe(0)
}, 120_000)

/** The means of six samples of the run, a row each. */
const means = async (name: string, ...more: readonly string[]) => {
  const argv = ['sample', at('conditional-vae'), '--out', at(`${name}.npy`), '--count', '6', '--mean', ...more]
  expect((await cli(...argv)).code).toBe(0)
  const { values } = right(parseNpy({ file: name, bytes: await readFile(at(`${name}.npy`)) }))
  return Array.from({ length: 6 }, (_, row) => [...values.subarray(row * 400, (row + 1) * 400)])
}

describe('--given', () => {
  it('draws for a value of a condition, by its name or its number; without it for each in turn', async () => {
    const turns = await means('turns')
    const each = [
      await means('square', '--given', 'label=square'),
      await means('ellipse', '--given', 'label=1'),
      await means('heart', '--given', 'label=square', '--given', 'label=heart'), // the last word
    ]
    expect(turns).toEqual(turns.map((_, row) => each[row % 3]?.[row]))
    expect(each[0]).not.toEqual(each[1])
    expect(await means('zero', '--given', 'label=0')).toEqual(each[0])
  })

  it('is needed where latents are drawn from codes of the data', async () => {
    const from = ['--from', 'aggregate']
    const { code, err } = await cli('sample', at('conditional-vae'), '--out', at('x.npy'), ...from)
    expect([code, err]).toEqual([2, expect.stringContaining('--from: must be prior without a value of label')])
    expect(await means('fromHearts', ...from, '--given', 'label=heart')).toHaveLength(6)
  })

  it('draws the pictures of the report where nothing is given', async () => {
    expect((await cli('sample', at('conditional-vae'), '--out', at('all.png'))).code).toBe(0)
    expect(await readFile(at('all.png'))).toEqual(await readFile(at('conditional-vae/samples.png')))
  })

  it('is what examples are shown for, which are encoded as what they are', async () => {
    const of = async (name: string, ...argv: readonly string[]) => {
      const [command = '', ...more] = argv
      const { code, err } = await cli(command, at('conditional-vae'), '--out', at(`${name}.npy`), ...more)
      expect([code, err]).toEqual([0, ''])
      return right(parseNpy({ file: name, bytes: await readFile(at(`${name}.npy`)) }))
    }
    const three = ['reconstruct', '--count', '3']
    const [own, hearts] = [await of('own', ...three), await of('hearts', ...three, '--given', 'label=heart')]
    expect(own.sizes).toEqual(hearts.sizes)
    expect(hearts.values).not.toEqual(own.values)
    expect((await of('codes', 'encode', '--count', '3')).sizes).toEqual([3, 2])
    // a way ends at what it goes to
    const way = await of('way', 'interpolate', '--from', '0', '--to', '2', '--steps', '3')
    for (const [at, value] of own.values.subarray(0, 400).entries()) expect(way.values[at]).toBeCloseTo(value, 5)
    for (const [at, value] of own.values.subarray(800).entries()) expect(way.values[800 + at]).toBeCloseTo(value, 5)
    expect((await of('moved', 'traverse', '--along', '1', '--steps', '4', '--given', 'label=0')).sizes).toEqual([
      4, 400,
    ])
    expect((await cli('encode', at('conditional-vae'), '--out', at('x.npy'), '--given', 'label=0')).code).toBe(2)
  })

  it('is an input of the models that are exported', async () => {
    const { code, out } = await cli('export', at('conditional-vae'), '--out', at('onnx'), '--json')
    expect(code).toBe(0)
    const { files } = JSON.parse(out) as { files: readonly { readonly inputs: readonly { readonly name: string }[] }[] }
    expect(files.map(({ inputs }) => inputs.map(({ name }) => name))).toEqual([
      ['x', 'label'],
      ['z', 'label'],
      ['z', 'label', 'uniform'],
    ])
  })

  it.each([
    ['sample OWN --given label', '--given: must be a condition and its value, such as label=3, not label'],
    ['sample OWN --given =3', '--given: must be a condition and its value, such as label=3, not =3'],
    ['sample OWN --given lable=3', '--given: there is no condition lable: did you mean label?'],
    ['sample OWN --given class=3', '--given: there is no condition class: the conditions are label'],
    ...['3', '-1', '1.5', 'disk', ''].map((value) => [
      `sample OWN --given label=${value}`,
      `--given: label must be one of square, ellipse, heart, or a number from 0 to 2, not ${value}`,
    ]),
    ['sample OWN --given', "option '--given <name=value>' argument missing"],
    ['sample VAE --given label=3', '--given: the variational autoencoder of vae has no conditions'],
  ])('%s is refused in one line', async (typed, words) => {
    const argv = typed.replace('OWN', at('conditional-vae')).replace('VAE', at('vae')).split(' ')
    const { code, out, err } = await cli(argv[0] ?? '', '--out', at('none.npy'), ...argv.slice(1))
    expect([code, out, err]).toEqual([2, '', `shapebound: ${words}\n`])
  })
})
