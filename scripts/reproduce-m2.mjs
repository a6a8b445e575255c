// biome-ignore-all lint/suspicious/noConsole: it is a command
// Trains M2 on MNIST with 100 labels, ten of each digit: the class of an image without a label is summed out. Prints after
// each round how many of the test images q(label|x) classifies as their labels say, with the seconds and the seconds of the
// processor of training so far.
//
//     npm run build && npm run reproduce:m2 -- --seeds 3 --minutes 10
//
// The data is read from SHAPEBOUND_DATA, else from ../shared/data.
import { parseArgs } from 'node:util'
import { pipe } from 'fp-ts/lib/function.js'
import {
  Categorical,
  Data,
  DiagonalNormal,
  Elbo,
  Engine,
  Joint,
  Key,
  Layer,
  Optimizer,
  T,
  Train,
  Vae,
} from '../dist/index.js'
import { Source } from '../dist/node.js'

const { values: given } = parseArgs({
  options: {
    rounds: { type: 'string', default: '100' },
    minutes: { type: 'string', default: '10' },
    round: { type: 'string', default: '10000' },
    batch: { type: 'string', default: '100' },
    repeat: { type: 'string', default: '20' },
    hidden: { type: 'string', default: '300' },
    latent: { type: 'string', default: '50' },
    alpha: { type: 'string', default: '100' },
    rate: { type: 'string', default: '1e-3' },
    average: { type: 'string', default: '10' },
    seeds: { type: 'string', default: '3' },
    first: { type: 'string', default: '1' },
    engine: { type: 'string', default: 'auto' },
  },
})
const options = Object.fromEntries(
  Object.entries(given).map(([name, value]) => [name, name === 'engine' ? value : Number(value)]),
)

const right = async (effect) => {
  const result = await effect()
  if (result._tag === 'Left') throw new Error(result.left.message)
  return result.right
}
const of = (either) => right(async () => either)

const directory = process.env.SHAPEBOUND_DATA ?? '../shared/data'
const { train, test, labels } = await right(Source.mnist({ directory }))
const { engine } = await right(Engine.choose(options.engine))
const { hidden, latent } = options

// -----------------------------------------------------------------------------
// the model
// -----------------------------------------------------------------------------

const { bernoulliHead, categoricalHead, concat, conv2d, dense, flatten, input, inputs, normalHead, relu } = Layer
const { reshape, sequence, softplus } = Layer
const classifier = sequence(
  input([784]),
  reshape([28, 28, 1]),
  conv2d(16, { kernel: 5, stride: 2 }),
  relu,
  conv2d(32, { kernel: 5, stride: 2 }),
  relu,
  flatten,
  dense(64),
  relu,
  categoricalHead(10),
)

const x = Joint.given('x', [784])
const p = Joint.of(
  Joint.variable('label', Categorical.standard(10)),
  Joint.variable('z', DiagonalNormal.standard(latent)),
  Joint.variable(
    'x',
    sequence(inputs({ z: [latent], label: [10] }), concat('z', 'label'), dense(hidden), softplus, bernoulliHead(784)),
  ),
)
const seen = Joint.value('seen', sequence(dense(784, hidden), softplus), 'x')
const z = Joint.variable(
  'z',
  sequence(inputs({ seen: [hidden], label: [10] }), concat('seen', 'label'), normalHead(latent)),
)
const model = Vae.together({
  labelled: Vae.of({ p, q: Joint.of(x, Joint.given('label', [10]), seen, z) }),
  unlabelled: Vae.of({ p, q: Joint.of(x, Joint.variable('label', classifier, 'x'), seen, z) }),
})

const summedOut = pipe(
  Elbo.logLikelihood,
  Elbo.minus(Elbo.klPerSampleOf('z')),
  Elbo.minus(Elbo.klPerSampleOf('label')),
  Elbo.expectOver('label'),
)
const objective = Elbo.whereObserved('label')(
  pipe(
    Elbo.within('labelled')(Elbo.elbo),
    Elbo.plus(pipe(Elbo.logPosteriorAtData('label'), Elbo.within('unlabelled'), Elbo.scale(options.alpha))),
  ),
  Elbo.within('unlabelled')(summedOut),
)

