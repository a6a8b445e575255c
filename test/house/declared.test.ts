import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMPILERS } from '../../scripts/compilers.mjs'
import { newProject, publicValues, saidTo } from './project.js'
import { ENTRIES } from './sources.js'

// The declarations of a project that uses the package (`declaration: true`, as every composite project has it) can name
// every type, whatever each file imports.

const BASE = `
import { Data, DiagonalNormal, Flow, Joint, Key, Layer, type T, Vae } from 'shapebound'
export const encoder = Layer.sequence(Layer.dense(64, 32), Layer.tanh, Layer.normalHead(3))
export const decoder = Layer.sequence(Layer.dense(3, 32), Layer.tanh, Layer.bernoulliHead(64))
export const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(3) })
export const flow = Flow.compose(Flow.radial(3), Flow.iaf(3, { hidden: [8] }))
export const flowing = Vae.make({
  encoder: Flow.posterior(encoder, flow),
  decoder,
  prior: Flow.prior(DiagonalNormal.standard(3), flow),
})
export const joint = Vae.of({
  p: Joint.of(Joint.variable('z', DiagonalNormal.standard(3)), Joint.variable('x', decoder, 'z')),
  q: Joint.of(Joint.given('x', [64]), Joint.variable('z', encoder, 'x')),
})
export const data = Data.sprites({ key: Key.from(1), count: 64, size: 8 }).binary
export declare const rows: T.Tensor<readonly ['batch', 64]>
export declare const image: T.Tensor<readonly ['batch', 28, 28, 1]>
`

/** What people export, each in a file that imports the modules it mentions and no other. */
const EXPORTED = [
  "Dim.named('latent', 20)",
  'Layer.input([28, 28, 1])',
  '[Layer.conv2d(8, { kernel: 3 }), Layer.relu] as const',
  '[Layer.laplaceHead(3), Layer.mixtureHead({ components: 3 })(4, 5), Layer.fixedNormalHead({ variance: 1 })] as const',
  'Layer.sequence(Layer.dense(3, 4), Layer.tanh, Layer.mixtureHead({ components: 3 })(4, 5))',
  'Train.fit({ model, data, objective: Elbo.elbo, optimizer: Optimizer.adam(), epochs: 1, key: Key.from(1) })',
  "Train.player({ name: 'q', objective: Elbo.elbo, moves: ['encoder'], optimizer: Optimizer.adam() })",
  'Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(3) })',
  'model.init(Key.from(1))',
  'encoder.apply(encoder.init(Key.from(1)))(rows)',
  'decoder.apply(decoder.init(Key.from(1)))',
  'Vae.generate(model)(model.init(Key.from(1)), Key.from(2), 3)',
  'Vae.reconstruct(model)(model.init(Key.from(1)))',
  'model.supply(model.init(Key.from(1)))',
  '[Elbo.elbo, Elbo.stickingTheLanding, Elbo.doublyReparameterized, Elbo.scoreFunction("none")] as const',
  '[Elbo.piwae(2)(Elbo.logWeight), Elbo.describe(Elbo.elbo), Elbo.minus(Elbo.kl), Elbo.average("samples")] as const',
  '[Elbo.elboWithBeta(Elbo.linearWarmUp({ steps: 3 })), Elbo.elboWithFreeBits(1)] as const',
  'Optimizer.adam()',
  'Flow.affine(2, 3)',
  'Flow.splineCoupling(3, Layer.sequence(Layer.dense(1, 16)), { bins: 3, bound: 2 })',
  'Flow.inverted(Flow.repeat(3, Flow.planar(3)))',
  'flow.forward(flow.init(Key.from(1)))',
  'Flow.posterior(encoder, flow)',
  'Flow.posterior(Layer.sequence(Layer.dense(8, 3), Layer.batchNorm(), Layer.normalHead(3)), flow)',
  'Flow.amortized(Layer.sequence(Layer.dense(64, 8)), Layer.sequence(Layer.normalHead(8, 3)), { hidden: [4], steps: 2 })',
  "Joint.given('label', Layer.indices(3))",
  'Data.indices(3, [0, 1])',
  'Flow.prior(DiagonalNormal.standard(3), flow)',
  'flowing.init(Key.from(1))',
  'flowing.supply(flowing.init(Key.from(1)))',
  'flowing.encoder.apply(flowing.encoder.init(Key.from(1)))(rows)',
  'Data.sprites({ key: Key.from(1) })',
  'Data.take(10)(data)',
  'Data.Binarize.threshold()(Data.sprites({ key: Key.from(1) }).grey)',
  "Random.normal(Key.from(1))({ shape: ['batch', 3] as const, sizes: [2, 3] })",
  "T.reshape(['batch', 784])",
  'T.matmul(rows)',
  'T.conv2d({} as T.Tensor<readonly [3, 3, 1, 8]>, { stride: 2 })',
  'T.maxPool({ kernel: 2 })(image)',
  "T.einsum('bi,ij->bj')",
  'T.host([2, 3], {}, new Float32Array(6))',
  'MixturePrior.learned({ components: 10 })(20)',
  'VampPrior.through(encoder, { pseudoInputs: 10 })',
  'Vae.make({ encoder, decoder, prior: VampPrior.through(encoder, { pseudoInputs: 10, from: data }) })',
  'Onnx.exportVae(model)',
  "Joint.of(Joint.given('y', [3], 'oneHot'), Joint.variable('z', DiagonalNormal.standard(3)), Joint.variable('x', decoder, 'z'))",
  'joint',
  'joint.init(Key.from(1))',
  'joint.supply(joint.init(Key.from(1)))',
  'Vae.draw(joint)(joint.init(Key.from(1)), Key.from(2), 3)',
  '[Elbo.klOf("z"), Elbo.klByMonteCarloOf("z"), Elbo.logLikelihoodOf("x"), Elbo.expectOver("y"), Elbo.sumOver("y")] as const',
  'Train.fit({ model: joint, data, objective: Elbo.elbo, optimizer: Optimizer.adam(), epochs: 1, key: Key.from(1) })',
  'Autoencoder.make({ encoder: Layer.sequence(Layer.dense(64, 3)), decoder: Layer.sequence(Layer.dense(3, 64)) })',
]

