import { writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { inFolder } from './inFolder.js'

const { at, cli } = inFolder('sweep-config')

const STUDY = `
recipe: vae
space:
  latent: [2, 3]
  lr: log:1e-4..1e-2
set: { engine: cpu }
sampler: grid
trials: 6
`

const file = async (content: string) => {
  await writeFile(at('study.yaml'), content)
  return at('study.yaml')
}

/** The words of the study that a file and the command line say. */
const wordsOf = async (content: string, ...argv: readonly string[]) => {
  const { out, err } = await cli('sweep', ...argv, '--config', await file(content), '--print', 'slurm', '--out', '/s')
  return out === '' ? err : / sweep (.*) --out/.exec(out)?.[1]
}

test('a study in a file is that of the same words on a command line', async () =>
  expect(await wordsOf(STUDY)).toBe(
    'vae --space latent=2,3 --space lr=log:1e-4..1e-2 --set engine=cpu --trials 6 --sampler grid',
  ))

test('the command line has the last word, and what of both has names stays', async () => {
  const words = await wordsOf(STUDY, 'beta-vae', '--trials', '4', '--space', 'beta=1,4', '--space', 'latent=5')
  expect(words).toBe(
    'beta-vae --space latent=2,3 --space lr=log:1e-4..1e-2 --space beta=1,4 --space latent=5 --set engine=cpu --trials 4 --sampler grid',
  )
  const { out } = await cli(
    'sweep',
    '--config',
    await file(STUDY),
    '--space',
    'latent=5',
    '--trials',
    '5',
    '--dry-run',
    '--json',
  )
  expect(JSON.parse(out).all[0].point.latent).toBe(5)
})

describe('what a file cannot hold is said', () => {
  test.each([
    ['trials: many', 'trials: Expected a positive whole number.'],
    ['sampler: best', 'sampler: Allowed choices are tpe, random, sobol, grid.'],
    ['trails: 3', 'there is no option trails: did you mean trials?'],
  ])('%s', async (content, words) =>
    expect(await wordsOf(`recipe: vae\nspace: { latent: [2] }\n${content}`)).toBe(
      `shapebound: --config: ${at('study.yaml')}: ${words}\n`,
    ),
  )
})
