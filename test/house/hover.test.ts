import { expect, test } from 'vitest'
import { shownAt } from './editor.js'

// what an editor shows of a value under the pointer: a person must be able to read it

const SOURCE = `
import { pipe } from 'fp-ts/lib/function.js'
import { DiagonalNormal, Dim, Elbo, Key, Laplace, Layer, MixturePrior, T, Vae } from 'shapebound'
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
const centered = pipe(image, T.sub(image), T.mean('batch'))
const event = Layer.input([28, 28, 1])
const convolution = Layer.conv2d(1, 32, { kernel: 4, stride: 2 })
const convolutionTo = Layer.conv2d(32, { kernel: 4 })
const transposed = Layer.conv2dTranspose(32, 1, { kernel: 4, stride: 2 })
const pool = Layer.maxPool({ kernel: 2, stride: 2 })
const average = Layer.avgPool({ kernel: 2, padding: 'valid' })
const flattened = Layer.flatten
const reshaped = Layer.reshape([7, 7, 32])
const fixedNormal = Layer.fixedNormalHead({ variance: 1 })(500, 784)
const fixedMean = Layer.fixedNormalMean({ variance: 1 })
const sharedMean = Layer.sharedNormalMean
const halvedMean = Layer.normalMeanLogVariance
const bernoulli = Layer.bernoulliHead(500, 784)
const continuousBernoulli = Layer.continuousBernoulliHead(500, 784)
const laplace = Layer.laplaceHead(500, 20)
const laplaceTo = Layer.laplaceHead(20)
const categorical = Layer.categoricalHead(500, 10)
const relaxedCategorical = Layer.relaxedCategoricalHead({ temperature: 1 })(500, 10)
const relaxedBernoulli = Layer.relaxedBernoulliHead({ temperature: 1 })(20)
const poisson = Layer.poissonHead(500, 10)
const fullNormal = Layer.fullNormalHead(500, 20)
const mixture = Layer.mixtureHead({ components: 5 })(500, 20)
const convolutional = Layer.sequence(event, convolution, Layer.relu, pool, Layer.flatten, laplaceTo)
const generator = Layer.sequence(Layer.dense(20, 1568), reshaped, transposed, Layer.bernoulliLogits)
const coded = pipe({} as T.Tensor<readonly ['batch', 28, 28, 1]>, convolutional.apply(convolutional.init(Key.from(7))))
const tiled = pipe(rows, T.unflatten(1, [28, 28]))
const joined = pipe(tiled, T.flatten(0, 1))
const brought = pipe({} as T.Tensor<readonly ['samples*batch', 20]>, T.reshape([Dim.named('samples', 5), 'batch', 20]))
const pieces = T.unstack({} as T.Tensor<readonly [2, 'batch', 3]>)
`
/** What is shown for a constant of the program. */
const shown = (name: string): string => shownAt(SOURCE, SOURCE.indexOf(`const ${name} `) + 'const '.length)

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
      `readonly [Layer.AffineMaps<"mean" | "logScale", 784, 20>], ${DECODER}, "Bernoulli", "plain">`,
  ],
  [
    'score',
    'Elbo.Term<readonly ["batch"], "gain", Elbo.LogWeight, ' +
      'Elbo.HasLogLikelihoodAt & Elbo.HasPosteriorDensity & Elbo.HasAnyPrior & Elbo.HasDraws>',
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
  ['centered', 'T.Tensor<readonly [28, 28]>'],
  ['event', 'Layer.Layer<Input<readonly [28, 28, 1]>>'],
  ['convolution', 'Layer.Layer<Layer.Conv2d<1, 32, 4, 2, "same", 1>>'],
  ['convolutionTo', 'Layer.Layer<Layer.Conv2dTo<32, 4, 1, "same", 1>>'],
  ['transposed', 'Layer.Layer<Layer.Conv2dTranspose<32, 1, 4, 2, "same", 1>>'],
  ['pool', 'Layer.Layer<Layer.Pool<"maxPool", { readonly kernel: 2; readonly stride: 2; }>>'],
  ['average', 'Layer.Layer<Layer.Pool<"avgPool", { readonly kernel: 2; readonly padding: "valid"; }>>'],
  ['flattened', 'Layer.Layer<Layer.Flatten>'],
  ['reshaped', 'Layer.Layer<Layer.ReshapeTo<readonly [7, 7, 32]>>'],
  ['fixedNormal', 'Layer.Layer<Layer.Head<"fixedNormalHead", "DiagonalNormal", 500, 784>>'],
  ['fixedMean', 'Layer.Layer<Layer.FixedNormalMean>'],
  ['sharedMean', 'Layer.Layer<Layer.SharedNormalMean>'],
  ['halvedMean', 'Layer.Layer<Layer.NormalMeanLogVariance>'],
  ['bernoulli', 'Layer.Layer<Layer.BernoulliHead<500, 784>>'],
  ['continuousBernoulli', 'Layer.Layer<Layer.Head<"continuousBernoulliHead", "ContinuousBernoulli", 500, 784>>'],
  ['laplace', 'Layer.Layer<Layer.Head<"laplaceHead", "Laplace", 500, 20>>'],
  ['laplaceTo', 'Layer.Layer<Layer.HeadTo<"laplaceHead", "Laplace", 20>>'],
  ['categorical', 'Layer.Layer<Layer.Head<"categoricalHead", "Categorical", 500, 10>>'],
  ['relaxedCategorical', 'Layer.Layer<Layer.Head<"relaxedCategoricalHead", "RelaxedCategorical", 500, 10>>'],
  ['relaxedBernoulli', 'Layer.Layer<Layer.HeadTo<"relaxedBernoulliHead", "RelaxedBernoulli", 20>>'],
  ['poisson', 'Layer.Layer<Layer.Head<"poissonHead", "Poisson", 500, 10>>'],
  ['fullNormal', 'Layer.Layer<Layer.Head<"fullNormalHead", "FullNormal", 500, 20>>'],
  ['mixture', 'Layer.Layer<Layer.Head<"mixtureHead", "NormalMixture", 500, 20>>'],
  [
    'convolutional',
    'Layer.Net<readonly [28, 28, 1], readonly [20], ' +
      'readonly [null, Layer.Conv2dParameters<4, 1, 32>, null, null, null, Layer.AffineMaps<"mean" | "logScale", 1568, 20>], "Laplace">',
  ],
  [
    'generator',
    'Layer.Net<readonly [20], readonly [14, 14, 1], ' +
      'readonly [Layer.AffineParameters<20, 1568>, null, Layer.Conv2dTransposeParameters<4, 32, 1>, null], "Bernoulli">',
  ],
  ['coded', 'Laplace.Laplace<"batch", readonly [20]>'],
  ['tiled', 'T.Tensor<readonly ["batch", 28, 28]>'],
  ['joined', 'T.Tensor<readonly ["batch*28", 28]>'],
  ['brought', 'T.Tensor<readonly ["samples", "batch", 20]>'],
  ['pieces', 'readonly [T.Tensor<readonly ["batch", 3]>, T.Tensor<readonly ["batch", 3]>]'],
])('%s', (name, text) => expect(shown(name)).toBe(`const ${name}: ${text}`))