const mentioned = (names: readonly string[], code: string): string =>
  names.filter((name) => new RegExp(`\\b${name}\\b`).test(code)).join(', ')

const found = publicValues(Object.keys(ENTRIES))
const entries = Object.values(ENTRIES).map((name, index) => ({ name, values: found[index] ?? [] }))
const values = entries.flatMap((entry) => entry.values)
const parts = ['model', 'joint', 'flowing', 'flow', 'data', 'rows', 'image', 'encoder', 'decoder']

const exporting = (code: string): string => `
${entries
  .map(
    ({ name, values }) =>
      `import { ${mentioned([...new Set(values.map(([module = '']) => module))], code)} } from '${name}'`,
  )
  .join('\n')}
import { ${mentioned(parts, code)} } from './base.js'
export const it = ${code}
`
const files: Readonly<Record<string, string>> = {
  base: BASE,
  ...Object.fromEntries(EXPORTED.map((code, index) => [`exported-${index}`, exporting(code)])),
  ...Object.fromEntries(values.map((path) => [path.join('-'), exporting(path.join('.'))])),
}

describe('the declarations of a project', () => {
  let folder = ''
  beforeAll(() => {
    folder = newProject()
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test('are those of all public values', () => expect(values.length).toBeGreaterThan(370))

  // what is between the oldest and the newest writes declarations as the oldest does
  test.each([COMPILERS[0], COMPILERS.at(-1)] as readonly string[])('name every type, to %s', async (compiler) =>
    expect(
      await saidTo(folder, compiler, {
        files,
        settings: { declaration: true, emitDeclarationOnly: true, outDir: 'out' },
      }),
    ).toBe(''),
  )
})
