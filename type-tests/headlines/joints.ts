// What the compiler says to wrong joint distributions, and to models of two that do not fit.
import { pipe } from 'fp-ts/lib/function.js'
import {
  Bernoulli,
  Categorical,
  Data,
  DiagonalNormal,
  Dim,
  Elbo,
  Evaluate,
  type Host,
  Joint,
  Key,
  Layer,
  MixturePrior,
  Optimizer,
  Train,
  Vae,
} from 'shapebound'

// biome-ignore lint/suspicious/noExplicitAny: what is not typed is refused
declare const anything: any
declare const which: boolean
const { bernoulliHead, categoricalHead, dense, mixtureHead, normalHead, relaxedBernoulliHead, sequence, tanh } = Layer

const prior = DiagonalNormal.standard(20)
const encoder = sequence(dense(784, 500), tanh, normalHead(20))
const decoder = sequence(dense(20, 500), tanh, bernoulliHead(784))
const headless = sequence(dense(784, 500), tanh)

// -----------------------------------------------------------------------------
// a variable
// -----------------------------------------------------------------------------

Joint.variable('x', decoder) //! joint: x takes [20] of one variable: say of which, as in Joint.variable('x', network, 'z') <- decoder
Joint.variable('h', headless, 'x') //! joint: h gives a Tensor: end it in a head such as Layer.normalHead, or define it with Joint.value <- headless
Joint.value('z', encoder, 'x') //! joint: z is a DiagonalNormal: define it with Joint.variable <- encoder
Joint.value('z', prior) //! joint: z is a StandardNormal: define it with Joint.variable <- prior
Joint.shared('x2', decoder) //! joint: x2 shares what is not a variable of a network <- decoder
Joint.shared('z2', Joint.variable('z', prior)) //! joint: z2 shares what is not a variable of a network <- Joint
Joint.shared('x2', Joint.variable('x', decoder, 'z'), { y: 'z2' }) //! joint: x2 renames y, which x is not given <- Joint
Joint.shared('h2', Joint.variable('h1', sequence(dense(784, 4), Layer.batchNorm(), normalHead(2)), 'x1'), { x1: 'x2' }) //! joint: h2 shares the network of h1, which has a state: give it one of its own <- Joint
Joint.of(Joint.variable('z2', prior), Joint.shared('x2', Joint.variable('x', decoder, 'z'), { z: 'z2' })) //! joint: x is not defined: observe it with Joint.given or define it before x2 <- Joint.shared
const shownOnce = Joint.variable('x', decoder, 'z')
Joint.of(Joint.variable('z', prior), shownOnce, Joint.shared('x2', shownOnce, { z: 'z2' })) //! joint: z2 is not defined: observe it with Joint.given or define it before x2 <- Joint.shared
Joint.variable('z', 20) //! joint: the distribution of z is neither a network nor a prior <- 20
Joint.variable('z', which ? prior : DiagonalNormal.standard(10)) //! joint: the distribution of z must be one distribution, not a union <- which
Joint.variable('z', anything) //! not assignable to parameter of type 'never' <- anything
Joint.variable(which ? 'z' : 'w', prior) //! joint: the name must be one name, not a union <- which
Joint.variable('z' as string, prior) //! joint: the name is known only when the program runs <- 'z' as
Joint.variable('', prior) //! joint: the name is empty <- ''
Joint.variable(
  'x',
  // biome-ignore format: the message stands in the line of the sequence
  sequence( //! joint: the distribution of x is refused: layer 2 (dense) takes [400] but is given [500] <- sequence
    dense(20, 500),
    dense(400, 784), //! layer 2 (dense) takes [400] but is given [500] <- dense(400
  ),
  'z',
)
const joined = sequence(
  Layer.inputs({ z: [20], label: [10] }),
  Layer.concat('z', 'label'),
  dense(500),
  tanh,
  bernoulliHead(784),
)
Joint.variable('x', joined, 'z') //! joint: x takes several variables by their names, and not z alone <- joined
Joint.variable('x', joined, { y: 'label' }) //! joint: x has no input y <- joined
const words = sequence(Layer.indices(10), Layer.embedding(10, 8), normalHead(8, 20))
Joint.variable('z', words) //! joint: z takes indices below 10 of one variable: say of which, as in Joint.variable('z', network, 'z') <- words
const both = sequence(
  Layer.inputs({ z: [20], token: Layer.indices(10) }),
  Layer.parallel({ z: tanh, token: Layer.embedding(10, 8) }),
  Layer.concat('z', 'token'),
  normalHead(28, 20),
)
Joint.variable('w', both, 'z') //! joint: w takes several variables by their names, and not z alone <- both
const severalEvents = sequence(Layer.inputs({ z: [20], label: [10] }), Layer.parallel({ z: dense(5), label: dense(5) }))
Joint.value('h', severalEvents) //! joint: h gives several events: join them with Layer.concat, or define a variable for each <- several
Joint.given('label', [-10]) //! given: a dimension must be a positive whole number, not -10 <- -10
Joint.given('label', [10 as number]) //! given: a dimension is known only when the program runs: give it a name with Dim.named <- 10 as
Joint.given('label', [10], 'odd') //! "odd" <- 'odd'
Joint.given('label', 10) //! given: takes a list of sizes, or Layer.indices <- 10
Joint.given('label', dense(10)) //! given: takes a list of sizes, or Layer.indices <- dense

