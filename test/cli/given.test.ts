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

  it('draws the pictures of the report where nothing is given', async () => {
    expect((await cli('sample', at('conditional-vae'), '--out', at('all.png'))).code).toBe(0)
    expect(await readFile(at('all.png'))).toEqual(await readFile(at('conditional-vae/samples.png')))
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
    ['encode OWN', 'encode: the conditional variational autoencoder of conditional-vae has no encoder without label'],
    [
      'reconstruct OWN',
      'reconstruct: the conditional variational autoencoder of conditional-vae makes no reconstructions without label',
    ],
  ])('%s is refused in one line', async (typed, words) => {
    const argv = typed.replace('OWN', at('conditional-vae')).replace('VAE', at('vae')).split(' ')
    const { code, out, err } = await cli(argv[0] ?? '', '--out', at('none.npy'), ...argv.slice(1))
    expect([code, out, err]).toEqual([2, '', `shapebound: ${words}\n`])
  })
})
