// biome-ignore-all lint/suspicious/noConsole: it is a command
// Trains the classifiers by whose last hidden layer examples are compared (`weights/*.safetensors`), from a fixed key, and prints
// the hash and the accuracy of each. The numbers of a metric are those of the weights: their hash is part of its name, so that
// other weights are another metric.
//
//     npm run build && node scripts/train-features.mjs sprites mnist
//
// MNIST is read from SHAPEBOUND_DATA, else from ../shared/data.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { pipe } from 'fp-ts/lib/function.js'
import { Features, Matrix } from '../dist/evaluate.js'
import { Categorical, Data, Elbo, Engine, Key, Layer, Optimizer, Train } from '../dist/index.js'
import { Checkpoint, Source } from '../dist/node.js'
import { right } from './right.mjs'

/** Sprites by their shape, and the half of the picture and of the range of sizes that they are in: 24 classes. */
const spriteClasses = ({ shape, x, y, scale }) =>
  Array.from(shape.values, (value, row) => {
    const isHigh = ({ values, range: [low, high] }) => (values[row] > (low + high) / 2 ? 1 : 0)
    return 8 * value + 4 * isHigh(x) + 2 * isHigh(y) + isHigh(scale)
  })

const sprites = (seed, count) => {
  const { grey, factors } = Data.sprites({ key: Key.from(seed), count })
  return { grey, labels: spriteClasses(factors) }
}

const digits = async () => {
  const directory = `${process.env.SHAPEBOUND_DATA ?? '../shared/data'}/mnist`
  const { train, test, labels } = await right(Source.mnist({ directory }))
  return { train: { grey: train, labels: labels.train }, test: { grey: test, labels: labels.test } }
}

const NETS = {
  sprites: {
    pixels: 400,
    hidden: [44, 24],
    classes: 24,
    epochs: 40,
    load: async () => ({ train: sprites(20_001, 40_000), test: sprites(20_002, 4_000) }),
  },
  mnist: { pixels: 784, hidden: [28, 20], classes: 10, epochs: 20, load: digits },
}

const scaled = (tensor, by) => ({ ...tensor, values: tensor.values.map((value) => value * by) })

/**
 * The same classifier with features of mean square 1 over some examples, so that no distance is of the size of the weights: what is
 * taken from the last hidden layer is given back by the next.
 */
const ofUnitFeatures = (layers, rows) => {
  const { values } = Features.featuresBy(Features.networkOf(layers))(rows)
  const size = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
  return layers.map((layer, at) =>
    layer === null
      ? null
      : at === layers.length - 1
        ? { ...layer, weight: scaled(layer.weight, size) }
        : at === layers.length - 3
          ? { weight: scaled(layer.weight, 1 / size), bias: scaled(layer.bias, 1 / size) }
          : layer,
  )
}

const rowsOf = ({ count, rows }, pixels) =>
  Matrix.ofHost({
    sizes: [count, pixels],
    values: rows(
      Uint32Array.from({ length: count }, (_, at) => at),
      Key.from(0),
    ),
  })

const trained = async (name, { pixels, hidden, classes, epochs, load }, engine) => {
  const { train, test } = await load()
  const network = Layer.sequence(
    Layer.dense(pixels, hidden[0]),
    Layer.relu,
    Layer.dense(hidden[0], hidden[1]),
    Layer.relu,
    Layer.categoricalHead(hidden[1], classes),
  )
  const model = {
    name: 'classifier',
    fields: {
      picture: { event: Data.eventOf('picture', [pixels]).event, shape: [pixels], over: 'unitInterval' },
      label: { event: Data.eventOf('label', [classes]).event, shape: [classes], over: 'oneHot' },
    },
    supplies: ['logLabel'],
    init: (key) => ({ network: network.init(key) }),
    supply:
      (params) =>
      ({ values: { picture, label } }) => ({
        logLabel: pipe(label, Categorical.logProb(network.apply(params.network)(picture))),
      }),
  }
  const logLabel = Elbo.term({
    name: 'log p(label)',
    axes: ['batch'],
    sense: 'gain',
    needs: ['logLabel'],
    nats: ({ logLabel: value }) => value,
  })
  const { params } = await right(
    Train.fit({
      model,
      data: Data.records(name, { picture: train.grey, label: Data.classes(classes, train.labels) }),
      objective: logLabel,
      optimizer: Optimizer.adam({ learningRate: 1e-3 }),
      epochs,
      batch: 128,
      key: Key.from(1),
      engine,
    }),
  )
  const file = `weights/${name}-v1.safetensors`
  const seen = rowsOf(test.grey, pixels)
  const layers = ofUnitFeatures(params.network, seen)
  await right(Checkpoint.save(file, { classifier: `${name}-v1` })({ network: layers }))
  const said = Features.classesBy(Features.networkOf(layers))(seen)
  const accuracy = said.filter((each, row) => each === test.labels[row]).length / said.length
  const bytes = readFileSync(file)
  console.log(
    `${file}: ${bytes.length} bytes, sha256 ${createHash('sha256').update(bytes).digest('hex')}, accuracy ${accuracy}`,
  )
}

const { engine } = await right(Engine.choose('onnxruntime'))
for (const name of process.argv.slice(2)) await trained(name, NETS[name], engine)
await engine.close()