// -----------------------------------------------------------------------------
// a joint distribution
// -----------------------------------------------------------------------------

const z = Joint.variable('z', prior)
const z10 = Joint.variable('z', DiagonalNormal.standard(10))
const x = Joint.variable('x', decoder, 'z')
const label = Joint.given('label', [10], 'oneHot')
const ofLabel = Joint.variable('x', sequence(dense(10, 20), bernoulliHead(784)), 'label')

Joint.of(z10, x) //! joint: x is given z [20], but z is [10] <- x)
Joint.of(x) //! joint: z is not defined: observe it with Joint.given or define it before x <- x)
Joint.of(z, ofLabel) //! joint: label is not defined: observe it with Joint.given or define it before x <- ofLabel
Joint.of(x, z) //! joint: x is given z, which is defined after it: define it before x <- x,
Joint.of(Joint.variable('z', sequence(normalHead(20, 20)), 'z')) //! joint: z is given itself <- Joint.variable
Joint.of(z, z) //! joint: z is defined twice <- z)
Joint.of(label, z, z, x) //! joint: z is defined twice <- z, x
Joint.of(Joint.given('label', [7]), ofLabel) //! joint: x is given label [10], but label is [7] <- ofLabel
const index = Joint.given('label', Layer.indices(10))
const ofIndex = Joint.variable('z', words, 'label')
Joint.of(index, ofLabel) //! joint: x is given label [10], but label is indices below 10 <- ofLabel
Joint.of(label, ofIndex) //! joint: z is given label indices below 10, but label is [10] <- ofIndex
Joint.of(Joint.given('label', Layer.indices(7)), ofIndex) //! joint: z is given label indices below 10, but label is indices below 7 <- ofIndex
Joint.of(Joint.given('label', Layer.indices(10, [2])), ofIndex) //! joint: z is given label indices below 10, but label is [2] indices below 10 <- ofIndex
Joint.of(z, decoder) //! joint: variable 2 is not a variable <- decoder
Joint.of(z, 'x') //! joint: variable 2 is not a variable <- 'x'
Joint.of(z, which ? x : ofLabel) //! joint: variable 2 is a union; pass one variable <- which
Joint.of(Joint.given('label', [Dim.named('classes', 10)]), ofLabel) //! joint: x is given label [10], but label is [classes] <- ofLabel
Joint.of(...([z] as (typeof z)[])) //! joint: the number of variables is known only when the program runs <- ...
Joint.of() //! Expected 1 arguments, but got 0 <- of(

// -----------------------------------------------------------------------------
// two of them
// -----------------------------------------------------------------------------

const p = Joint.of(z, x)
const xGiven = Joint.given('x', [784])
const q = Joint.of(xGiven, Joint.variable('z', encoder, 'x'))

