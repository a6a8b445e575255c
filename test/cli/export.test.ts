import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadTree } from '../../src/checkpoints/checkpoint.js'
import { decode, encode, type NamedTensors, type SafeTensors } from '../../src/checkpoints/safetensors.js'
import type { LikelihoodKind } from '../../src/distributions/family.js'
import { choose } from '../../src/engines/select.js'
import { blank } from '../../src/export/blank.js'
import * as Vae from '../../src/models/vae/index.js'
import { child, from, type Key, normal, uniform } from '../../src/random/key.js'
import { bernoulliVae, gaussianVae } from '../../src/recipes/known/network.js'
import { named } from '../../src/shapes/named.js'
import { host } from '../../src/tensors/create.js'
import type { Tensor } from '../../src/tensors/tensor.js'
import { expectNear } from '../support/near.js'
import { readOnnx, runOnnx, runtimeMissing } from '../support/onnx.js'
import { right, run as runEffect } from '../support/outcome.js'
import { inProcess } from './inProcess.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-export-'))
})
afterAll(() => rm(folder, { recursive: true }))

const cli = (...argv: readonly string[]) => inProcess(argv, { cache: join(folder, 'cache') })

const FILES = ['encoder.onnx', 'decoder.onnx', 'sampler.onnx']
const LIKELIHOODS = ['bernoulli', 'gaussian'] as const
const SIZES = { hidden: 8, latent: 2 }

beforeAll(async () => {
  for (const distribution of LIKELIHOODS) {
    const { code, err } = await cli(
      ...['train', '--hidden', '8', '--latent', '2', '--epochs', '1', '--batch', '1024', '--engine', 'wasm'],
      ...['--likelihood', distribution, '--seed', '5', '--out', join(folder, distribution)],
    )
    expect([code, err]).toEqual([0, expect.stringContaining('test ELBO')])
  }
})

const checkpointOf = (distribution: string) => join(folder, distribution, 'checkpoint.safetensors')

// -----------------------------------------------------------------------------
// what is written
// -----------------------------------------------------------------------------

describe('export', () => {
  it('writes three models beside the checkpoint, and says what they take and give', async () => {
    const { code, out, err } = await cli('export', '--run', join(folder, 'bernoulli'), '--json')
    const port = (name: string, ...sizes: readonly (number | string)[]) => ({ name, type: 'float32', sizes })
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      checkpoint: checkpointOf('bernoulli'),
      out: join(folder, 'bernoulli'),
      opset: 18,
      files: [
        {
          path: join(folder, 'bernoulli', 'encoder.onnx'),
          inputs: [port('x', 'batch', 400)],
          outputs: [port('mean', 'batch', 2), port('logVariance', 'batch', 2)],
        },
        {
          path: join(folder, 'bernoulli', 'decoder.onnx'),
          inputs: [port('z', 'batch', 2)],
          outputs: [port('logits', 'batch', 400), port('mean', 'batch', 400)],
        },
        {
          path: join(folder, 'bernoulli', 'sampler.onnx'),
          inputs: [port('z', 'batch', 2), port('uniform', 'batch', 400)],
          outputs: [port('x', 'batch', 400), port('mean', 'batch', 400)],
        },
      ],
    })
    expect(err).toContain('sampler.onnx   z [batch, 2], uniform [batch, 400] -> x [batch, 400], mean [batch, 400]\n')
    expect((await readdir(join(folder, 'bernoulli'))).filter((name) => name.endsWith('.onnx')).sort()).toEqual(
      [...FILES].sort(),
    )
  })

  it('writes into another folder, the same bytes each time', async () => {
    for (const out of ['once', 'twice'])
      expect(
        await cli('export', '--checkpoint', checkpointOf('gaussian'), '--out', join(folder, 'out', out)),
      ).toMatchObject({ code: 0, out: '' })
    for (const file of FILES)
      expect(await readFile(join(folder, 'out', 'once', file))).toEqual(
        await readFile(join(folder, 'out', 'twice', file)),
      )
    expect(await readdir(join(folder, 'out', 'once'))).toHaveLength(3)
  })

  it('tells how the model came about, and no place on this machine', async () => {
    const bytes = await readFile(join(folder, 'bernoulli', 'encoder.onnx'))
    const { metadata } = readOnnx(bytes)
    expect(metadata).toMatchObject({
      objective: 'E_q[log p(x|z)] - KL(q(z|x) || p(z))',
      engine: 'wasm',
      steps: '8',
      seed: '5',
      likelihood: 'Bernoulli',
      event: '[400]',
      latent: '[2]',
      program: 'encoder',
    })
    expect(JSON.parse(metadata.options as string)).toMatchObject({ data: 'sprites', hidden: 8, seed: 5, beta: 1 })
    expect(bytes.includes(folder)).toBe(false)
  })

  it('writes models that give the numbers of the library: Bernoulli distributions', (ctx) =>
    holds(bernoulliVae(named('pixels', 400), SIZES), 'bernoulli', ctx.skip))

  it('writes models that give the numbers of the library: normal distributions', (ctx) =>
    holds(gaussianVae(named('pixels', 400), SIZES), 'gaussian', ctx.skip))
})