// -----------------------------------------------------------------------------
// the data: of some rows the label
// -----------------------------------------------------------------------------

const numbers = (length, of) => Uint32Array.from({ length }, (_, at) => of(at))

/** Ten images of each digit, by a permutation of all. */
const labelledOf = (order) =>
  [...numbers(10, (digit) => digit)].flatMap((digit) =>
    [...order].filter((row) => labels.train[row] === digit).slice(0, 10),
  )

/** Images without labels, others in each round, and those with labels each several times. */
const dataOf = async (withLabel, key) => {
  const own = new Set(withLabel)
  const others = [...Key.permutation(key, train.count)].filter((row) => !own.has(row))
  const without = others.slice(0, options.round - 100 * options.repeat)
  const repeated = numbers(100 * options.repeat, (at) => withLabel[at % 100])
  const rows = Uint32Array.from([...without, ...repeated])
  return Data.records('mnist, 100 labels', {
    x: Data.Binarize.sample(await of(Data.subset(rows)(train))),
    label: Data.partly((row) => row >= without.length)(
      Data.classes(
        10,
        [...rows].map((row) => labels.train[row]),
      ),
    ),
  })
}

// -----------------------------------------------------------------------------
// how many are right
// -----------------------------------------------------------------------------

const images = test.rows(
  numbers(test.count, (at) => at),
  Key.from(0),
)

const accuracyOf = async (params) => {
  const classify = engine.run(({ parameters, x }) => classifier.apply(parameters)(x).logits)
  const given = { parameters: params.q.label, x: { shape: ['batch', 784], sizes: [test.count, 784], values: images } }
  const { values } = await right(classify(given, Key.from(0)))
  const best = (row) =>
    values.subarray(10 * row, 10 * row + 10).reduce((at, each, to, all) => (each > all[at] ? to : at), 0)
  return [...numbers(test.count, best)].filter((digit, row) => digit === labels.test[row]).length / test.count
}

// -----------------------------------------------------------------------------
// training by rounds, each of other images without labels
// -----------------------------------------------------------------------------

/** The mean of the parameters after the rounds so far, of late ones more: what is tested (Polyak and Juditsky, 1992). */
const averaged = (before, params, round) => {
  const share = Math.max(1 / round, 1 / options.average)
  const leaves = T.Tree.hostLeaves(before).map(({ value }, at) => {
    const now = T.Tree.hostLeaves(params)[at].value.values
    return { ...value, values: value.values.map((each, place) => each + share * (now[place] - each)) }
  })
  return T.Tree.withHostLeaves(params, leaves)
}

const optimizer = Optimizer.adam({ learningRate: options.rate })
const spent = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

for (let seed = options.first; seed < options.first + options.seeds; seed++) {
  const withLabel = labelledOf(Key.permutation(Key.child('labels')(Key.from(seed)), train.count))
  let [params, average, seconds, cpu] = [null, null, 0, 0]
  for (let round = 1; round <= options.rounds && seconds < 60 * options.minutes; round++) {
    const before = spent()
    const start = params
    const begun = start === null ? model : { ...model, init: () => T.Tree.fromHostTree(T.fromHost)(start) }
    const key = Key.child(round)(Key.from(seed))
    const data = await dataOf(withLabel, Key.child('images')(key))
    const trained = await right(
      Train.fit({ model: begun, objective, data, optimizer, epochs: 1, batch: options.batch, key, engine }),
    )
    params = trained.params
    average = round === 1 ? params : averaged(average, params, round)
    seconds += trained.history.at(-1).seconds
    cpu += spent() - before
    const [last, accuracy] = [await accuracyOf(params), await accuracyOf(average)]
    const value = trained.history.at(-1).training.objective
    console.log(
      `seed ${seed}  round ${round}  accuracy ${accuracy.toFixed(4)}  of the last step ${last.toFixed(4)}  objective ${value.toFixed(1)}  ${seconds.toFixed(0)} s  cpu ${cpu.toFixed(0)} s`,
    )
  }
}
