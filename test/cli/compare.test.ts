import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { inFolder } from './inFolder.js'

const { at, cli } = inFolder('compare')
const tiny = ['--hidden', '8', '--epochs', '1', '--batch', '2048', '--engine', 'wasm']

beforeAll(async () => {
  await cli('train', ...tiny, '--latent', '2', '--out', at('two'))
  await cli('train', ...tiny, '--latent', '3', '--patience', '1', '--out', at('three'))
}, 120_000)

describe('compare', () => {
  it('lists runs with the options that differ, and what their metrics say of them', async () => {
    const { code, out } = await cli('compare', at('two'), at('three'), '--json')
    expect(code).toBe(0)
    const [two, three] = JSON.parse(out)
    expect(two).toMatchObject({ run: at('two'), recipe: 'vae', engine: 'wasm', epochs: 1, steps: 4, validation: null })
    expect(three).toMatchObject({ options: { latent: 3, patience: 1 }, steps: 3 }) // 7,510 examples are left
    expect(two.options).toEqual({ latent: 2 })
    expect(Object.keys(three.options)).toEqual(['latent', 'patience'])
    expect(three.validation).toBeLessThan(0)
    const lines = (await readFile(at('two/metrics.jsonl'), 'utf8')).trimEnd().split('\n')
    const [epoch, test] = lines.slice(-2).map((line) => JSON.parse(line))
    expect(two.test).toEqual({ quantity: 'ELBO', value: test.objective })
    expect([two.objective, two.seconds]).toEqual([epoch.objective, epoch.seconds])
  })

  it('draws a table, a column for each run', async () => {
    const { out } = await cli('compare', at('two'), at('three'))
    expect(out.split('\n').map((line) => line.split(/ {2,}/).slice(0, 1).join())).toEqual([
      ...[
        '',
        'recipe',
        'engine',
        'latent',
        'patience',
        'objective',
        'validation',
        'test ELBO',
        'epochs',
        'steps',
        'seconds',
        '',
      ],
    ])
    expect(out).toMatch(
      /^ +two +three\nrecipe +vae +vae\nengine +wasm +wasm\nlatent +2 +3\npatience +- +1\nobjective +-/,
    )
    expect(out).toMatch(
      /\nvalidation +- +-\d+\.\d\d\ntest ELBO +-\d+\.\d\d +-\d+\.\d\d\nepochs +1 +1\nsteps +4 +3\nseconds +\d+\.\d +\d+\.\d\n$/,
    )
  })

  it('shows no test of a run that has not come to its end', async () => {
    const lines = (await readFile(at('two/metrics.jsonl'), 'utf8')).trimEnd().split('\n')
    await mkdir(at('stopped'))
    await writeFile(
      at('stopped/metrics.jsonl'),
      lines
        .slice(0, -1)
        .map((line) => `${line}\n`)
        .join(''),
    )
    const { out } = await cli('compare', at('two'), at('stopped'), '--json')
    expect(JSON.parse(out).map(({ test }: { readonly test: unknown }) => test === null)).toEqual([false, true])
    expect((await cli('compare', at('two'), at('stopped'))).out).toMatch(/\ntest ELBO +-\d+\.\d\d +-\n/)
  })

  it.each([
    [['compare'], "missing required argument 'dirs'"],
    [['compare', 'TWO'], 'compare: needs the folders of two runs or more, and is given one'],
    [['compare', 'TWO', 'nowhere'], 'compare: needs the file '],
    [['compare', 'TWO', 'EMPTY'], 'metrics.jsonl does not begin with the configuration of a run'],
  ])('%j is refused in one line', async (argv, words) => {
    await writeFile(at('metrics.jsonl'), '')
    const names: Readonly<Record<string, string>> = { TWO: at('two'), EMPTY: at('') }
    const { code, out, err } = await cli(...argv.map((word) => names[word] ?? word))
    expect([code, out, err.split('\n').length]).toEqual([2, '', 2])
    expect(err).toContain(words)
  })
})
