// biome-ignore-all lint/suspicious/noConsole: it is a command
// Trains one model on binarized MNIST with each estimator, for a fixed number of steps and some seeds, and prints a
// table: the ELBO and the importance-sampled log-likelihood of test images, mean and spread over the seeds. The file of
// test images is sorted by digit, so images are taken at even distances: as many of each digit as the file has.
//
//     npm run build && npm run reproduce:estimators -- --epochs 2 --samples 4
//
// The data is read from SHAPEBOUND_DATA, else from ../shared/data.
import { parseArgs } from 'node:util'
import { Data, DiagonalNormal, Elbo, Engine, Evaluate, Key, Layer, Optimizer, Train, Vae } from '../dist/index.js'
import { Source } from '../dist/node.js'

const { values: given } = parseArgs({
  options: {
    epochs: { type: 'string', default: '2' },
    samples: { type: 'string', default: '4' },
    batch: { type: 'string', default: '100' },
    hidden: { type: 'string', default: '200' },
    latent: { type: 'string', default: '20' },
    seeds: { type: 'string', default: '3' },
    images: { type: 'string', default: '1000' },
    importance: { type: 'string', default: '100' },
    engine: { type: 'string', default: 'onnxruntime' },
    only: { type: 'string', default: '' },
  },
})
const options = Object.fromEntries(
  Object.entries(given).map(([name, value]) => [name, ['engine', 'only'].includes(name) ? value : Number(value)]),
)

const right = async (effect) => {
  const result = await effect()
  if (result._tag === 'Left') throw new Error(result.left.message)
  return result.right
}

const directory = process.env.SHAPEBOUND_DATA ?? '../shared/data'
const { train, test } = await right(Source.binarizedMnist({ directory }))
const { engine } = await right(Engine.choose(options.engine))
const spread = Uint32Array.from({ length: options.images }, (_, at) => Math.floor((at * test.count) / options.images))
const held = await right(async () => Data.subset(spread)(test))
const { hidden, latent, samples } = options

const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(784, hidden), Layer.tanh, Layer.normalHead(hidden, latent)),
  decoder: Layer.sequence(Layer.dense(latent, hidden), Layer.tanh, Layer.bernoulliHead(hidden, 784)),
  prior: DiagonalNormal.standard(latent),
})

const optimizer = Optimizer.adam({ learningRate: 1e-3 })
const common = (seed) => ({
  model,
  data: train,
  samples,
  batch: options.batch,
  epochs: options.epochs,
  key: Key.from(seed),
  engine,
})
const fitted = (objective) => (seed) => Train.fit({ ...common(seed), objective, optimizer })
const piwae = Elbo.piwae(2)(Elbo.logWeight)

const ESTIMATORS = {
  'SGVB-A': fitted(Elbo.elboByMonteCarlo),
  'SGVB-B': fitted(Elbo.elbo),
  'SGVB-A, sticking the landing': fitted(Elbo.stickingTheLanding),
  'SGVB-A, score function, baseline of the other samples': fitted(Elbo.scoreFunction('other samples')),
  'SGVB-B, KL warmed up over the first half': fitted(
    Elbo.elboWithBeta(Elbo.linearWarmUp({ steps: (options.epochs * 50000) / options.batch / 2 })),
  ),
  'free bits, 0.1 nats a dimension': fitted(Elbo.elboWithFreeBits(0.1)),
  IWAE: fitted(Elbo.iwae(Elbo.logWeight)),
  'IWAE, doubly reparameterized': fitted(Elbo.doublyReparameterized),
  'MIWAE, 2 outer': fitted(Elbo.miwae(2)(Elbo.logWeight)),
  'CIWAE, β = 0.5': fitted(Elbo.ciwae(0.5)(Elbo.logWeight)),
  'PIWAE, 2 outer': (seed) =>
    Train.play({
      ...common(seed),
      order: 'at once',
      players: [
        Train.player({ name: 'q', objective: piwae.q, moves: ['encoder'], optimizer }),
        Train.player({ name: 'p', objective: piwae.p, moves: ['decoder'], optimizer }),
      ],
    }),
  'Rényi, α = 0.5': fitted(Elbo.renyi(0.5)(Elbo.logWeight)),
}

const measured = async (params, seed) => {
  const on = { model, params, data: held, key: Key.from(1000 + seed), engine, batch: 20 }
  const elbo = await right(Evaluate.bound({ ...on, bound: Elbo.elbo, samples: 10 }))
  const likelihood = await right(
    Evaluate.bound({ ...on, bound: Elbo.iwae(Elbo.logWeight), samples: options.importance }),
  )
  return [elbo.objective, likelihood.objective]
}

const moments = (values) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1))
  return `${mean.toFixed(2)} ± ${spread.toFixed(2)}`
}

console.log(`${engine.description}; ${JSON.stringify(options)}`)
console.log('| estimator | ELBO | log p(x), importance-sampled | ms a step |')
console.log('|---|---|---|---|')
for (const [name, make] of Object.entries(ESTIMATORS).filter(([name]) => name.includes(options.only))) {
  const runs = []
  for (let seed = 1; seed <= options.seeds; seed++) {
    const trained = await right(make(seed))
    runs.push([...(await measured(trained.params, seed)), 1000 * trained.secondsPerStep])
  }
  const [elbo, likelihood, ms] = [0, 1, 2].map((index) => runs.map((run) => run[index]))
  console.log(`| ${name} | ${moments(elbo)} | ${moments(likelihood)} | ${Math.min(...ms).toFixed(1)} |`)
}
process.exit(0)