Vae.of({ p, q: Joint.of(xGiven, Joint.variable('z', sequence(dense(784, 50), normalHead(10)), 'x')) }) //! vae: z is [10] in q but [20] in p <- q:
Vae.of({ p, q: Joint.of(xGiven, Joint.variable('w', encoder, 'x')) }) //! vae: q draws w, of which p says nothing: an auxiliary variable has a distribution in p too <- q:
Vae.of({ p, q: Joint.of(Joint.given('x', [783]), Joint.variable('z', sequence(dense(783, 50), normalHead(20)), 'x')) }) //! vae: q is given x [783], but x is [784] in p <- q:
Vae.of({ p, q: Joint.of(Joint.given('y', [784]), Joint.variable('z', encoder, 'y')) }) //! vae: q is given y, of which p says nothing: add Joint.given('y', …) to p <- q:
Vae.of({ p, q: Joint.of(xGiven, Joint.variable('z', sequence(dense(784, 50), bernoulliHead(20)), 'x')) }) //! vae: z is over binary numbers in q (Bernoulli) but over real in p (StandardNormal) <- q:
const drawsLabel = Joint.of(xGiven, Joint.variable('label', sequence(dense(784, 50), categoricalHead(10)), 'x'))
Vae.of({ p: Joint.of(label, z, x), q: drawsLabel }) //! vae: q draws label, which p is given <- q:
const pOfIndex = Joint.of(index, ofIndex, x)
Vae.of({ p: pOfIndex, q: Joint.of(xGiven, label, Joint.variable('z', encoder, 'x')) }) //! vae: q is given label [10], but label is indices below 10 in p <- q:
Vae.of({ p: pOfIndex, q: Joint.of(xGiven, Joint.given('label', Layer.indices(7)), Joint.variable('z', encoder, 'x')) }) //! vae: q is given label indices below 7, but label is indices below 10 in p <- q:
Vae.of({ p: pOfIndex, q: drawsLabel }) //! vae: q draws label, which p is given <- q:
const byIndex = Vae.of({ p: pOfIndex, q })
declare const images: Data.Dataset<readonly [784], 'binary'>
const fitting = {
  model: byIndex,
  objective: Elbo.elbo,
  optimizer: Optimizer.adam(),
  epochs: 1,
  key: Key.from(1),
} as const
Train.fit({ ...fitting, data: Data.records('mnist', { x: images, label: Data.indices(10, [0]) }) })
Train.fit({ ...fitting, data: Data.records('mnist', { x: images }) }) //! the model is shown label, which the data does not have: let q draw it, or add the field <- data:
Train.fit({ ...fitting, data: Data.records('mnist', { x: images, label: Data.classes(10, [0]) }) }) //! the model takes label of indices below 10 but the data has label of [10] <- data:
Train.fit({ ...fitting, data: Data.records('mnist', { x: images, label: Data.indices(7, [0]) }) }) //! the model takes label of indices below 10 but the data has label of indices below 7 <- data:
Vae.draw(byIndex)(byIndex.init(Key.from(1)), Key.from(2), { label: 7 }) //! Type 'number' is not assignable to type 'Indices<readonly ["rows"], 10>' <- label
const computes = Joint.of(z, Joint.value('h', sequence(dense(20, 5)), 'z'), x)
Vae.of({ p: computes, q: Joint.of(xGiven, Joint.variable('h', sequence(normalHead(784, 5)), 'x')) }) //! vae: q draws h, which p computes <- q:
Vae.of({ p: computes, q: Joint.of(Joint.given('h', [5]), Joint.variable('z', sequence(normalHead(5, 20)), 'h')) }) //! vae: q is given h, which p computes: compute it in q too <- q:
Vae.of({ p, q: Joint.of(xGiven) }) //! vae: q draws nothing, but it is the distribution of what is not observed <- q:
Vae.of({ p: Joint.of(z), q: Joint.of(Joint.variable('z', prior)) }) //! vae: q draws all that p draws, so that nothing is observed <- q:
Vae.of({ p, q: Joint.of(Joint.variable('z', MixturePrior.learned({ components: 3 })(20))) }) //! vae: q draws z from a learned prior, through which no gradient goes: give z a network <- q:
Vae.of({ p, q: encoder }) //! vae: q is not a joint distribution <- q:
Vae.of({ p: decoder, q }) //! vae: p is not a joint distribution <- p:
Vae.of({ p, q: which ? q : Joint.of(xGiven) }) //! vae: q is a union; pass one <- q:
Vae.of({ p, q: anything }) //! vae: q is any <- {
const relaxed = Joint.variable('x', sequence(dense(20, 50), relaxedBernoulliHead({ temperature: 1 })(784)), 'z')
Vae.of({ p: Joint.of(z, relaxed), q }) //! vae: x is observed, but RelaxedBernoulli is no distribution of data: let q draw it, or take another head <- q }
Vae.of({ p }) //!~ Property 'q' is missing <- { p }

// -----------------------------------------------------------------------------
// objectives and data
// -----------------------------------------------------------------------------

