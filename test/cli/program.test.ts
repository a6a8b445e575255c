import { readdir, readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { decode } from '../../src/checkpoints/safetensors.js'
import { COMMANDS } from '../../src/cli/words.js'
import { inFolder } from './inFolder.js'

const { at, cli } = inFolder('program')
const tiny = ['--hidden', '8', '--latent', '2', '--epochs', '1', '--batch', '1024', '--engine', 'wasm']
const trainTo = (name: string, ...more: readonly string[]) =>
  cli('train', ...tiny, '--out', at(name), '--json', ...more)
const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? ''

describe('train', () => {
  it('prints one JSON object as the last line of stdout, and leaves what it says', async () => {
    const { code, out } = await trainTo('first', '--seed', '5')
    const json = JSON.parse(lastLine(out))
    expect(code).toBe(0)
    expect(Object.keys(json)).toEqual([
      'engine',
      'seed',
      'steps',
      'secondsPerStep',
      'parameters',
      'quantity',
      'test',
      'warnings',
      'out',
      'files',
    ])
    // 400-8-2 and back: (400*8+8) + 2(8*2+2) + (2*8+8) + (8*400+400)
    expect(json).toMatchObject({ engine: 'wasm', seed: 5, steps: 8, parameters: 6868, out: at('first') })
    expect(json.test.elbo).toBeCloseTo(json.test.logLikelihood - json.test.kl, 3)
    expect(json.test.elbo).toBeGreaterThan(-400 * Math.LN2)
    expect(json.test.elbo).toBeLessThan(-10)
    const metrics = await readFile(at('first/metrics.jsonl'), 'utf8')
    expect(metrics.trimEnd().split('\n')).toHaveLength(11) // a configuration, 8 steps, an epoch and the test
    const { kind, quantity, examples, samples, objective, parts } = JSON.parse(lastLine(metrics))
    expect([kind, quantity, examples, samples, objective]).toEqual(['test', 'ELBO', 1024, 1, json.test.elbo])
    expect(parts.map(({ unweighted }: { readonly unweighted: number }) => unweighted)).toEqual([
      json.test.logLikelihood,
      json.test.kl,
    ])
    const page = await readFile(at('first/report.html'), 'utf8')
    expect(page).toContain('E_q[log p(x|z)] - KL(q(z|x) || p(z))')
    expect(json.files.toSorted()).toEqual((await readdir(at('first'))).toSorted())
    for (const picture of ['reconstructions.png', 'samples.png'])
      expect((await readFile(at(`first/${picture}`))).subarray(1, 4).toString()).toBe('PNG')
    const checkpoint = await readFile(at('first/checkpoint.safetensors'))
    expect(checkpoint.length).toBeGreaterThan(4 * 6868)
    expect(decode(checkpoint)).toMatchObject({
      right: { metadata: { library: 'shapebound 0.0.0', learningRate: '0.001', steps: '8' } },
    })
    for (const words of [
      '<dt>learning rate</dt><dd>0.001</dd>',
      '<dt>library</dt><dd>shapebound 0.0.0</dd>',
      '<code>npx shapebound train</code>',
    ])
      expect(page).toContain(words)
  })

  it('takes batches in micro-batches, to what whole ones give; workers are for engines that have threads', async () => {
    const whole = JSON.parse(lastLine(await readFile(at('first/metrics.jsonl'), 'utf8')))
    const parts = JSON.parse(lastLine((await trainTo('parts', '--seed', '5', '--micro-batch', '300')).out))
    expect(parts.test.elbo).toBeCloseTo(whole.objective, 3)
    const { code, err } = await trainTo('workers', '--micro-batch', '512', '--workers', '2')
    expect([code, err.trimEnd().split('\n').at(-1)]).toEqual([
      2,
      expect.stringMatching(/^shapebound: workers: the engine must be onnxruntime .* not wasm$/),
    ])
  })

  it('prints the same numbers for the same seed, and others for another', async () => {
    const [first, again, other] = [
      await readFile(at('first/metrics.jsonl'), 'utf8'),
      JSON.parse(lastLine((await trainTo('again', '--seed', '5')).out)),
      JSON.parse(lastLine((await trainTo('other', '--seed', '6')).out)),
    ]
    const steps = (text: string) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).objective)
    expect(steps(await readFile(at('again/metrics.jsonl'), 'utf8'))).toEqual(steps(first))
    expect(other.test.elbo).not.toBe(again.test.elbo)
  })

  it('takes every option of the model and of training', async () => {
    const { code, out, err } = await trainTo(
      'options',
      ...['--likelihood', 'gaussian', '--beta', '0.5', '--samples', '2', '--optimizer', 'sgd', '--lr', '1e-6'],
      ...['--patience', '1', '--tensorboard'],
    )
    expect([err, code]).toEqual([expect.stringContaining('test ELBO'), 0])
    expect(JSON.parse(lastLine(out)).steps).toBe(7) // a twelfth of 8192 is held out
    expect(JSON.parse(lastLine(out)).files).toContainEqual(expect.stringMatching(/^events\.out\.tfevents\./))
    expect(await readFile(at('options/report.html'), 'utf8')).toContain('0.5 KL')
  })
})

describe('help and version', () => {
  it('end with 0 and list every option', async () => {
    const { code, out } = await cli('train', '--help')
    expect(code).toBe(0)
    for (const option of ['--data', '--beta', '--samples', '--binarize', '--engine', '--json'])
      expect(out).toContain(option)
    expect(await cli('--version')).toMatchObject({ code: 0, out: '0.0.0\n' })
    expect((await cli('--help')).out).toContain('(the default command)')
    expect(await cli('help', 'train')).toMatchObject({ code: 0, err: '' })
  })

  it.each(COMMANDS.filter((name) => name !== 'help'))('of %s ends with examples of it', async (name) => {
    const { out } = await cli(name, '--help')
    expect(out).toMatch(new RegExp(`\\nExamples?:\\n(?:  .*\\n)*  shapebound ${name}`))
    expect((await cli('--help')).out).toContain(`  ${name} `)
  })
})
