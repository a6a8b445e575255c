import ts from 'typescript'
import { expect, test } from 'vitest'
import { ROOT } from './sources.js'

// what an editor shows of a value under the pointer: a person must be able to read it

const SOURCE = `
import { pipe } from 'fp-ts/lib/function.js'
import { DiagonalNormal, Elbo, Key, Laplace, Layer, MixturePrior, T, Vae } from 'shapebound'
const layer = Layer.dense(784, 500)
const activation = Layer.tanh
const head = Layer.normalHead(20)
const encoder = Layer.sequence(layer, Layer.tanh, Layer.normalHead(500, 20))
const decoder = Layer.sequence(Layer.dense(20, 784), Layer.bernoulliLogits)
const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(20) })
const prior = DiagonalNormal.standard(20)
const kl = Elbo.kl
const laplacePrior = Laplace.standard(20)
const mixturePrior = MixturePrior.learned({ components: 10 })(20)
const laplaceModel = Vae.make({ encoder: Layer.sequence(Layer.laplaceHead(784, 20)), decoder, prior: laplacePrior })
const score = Elbo.scoreFunction('none')
const sampledKl = Elbo.klByMonteCarlo
const objective = pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(pipe(Elbo.kl, Elbo.scale(4))))
declare const rows: T.Tensor<readonly ['batch', 784]>
const posterior = encoder.apply(encoder.init(Key.from(7)))(rows)
const image = pipe(rows, T.reshape(['batch', 28, 28]))
const centred = pipe(image, T.sub(image), T.mean('batch'))
`
const FILE = `${ROOT}hover.ts`

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  skipLibCheck: true,
}

const service = ts.createLanguageService({
  getCompilationSettings: () => OPTIONS,
  getScriptFileNames: () => [FILE],
  getScriptVersion: () => '1',
  getScriptSnapshot: (name) => {
    const text = name === FILE ? SOURCE : ts.sys.readFile(name)
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
  },
  getCurrentDirectory: () => ROOT,
  getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
  fileExists: (name) => name === FILE || ts.sys.fileExists(name),
  readFile: (name) => (name === FILE ? SOURCE : ts.sys.readFile(name)),
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
})

/** What is shown for a constant of the program. */
const shown = (name: string): string => {
  const at = SOURCE.indexOf(`const ${name} `) + 'const '.length
  return ts.displayPartsToString(service.getQuickInfoAtPosition(FILE, at)?.displayParts)
}

const ENCODER = 'readonly [Layer.AffineParameters<784, 500>, null, Layer.NormalParameters<500, 20>]'
const DECODER = 'readonly [Layer.AffineParameters<20, 784>, null]'

test.each([
  ['layer', 'Layer.Layer<Layer.Dense<784, 500>>'],
  ['activation', 'Layer.Layer<Layer.Activation<"tanh">>'],
  ['head', 'Layer.Layer<Layer.NormalHeadTo<20>>'],
  ['encoder', `Layer.Net<readonly [784], readonly [20], ${ENCODER}, "DiagonalNormal">`],
  ['decoder', `Layer.Net<readonly [20], readonly [784], ${DECODER}, "Bernoulli">`],
  ['model', `Vae.Vae<readonly [784], readonly [20], ${ENCODER}, ${DECODER}, "Bernoulli">`],
  ['prior', 'StandardNormal<readonly [20]>'],
  ['laplacePrior', 'Standard<"Laplace", readonly [20]>'],
  ['mixturePrior', 'MixturePrior.LearnedMixture<readonly [20]>'],
  [
    'laplaceModel',
    'Vae.VaeWith<"Laplace", "StandardLaplace", readonly [784], readonly [20], ' +
      `readonly [Layer.LaplaceParameters<784, 20>], ${DECODER}, "Bernoulli">`,
  ],
  [
    'score',
    'Elbo.Term<readonly ["batch"], "gain", Elbo.LogWeight, ' +
      'Elbo.HasLogLikelihoodAt & Elbo.HasAnyPosterior & Elbo.HasAnyPrior & Elbo.HasDraws>',
  ],
  [
    'sampledKl',
    'Elbo.Term<readonly ["batch"], "cost", "+kl", Elbo.HasAnyPosterior & Elbo.HasAnyPrior & Elbo.HasSamples>',
  ],
  ['kl', 'Elbo.Term<readonly ["batch"], "cost", "+kl", Elbo.HasClosedKl>'],
  [
    'objective',
    'Elbo.Term<readonly ["batch"], "gain", "+log p(x|z)" | "-kl, at least once", ' +
      'Elbo.HasLogLikelihood & Elbo.HasClosedKl>',
  ],
  ['posterior', 'DiagonalNormal.DiagonalNormal<"batch", readonly [20]>'],
  ['image', 'T.Tensor<readonly ["batch", 28, 28]>'],
  ['centred', 'T.Tensor<readonly [28, 28]>'],
])('%s', (name, text) => expect(shown(name)).toBe(`const ${name}: ${text}`))
