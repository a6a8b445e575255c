// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to models of several parts, to terms within them, and to experts.
import { pipe } from 'fp-ts/lib/function.js'
import { Bernoulli, Categorical, Data, DiagonalNormal, Elbo, Evaluate, type Host, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

const { bernoulliHead, categoricalHead, dense, normalHead, sequence, tanh } = Layer
const x = Joint.given('x', [784])
const label = Joint.given('label', [10])
const p = Joint.of(
  Joint.variable('label', Categorical.standard(10)),
  Joint.variable('z', sequence(normalHead(10, 20)), 'label'),
  Joint.variable('x', sequence(dense(20, 50), tanh, bernoulliHead(784)), 'z'),
)
const z = Joint.variable('z', sequence(dense(784, 50), tanh, normalHead(20)), 'x')
const classifier = Joint.variable('label', sequence(dense(784, 50), tanh, categoricalHead(10)), 'x')
const labelled = Vae.of({ p, q: Joint.of(x, label, z) })
const unlabelled = Vae.of({ p, q: Joint.of(x, classifier, z) })
const model = Vae.together({ labelled, unlabelled })

declare const which: boolean
// biome-ignore lint/suspicious/noExplicitAny: what a newcomer has
declare const anything: any
declare const wide: string
declare const images: Data.Dataset<readonly [784], 'binary'>
declare const labels: Data.Dataset<readonly [10], 'oneHot'>
declare const some: Data.PartialDataset<readonly [10], 'oneHot'>
declare const params: Host<ReturnType<typeof model.init>>
const data = Data.records('mnist', { x: images, label: labels })
const partly = Data.records('mnist', { x: images, label: some })
const common = { optimizer: Optimizer.adam({ learningRate: 1e-3 }), epochs: 1, key: Key.from(1) } as const

// -----------------------------------------------------------------------------
// the parts
// -----------------------------------------------------------------------------

const deeper = Joint.variable('z', sequence(dense(784, 60), tanh, normalHead(20)), 'x')
const ofDeeper = Vae.of({ p, q: Joint.of(x, classifier, deeper) })
Vae.together({
  labelled, //! together: labelled has another network for z in q than other parts: share one <- labelled
  ofDeeper, //! together: ofDeeper has another network for z in q than other parts: share one <- ofDeeper
})
const ofBits = Joint.of(
  Joint.variable('b', Bernoulli.standard(20)),
  Joint.variable('x', sequence(dense(20, 60), bernoulliHead(784)), 'b'),
)
const bits = Vae.of({ p: ofBits, q: Joint.of(x, Joint.variable('b', sequence(dense(784, 50), bernoulliHead(20)), 'x')) })
Vae.together({
  labelled, //! together: labelled has another network for x in p than other parts: share one <- labelled
  bits, //! together: bits has another network for x in p than other parts: share one <- bits
})
const small = Vae.of({
  p: Joint.of(Joint.variable('w', DiagonalNormal.standard(20)), Joint.variable('label', sequence(categoricalHead(20, 7)), 'w')),
  q: Joint.of(Joint.given('label', [7]), Joint.variable('w', sequence(normalHead(7, 20)), 'label')),
})
Vae.together({
  labelled, //! together: labelled is shown another label than other parts <- labelled
  small, //! together: small is shown another label than other parts <- small
})
Vae.together({ labelled, unlabelled: p }) //! together: unlabelled is not a model of Vae.of <- unlabelled
Vae.together({ labelled: 7 }) //! together: labelled is not a model of Vae.of <- labelled
Vae.together({ labelled, unlabelled: which ? unlabelled : labelled }) //! together: unlabelled is a union; pass one model <- unlabelled
Vae.together({ labelled, unlabelled: anything }) //! Type 'any' is not assignable to type 'never' <- unlabelled

// -----------------------------------------------------------------------------
// terms within them
// -----------------------------------------------------------------------------

const whole = Elbo.whereObserved('label')
const summedOut = pipe(Elbo.logWeight, Elbo.expectOver('label'), Elbo.within('unlabelled'))
const ofLabelled = Elbo.within('labelled')(Elbo.elbo)
Train.fit({ ...common, model, data, objective: Elbo.within('both')(Elbo.elbo) }) //! the model has no part both <- objective
Train.fit({ ...common, model, data, objective: Elbo.elbo }) //! the model does not supply <- objective
Train.fit({ ...common, model: labelled, data, objective: ofLabelled }) //! the model does not supply parts <- objective
Train.fit({ ...common, model, data, objective: Elbo.within('unlabelled')(Elbo.elbo) }) //! part unlabelled: no gradient goes through the samples of label: use Elbo.scoreFunction <- objective
const ofW = pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(Elbo.klOf('w')))
Train.fit({ ...common, model, data, objective: Elbo.within('labelled')(ofW) }) //! part labelled: the model has no latent w <- objective
Train.fit({ ...common, model, data, objective: pipe(Elbo.logWeight, Elbo.expectOver('z'), Elbo.within('unlabelled')) }) //! part unlabelled: the model has no latent z of few values <- objective
Train.fit({ ...common, model, data, objective: Elbo.within('labelled')(Elbo.logPosteriorAtData('label')) }) //! part labelled: the model has no latent label that another part is shown <- objective
Train.fit({ ...common, model, data, objective: Elbo.within('unlabelled')(Elbo.logPosteriorAtData('z')) }) //! part unlabelled: the model has no latent z that another part is shown <- objective
Train.fit({ ...common, model: unlabelled, data, objective: Elbo.logPosteriorAtData('label') }) //! the model does not supply logPosteriorsAtData <- objective
Train.fit({ ...common, model, data, objective: Elbo.within('labelled')(Elbo.kl) }) //! the objective must be a gain, not a cost; use Elbo.minimize <- objective
Train.fit({ ...common, model, data, objective: Elbo.within('labelled')(Elbo.logWeight) }) //! the objective has the axes [samples, batch] but must have [batch] or none; average over the others <- objective
Train.fit({ ...common, model, data: partly, objective: ofLabelled }) //! the model is shown label of every row but the data has it of some: take Elbo.whereObserved('label') <- data
Train.fit({ ...common, model, data: images, objective: ofLabelled }) //! the model is shown several fields but the data has one: take Data.records <- data
Train.fit({ ...common, model, data: partly, objective: whole(ofLabelled, ofLabelled) }) //! whereObserved: part labelled is shown label, so it is not for the rows without: take a part that is not <- objective
Elbo.within(wide) //! within: the part is known only when the program runs <- wide
Elbo.within(which ? 'labelled' : 'unlabelled') //! within: the part must be one part, not a union <- which
Elbo.iwae(Elbo.within('labelled')(Elbo.logWeight)) //! iwae takes a log-weight <- Elbo.within