/** The encoder and the sampler that are exported, against the model with the parameters of the checkpoint. */
const holds = async <E, D, Distribution extends LikelihoodKind>(
  model: Vae.Vae<readonly ['pixels'], readonly ['latent'], E, D, Distribution>,
  distribution: (typeof LIKELIHOODS)[number],
  skip: (words: string) => void,
): Promise<void> => {
  const missing = await runtimeMissing()
  if (missing !== null) return skip(missing)
  type Params = Vae.VaeParams<E, D>
  const out = join(folder, `numbers-${distribution}`)
  expect(await cli('export', '--run', join(folder, distribution), '--out', out)).toMatchObject({ code: 0 })
  const [encoder, sampler] = await Promise.all(
    ['encoder', 'sampler'].map((file) => readFile(join(out, `${file}.onnx`))),
  )
  const { engine } = await runEffect(choose('wasm'))
  const { params } = await runEffect(loadTree(await runEffect(blank(model.init)))(checkpointOf(distribution)))
  const key = from(9)
  for (const count of [1, 3]) {
    const x = host(['rows', 'pixels'], { rows: count, pixels: 400 }, uniform(from(3), 400 * count))
    const wanted = await runEffect(
      engine.run((own: { readonly params: Params; readonly x: Tensor<readonly ['rows', 'pixels']> }, each: Key) => ({
        q: model.encoder.apply(own.params.encoder)(own.x),
        made: Vae.generate(model)(own.params, each, count),
      }))({ params, x }, key),
    )
    const noise = distribution === 'bernoulli' ? uniform : normal
    const codes = await runOnnx(encoder as Uint8Array, { x })
    const found = await runOnnx(sampler as Uint8Array, {
      z: { sizes: [count, 2], values: normal(child('z')(key), 2 * count) },
      [distribution === 'bernoulli' ? 'uniform' : 'normal']: {
        sizes: x.sizes,
        values: noise(child('x')(key), 400 * count),
      },
    })
    const pairs = [
      [codes.mean, wanted.q.mean],
      [codes.logVariance, wanted.q.logVariance],
      [found.mean, wanted.made.mean],
      [found.x, wanted.made.x],
    ]
    for (const [given, by] of pairs)
      expectNear(given?.values ?? [], by?.values ?? [0], { absolute: 1e-6, relative: 1e-5 })
  }
}

// -----------------------------------------------------------------------------
// what is refused
// -----------------------------------------------------------------------------

const refused = async (words: string, ...argv: readonly string[]) => {
  const { code, out, err } = await cli('export', ...argv)
  expect(err).toContain(words)
  expect(err.trimEnd().split('\n'), 'one line').toHaveLength(1)
  expect(err).not.toContain('    at ')
  expect([code, out]).toEqual([2, ''])
}

describe('bad input', () => {
  it.each([
    ['--run: needs the folder of a run, or --checkpoint a file; neither is given', []],
    ["option '--run <dir>' cannot be used with option '--checkpoint <file>'", ['--run', 'a', '--checkpoint', 'b']],
    ["unknown option '--bogus'", ['--bogus']],
    ["option '--run <dir>' argument missing", ['--run']],
    ['takes options with one value each, but is also given more', ['a', 'more']],
    ['--run: checkpoint: needs the file /nowhere/checkpoint.safetensors but finds none', ['--run', '/nowhere']],
    ['--checkpoint: checkpoint: needs the file /nowhere but finds none', ['--checkpoint', '/nowhere']],
    ['--checkpoint: read: needs to read /tmp but the system says: EISDIR', ['--checkpoint', '/tmp']],
  ])('%s', (words, argv) => refused(words, ...argv))

  it('never overwrites, and leaves the others unwritten', async () => {
    const out = join(folder, 'held')
    await mkdir(out)
    await writeFile(join(out, 'sampler.onnx'), 'mine')
    await refused('already holds sampler.onnx', '--run', join(folder, 'gaussian'), '--out', out)
    expect(await readdir(out)).toEqual(['sampler.onnx'])
    expect(await readFile(join(out, 'sampler.onnx'), 'utf8')).toBe('mine')
  })

  it('never writes in the place of a link that leads nowhere', async () => {
    const out = join(folder, 'linked')
    await mkdir(out)
    await symlink(join(folder, 'nothing'), join(out, 'encoder.onnx'))
    await refused('already holds encoder.onnx', '--run', join(folder, 'gaussian'), '--out', out)
  })

  it('names a folder that cannot be written', () =>
    refused('--out: write: needs to write', '--run', join(folder, 'gaussian'), '--out', '/proc/none'))
})

