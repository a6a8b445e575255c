// A conditional variational autoencoder of MNIST and a classifier, both in the words of the library: how often the digit that
// is generated is the one that was asked for. `npm run reproduce cvae` prints the table, and a test asks for less of it.
import { pipe } from 'fp-ts/lib/function.js'
import { Data, DiagonalNormal, Elbo, Joint, Key, Layer, Optimizer, T, Train, Vae } from '../dist/index.js'
import { right } from './right.mjs'

const { bernoulliHead, categoricalHead, concat, dense, inputs, normalHead, relu, sequence, tanh } = Layer

// -----------------------------------------------------------------------------
// two models
// -----------------------------------------------------------------------------

const x = Joint.given('x', [784])
const label = Joint.given('label', [10], 'oneHot')

/** `p(z) p(x|z, label)` under `q(z|x, label)`. Source: Sohn, Lee and Yan, NIPS 2015, with a prior without the label. */
const conditionalOf = (latent) => {
  const decoder = sequence(
    inputs({ z: [latent], label: [10] }),
    concat('z', 'label'),
    dense(256),
    relu,
    bernoulliHead(784),
  )
  const encoder = sequence(
    inputs({ x: [784], label: [10] }),
    concat('x', 'label'),
    dense(256),
    relu,
    normalHead(latent),
  )
  return Vae.of({
    p: Joint.of(label, Joint.variable('z', DiagonalNormal.standard(latent)), Joint.variable('x', decoder)),
    q: Joint.of(x, label, Joint.variable('z', encoder)),
  })
}

const codeOf = sequence(dense(784, 400), relu, normalHead(32))
const labelOf = sequence(dense(32, 64), tanh, categoricalHead(10))

/** A classifier is a model too: of the label, through a noisy code of x. Source: Alemi et al., arXiv:1612.00410. */
const classifier = Vae.of({
  p: Joint.of(x, Joint.variable('z', DiagonalNormal.standard(32)), Joint.variable('label', labelOf, 'z')),
  q: Joint.of(x, Joint.variable('z', codeOf, 'x')),
})

const information = pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(pipe(Elbo.kl, Elbo.scale(1e-3))))

const guessed = (params) => (pixels) =>
  pipe(codeOf.apply(params.q.z)(pixels).mean, labelOf.apply(params.p.label), ({ logits }) => T.argMax(-1)(logits))

// -----------------------------------------------------------------------------
// training
// -----------------------------------------------------------------------------

/** The first examples of labelled digits, their pixels drawn anew in every epoch: the grey of a pixel is its probability. */
const digitsOf = async ({ fields }, count) => {
  const rows = Uint32Array.from({ length: count }, (_, at) => at)
  const first = (data) => right(async () => Data.subset(rows)(data))
  return Data.records('digits', { x: Data.Binarize.sample(await first(fields.x)), label: await first(fields.label) })
}

const trainedOn = (model, objective, data, { engine, epochs, seed }) =>
  right(
    Train.fit({
      model,
      objective,
      data,
      epochs,
      engine,
      batch: 100,
      optimizer: Optimizer.adam({ learningRate: 3e-3 }),
      key: Key.from(seed),
    }),
  )

// -----------------------------------------------------------------------------
// measuring
// -----------------------------------------------------------------------------

const digits = Array.from({ length: 10 }, (_, digit) => digit)

/** Rows of each digit in turn, one-hot. */
const askedFor = (each) => ({
  shape: ['rows', 10],
  sizes: [10 * each, 10],
  values: Float32Array.from({ length: 100 * each }, (_, at) => (Math.floor(at / (10 * each)) === at % 10 ? 1 : 0)),
})

/** The classes that the classifier sees in what the model draws for each digit: in the means, and in the draws themselves. */
const seenIn = (engine, model, params, judge, each, seed) =>
  right(
    engine.run((given, key) => {
      const drawn = Vae.draw(model)(given.params, key, { label: given.label })
      return [drawn.means.x, drawn.samples.x].map(guessed(given.judge))
    })({ params, judge, label: askedFor(each) }, Key.from(seed)),
  )

const countsOf = (each) => (host) =>
  digits.map(
    (digit) => [...host.values.subarray(digit * each, (digit + 1) * each)].filter((seen) => seen === digit).length,
  )

/** How many of the test images the classifier sees right. */
const accuracyOf = async (engine, params, { fields }) => {
  const rows = Uint32Array.from({ length: fields.x.count }, (_, at) => at)
  const key = Key.from(1)
  const pixels = {
    shape: ['rows', 784],
    sizes: [rows.length, 784],
    values: Data.Binarize.sample(fields.x).rows(rows, key),
  }
  const host = await right(engine.run((given) => guessed(given.params)(given.pixels))({ params, pixels }, key))
  const labels = fields.label.rows(rows, key)
  return [...host.values].filter((digit, row) => labels[10 * row + digit] === 1).length / rows.length
}

/**
 * Trains both and asks for each digit: of so many drawn images of each, in how many the classifier sees it.
 */
export const reproduce = async ({ mnist, engine, latent, images, epochs, each, seed }) => {
  const data = await digitsOf(mnist.train, images)
  const options = { engine, epochs, seed }
  const model = conditionalOf(latent)
  const generator = await trainedOn(model, Elbo.elbo, data, options)
  const judge = await trainedOn(classifier, information, data, options)
  const [inMeans, inDraws] = (await seenIn(engine, model, generator.params, judge.params, each, seed)).map(
    countsOf(each),
  )
  const curve = generator.history.map(({ training }) => training.objective)
  return { accuracy: await accuracyOf(engine, judge.params, mnist.test), curve, inMeans, inDraws }
}