declare const data: Data.Dataset<readonly [784], 'binary'>
declare const grey: Data.Dataset<readonly [784], 'unitInterval'>
declare const smaller: Data.Dataset<readonly [783], 'binary'>
declare const labels: Data.Dataset<readonly [7], 'oneHot'>
const common = { optimizer: Optimizer.adam({ learningRate: 1e-3 }), epochs: 1, key: Key.from(1) } as const

const plain = Vae.of({ p, q })
const two = Joint.of(
  Joint.variable('z2', DiagonalNormal.standard(5)),
  Joint.variable('z1', sequence(dense(5, 50), tanh, normalHead(20)), 'z2'),
  Joint.variable('x', decoder, 'z1'),
)
const bottomUp = Vae.of({
  p: two,
  q: Joint.of(
    xGiven,
    Joint.variable('z1', encoder, 'x'),
    Joint.variable('z2', sequence(dense(20, 50), normalHead(5)), 'z1'),
  ),
})
const topDown = Vae.of({
  p: two,
  q: Joint.of(
    xGiven,
    Joint.variable('z2', sequence(dense(784, 50), normalHead(5)), 'x'),
    Joint.variable('z1', encoder, 'x'),
  ),
})
const bits = Vae.of({
  p: Joint.of(Joint.variable('z', Bernoulli.standard(20)), x),
  q: Joint.of(xGiven, Joint.variable('z', sequence(dense(784, 50), bernoulliHead(20)), 'x')),
})
const mixed = Vae.of({
  p: two,
  q: Joint.of(
    xGiven,
    Joint.variable('z2', sequence(dense(784, 5), mixtureHead({ components: 3 })(5)), 'x'),
    Joint.variable('z1', encoder, 'x'),
  ),
})
const chain = Vae.of({
  p: Joint.of(
    Joint.variable('y', Categorical.standard(5)),
    Joint.variable('z1', prior),
    Joint.variable('z2', prior),
    Joint.variable('x', decoder, 'z2'),
  ),
  q: Joint.of(
    xGiven,
    Joint.variable('y', sequence(dense(784, 50), categoricalHead(5)), 'x'),
    Joint.variable('z1', sequence(normalHead(5, 20)), 'y'),
    Joint.variable('z2', sequence(normalHead(20, 20)), 'z1'),
  ),
})
const labelled = Vae.of({ p: Joint.of(label, z, x), q })

const likelihood = pipe(Elbo.logLikelihood, Elbo.average('samples'))
declare const params: Host<ReturnType<typeof topDown.init>>
const measured = { model: topDown, params, data, key: Key.from(1) } as const