// -----------------------------------------------------------------------------
// what is proved of them
// -----------------------------------------------------------------------------

const measured = { model, params, data, key: Key.from(1) } as const
Evaluate.bound({ ...measured, bound: pipe(ofLabelled, Elbo.plus(summedOut)) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound
Evaluate.bound({ ...measured, bound: whole(summedOut, ofLabelled) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound
Evaluate.bound({ ...measured, bound: whole(ofLabelled, ofLabelled) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

const byScore = Elbo.within('unlabelled')(Elbo.scoreFunction('other samples'))
const prediction = pipe(Elbo.logPosteriorAtData('label'), Elbo.within('unlabelled'), Elbo.scale(10))
Train.fit({ ...common, model, data: partly, objective: whole(pipe(ofLabelled, Elbo.plus(prediction)), summedOut) })
Train.fit({ ...common, model, data: partly, objective: whole(ofLabelled, byScore) })
Train.fit({ ...common, model, data, objective: pipe(ofLabelled, Elbo.plus(summedOut)) })
Evaluate.bound({ ...measured, data: partly, bound: whole(ofLabelled, summedOut) })
Evaluate.bound({ ...measured, bound: summedOut })

// -----------------------------------------------------------------------------
// experts
// -----------------------------------------------------------------------------

const ofImage = sequence(dense(784, 50), tanh, normalHead(20))
const ofWord = sequence(dense(10, 50), tanh, normalHead(20))
Layer.product({ x: ofImage, label: sequence(dense(10, 50), bernoulliHead(20)) }) //! product: the expert label gives a Bernoulli but must give a DiagonalNormal <- label
Layer.product({
  x: ofImage, //! product: the expert x is over [20], but others over another event <- x
  label: sequence(normalHead(10, 7)), //! product: the expert label is over [7], but others over another event <- label
})
Layer.mixture({ x: ofImage, label: sequence(dense(10, 20), tanh) }) //! mixture: the expert label gives a Tensor but must give a DiagonalNormal <- label
Layer.mixture({ x: sequence(dense(784, 50), Layer.dropout(0.5), normalHead(20)) }) //! mixture: the expert x is not a network of one event, without noise and state <- x
Layer.product({ x: 7 }) //! product: the expert x is not a network of one event, without noise and state <- x
Layer.product({ x: which ? ofImage : sequence(normalHead(784, 20)) }) //! product: the expert x must be one network, not a union <- x
Layer.product({ x: anything }) //! Type 'any' is not assignable to type 'never' <- x
Joint.of(x, Joint.variable('z', Layer.product({ x: ofImage, label: ofWord }))) //! joint: label is not defined: observe it with Joint.given or define it before z <- Joint.variable
Joint.of(x, label, Joint.variable('z', Layer.product({ x: ofImage, label: ofWord })))
Joint.of(x, label, Joint.variable('z', Layer.mixture({ x: ofImage, label: ofWord })))
