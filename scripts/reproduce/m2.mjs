// M2 on MNIST with 100 labels, ten of each digit: the class of an image without a label is summed out. Images with a label are moved
// by up to two pixels, anew at each visit.
import { pipe } from 'fp-ts/lib/function.js'
import {
  Categorical,
  Data,
  DiagonalNormal,
  Elbo,
  Joint,
  Key,
  Layer,
  Optimizer,
  T,
  Train,
  Vae,
} from '../../dist/index.js'
import { Source } from '../../dist/node.js'
import { of, right } from '../right.mjs'

const options = { round: 10_000, batch: 100, repeat: 20, hidden: 300, latent: 50, alpha: 100, average: 10, shift: 2 }
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
const labelledOf = (labels, order) =>
  [...numbers(10, (digit) => digit)].flatMap((digit) =>
    [...order].filter((row) => labels.train[row] === digit).slice(0, 10),
  )

/** The rows of two data sets of one form: those of the second from a row on. */
const joined = (first, second, begin) => ({
  ...first,
  rows: (indices, key) => {
    const [values, others] = [first.rows(indices, key), second.rows(indices, key)]
    const size = values.length / indices.length
    indices.forEach((index, at) => {
      if (index >= begin) values.set(others.subarray(size * at, size * (at + 1)), size * at)
    })
    return values
  },
})

/** Images without labels, others in each round, and those with labels each several times, moved. */
const dataOf = async ({ train, labels }, withLabel, key) => {
  const own = new Set(withLabel)
  const others = [...Key.permutation(key, train.count)].filter((row) => !own.has(row))
  const without = others.slice(0, options.round - 100 * options.repeat)
  const repeated = numbers(100 * options.repeat, (at) => withLabel[at % 100])
  const rows = Uint32Array.from([...without, ...repeated])
  const grey = await of(Data.subset(rows)(train))
  const [still, moved] = [grey, Data.Augment.shift({ most: options.shift })(grey)].map(Data.Binarize.sample)
  return Data.records('mnist, 100 labels', {
    x: joined(still, moved, without.length),
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

const accuracyOf = async ({ test, labels, engine }, params) => {
  const images = test.rows(
    numbers(test.count, (at) => at),
    Key.from(0),
  )
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

const optimizer = Optimizer.adam({ learningRate: 1e-3 })

/** Trains for so many rounds, and gives the share of the test images that are classified as their labels say. */
export const run = async ({ seed, rounds, engine, directory, say }) => {
  const data = { ...(await right(Source.mnist({ directory }))), engine }
  const withLabel = labelledOf(data.labels, Key.permutation(Key.child('labels')(Key.from(seed)), data.train.count))
  let [params, average] = [null, null]
  for (let round = 1; round <= rounds; round++) {
    const start = params
    const begun = start === null ? model : { ...model, init: () => T.Tree.fromHostTree(T.fromHost)(start) }
    const key = Key.child(round)(Key.from(seed))
    const images = await dataOf(data, withLabel, Key.child('images')(key))
    const trained = await right(
      Train.fit({ model: begun, objective, data: images, optimizer, epochs: 1, batch: options.batch, key, engine }),
    )
    params = trained.params
    average = round === 1 ? params : averaged(average, params, round)
    say(`m2  seed ${seed}  round ${round}`)
  }
  return {
    value: await accuracyOf(data, average),
    samples: null,
    budget: `${rounds} rounds of 10,000 images`,
  }
}