Train.fit({ ...common, data, model: bottomUp, objective: Elbo.elbo }) //! the KL of z1 has no closed form: p draws z1 from z2, and q draws z2 from z1: take Elbo.klByMonteCarloOf('z1') <- objective
const byLatent = pipe(likelihood, Elbo.minus(Elbo.klOf('z1')), Elbo.minus(Elbo.klOf('z2')))
Train.fit({ ...common, data, model: bottomUp, objective: byLatent }) //! the KL of z1 has no closed form: p draws z1 from z2, and q draws z2 from z1: take Elbo.klByMonteCarloOf('z1') <- objective
const score = Elbo.scoreFunction('other samples')
Train.fit({ ...common, data, model: chain, objective: pipe(score, Elbo.minus(Elbo.klOf('z1'))) }) //! the KL of z1 depends on y, through whose samples no gradient goes: take Elbo.scoreFunction <- objective
Train.fit({ ...common, data, model: chain, objective: pipe(score, Elbo.minus(Elbo.klOf('z2'))) }) //! the KL of z2 depends on y, through whose samples no gradient goes: take Elbo.scoreFunction <- objective
Train.fit({ ...common, data, model: topDown, objective: pipe(likelihood, Elbo.minus(Elbo.klOf('z3'))) }) //! the model has no latent z3 <- objective
Train.fit({ ...common, data, model: topDown, objective: pipe(likelihood, Elbo.minus(Elbo.klByMonteCarloOf('z3'))) }) //! the model has no latent z3 <- objective
Train.fit({ ...common, data, model: topDown, objective: pipe(Elbo.logLikelihoodOf('y'), Elbo.average('samples')) }) //! nothing that the model observes is y <- objective
Train.fit({ ...common, data, model: mixed, objective: Elbo.elboByMonteCarlo }) //! no gradient goes through the samples of z2: use Elbo.scoreFunction <- objective
Train.fit({ ...common, data, model: bits, objective: Elbo.iwae(Elbo.logWeight) }) //! no gradient goes through the samples of z: use Elbo.scoreFunction <- objective
Train.fit({ ...common, data, model: bits, objective: pipe(Elbo.logLikelihoodOf('x'), Elbo.average('samples')) }) //! no gradient goes through the samples of z: use Elbo.scoreFunction <- objective
Train.fit({ ...common, data, model: bits, objective: pipe(Elbo.logWeight, Elbo.expectOver('w')) }) //! the model has no latent w of few values <- objective
Train.fit({ ...common, data, model: topDown, objective: pipe(Elbo.logWeight, Elbo.expectOver('z1')) }) //! the model has no latent z1 of few values <- objective
const twoSums = pipe(Elbo.logWeight, Elbo.sumOver('z'), Elbo.sumOver('z'), Elbo.average('samples'))
Train.fit({ ...common, data, model: bits, objective: twoSums }) //! the sum over z is of a term that sums over another latent <- objective
const ofRowsWithout = Elbo.whereObserved('label')(Elbo.elbo, Elbo.elbo)
declare const partlyLabelled: Data.Records<{ x: typeof data; label: Data.PartialDataset<readonly [10], 'oneHot'> }>
Train.fit({ ...common, data: partlyLabelled, model: labelled, objective: ofRowsWithout }) //! whereObserved: the model is shown label, so it is not for the rows without: take Vae.together and a part that is not <- objective
const underSum = pipe(Elbo.logLikelihood, Elbo.minus(Elbo.klPerSampleOf('z3')), Elbo.expectOver('z'))
Train.fit({ ...common, data, model: bits, objective: underSum }) //! the model has no latent z3 <- objective
Train.fit({ ...common, data, model: plain, objective: Elbo.logWeight }) //! the objective has the axes [samples, batch] but must have [batch] or none; average over the others <- objective
Train.fit({ ...common, data, model: plain, objective: Elbo.kl }) //! the objective must be a gain, not a cost; use Elbo.minimize <- objective
pipe(Elbo.elbo, Elbo.plus(Elbo.klOf('z1'))) //! kl of z1 is a cost: subtract it <- Elbo.klOf
pipe(Elbo.logLikelihood, Elbo.minus(Elbo.klOf('z1'))) //!~ terms of different axes: [samples, batch] and [batch] <- Elbo.minus
Elbo.iwae(pipe(Elbo.logWeight, Elbo.expectOver('y'))) //! iwae takes a log-weight with axes [samples, batch] but is given [batch]; do not average before iwae <- pipe
pipe(Elbo.elboByMonteCarlo, Elbo.expectOver('y')) //!~ expectOver takes a term with axes [samples, batch]: do not average before expectOver <- Elbo.expectOver
pipe(Elbo.logLikelihood, Elbo.sumOver('y')) //!~ sumOver takes a log-weight: log p(x|z) + log p(z) - log q(z|x) <- Elbo.sumOver
Evaluate.bound({ ...measured, bound: pipe(likelihood, Elbo.minus(Elbo.klOf('z1'))) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound
const lighter = pipe(Elbo.klOf('z1'), Elbo.scale(0.5))
Evaluate.bound({ ...measured, bound: pipe(likelihood, Elbo.minus(lighter), Elbo.minus(Elbo.klOf('z2'))) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound
Train.fit({ ...common, model: plain, objective: Elbo.elbo, data: grey }) //! the distribution of x is over binary data but the data is unitInterval <- data
Train.fit({ ...common, model: plain, objective: Elbo.elbo, data: smaller }) //! the model takes x of [784] but the data has x of [783] <- data
Train.fit({ ...common, model: labelled, objective: Elbo.elbo, data }) //! the model is shown several fields but the data has one <- data
Train.fit({ ...common, model: labelled, objective: Elbo.elbo, data: Data.records('d', { x: data }) }) //! the model is shown label, which the data does not have: let q draw it, or add the field <- data
Train.fit({ ...common, model: labelled, objective: Elbo.elbo, data: Data.records('d', { x: data, label: labels }) }) //! the model takes label of [10] but the data has label of [7] <- data
Train.fit({ ...common, model: plain, objective: Elbo.elbo, data: 7 }) //! the data is not a data set <- data
Train.fit({ ...common, model: p, objective: Elbo.elbo, data }) //! the model is not a model <- model