/** A checkpoint that a change was made to. */
const changed = async (name: string, change: (checkpoint: SafeTensors) => SafeTensors): Promise<string> => {
  const { tensors, metadata } = change(right(decodeOf(await readFile(checkpointOf('bernoulli')))))
  const file = join(folder, `${name}.safetensors`)
  const leaves = tensors.map((each) => ({ path: each.name, value: { shape: each.sizes, ...each } }))
  await writeFile(file, encode(leaves, metadata))
  return file
}

const decodeOf = (bytes: Uint8Array) => {
  const decoded = decode(bytes)
  return decoded._tag === 'Left' ? { ...decoded, left: { message: decoded.left.message } } : decoded
}

const withTensor =
  (name: string, change: (tensor: NamedTensors) => readonly NamedTensors[]) => (checkpoint: SafeTensors) => ({
    ...checkpoint,
    tensors: checkpoint.tensors.flatMap((each) => (each.name === name ? change(each) : [each])),
  })

const withMetadata = (more: Readonly<Record<string, string>>) => (checkpoint: SafeTensors) => ({
  ...checkpoint,
  metadata: { ...checkpoint.metadata, ...more },
})

const withOptions =
  (more: Readonly<Record<string, unknown>>) =>
  (checkpoint: SafeTensors): SafeTensors =>
    withMetadata({ options: JSON.stringify({ ...JSON.parse(checkpoint.metadata.options ?? ''), ...more }) })(checkpoint)

const sized = (name: string, ...sizes: readonly number[]): NamedTensors => ({
  name,
  sizes,
  values: new Float32Array(sizes.reduce((product, size) => product * size, 1)),
})

describe('a checkpoint', () => {
  it.each<[string, string, (checkpoint: SafeTensors) => SafeTensors]>([
    ['foreign', 'does not say that it is one', withMetadata({ format: 'pt' })],
    ['bare', 'does not say that it is one', (checkpoint) => ({ ...checkpoint, metadata: {} })],
    ['options', 'does not hold the options of its run', withMetadata({ options: '{' })],
    ['list', 'does not hold the options of its run', withMetadata({ options: '[]' })],
    [
      'nameless',
      'does not name its recipe',
      ({ tensors, metadata: { recipe: _, ...rest } }) => ({ tensors, metadata: rest }),
    ],
    [
      'of a recipe of somebody',
      'is of the recipe my-vae, whose file is not known: name it with --recipe',
      withMetadata({ recipe: 'my-vae' }),
    ],
    [
      'of no likelihood',
      'likelihood must be one of bernoulli, gaussian, not cauchy',
      withOptions({ likelihood: 'cauchy' }),
    ],
    ['of another option', 'there is no option hiden: did you mean hidden?', withOptions({ hiden: 3 })],
    ['headless', 'has no encoder.0.weight, which the model needs', withTensor('params.encoder.0.weight', () => [])],
    [
      'flat',
      'has encoder.0.weight of sizes [3200] but the model needs [400, 8]',
      withTensor('params.encoder.0.weight', ({ name }) => [sized(name, 3200)]),
    ],
    [
      'empty',
      'has encoder.0.weight of sizes [0, 8] but the model needs [400, 8]',
      withTensor('params.encoder.0.weight', ({ name }) => [sized(name, 0, 8)]),
    ],
    ['codeless', 'has no encoder.2.mean.weight', withTensor('params.encoder.2.mean.weight', () => [])],
    [
      'small',
      'has decoder.2.bias of sizes [399] but the model needs [400]',
      withTensor('params.decoder.2.bias', ({ name }) => [sized(name, 399)]),
    ],
    [
      'more',
      'contains decoder.3.bias, which the model does not have',
      withTensor('params.decoder.2.bias', (each) => [each, sized('params.decoder.3.bias', 1)]),
    ],
    ['less', 'has no decoder.2.bias, which the model needs', withTensor('params.decoder.2.bias', () => [])],
    [
      // a model of these sizes would take 32 gigabytes
      'huge',
      'but the model needs',
      withOptions({ hidden: 1e7 }),
    ],
  ])('that is %s is refused: %s', async (name, words, change) =>
    refused(words, '--checkpoint', await changed(name, change), '--out', join(folder, 'none')),
  )

  it('that is cut is refused', async () => {
    const bytes = await readFile(checkpointOf('bernoulli'))
    const file = join(folder, 'cut.safetensors')
    for (const [length, words] of [
      [0, 'is too short to hold a header'],
      [100, 'says its header has'],
      [bytes.length - 1, 'ends before the numbers of'],
    ] as const) {
      await writeFile(file, bytes.subarray(0, length))
      await refused(words, '--checkpoint', file, '--out', join(folder, 'none'))
    }
  })

  it('that is refused leaves no folder', async () => expect(await readdir(folder)).not.toContain('none'))
})
