// Terms of the bound of a model of joint distributions, and what training asks of them, on TensorFlow.js alone: see plain.mjs.
//
// A term has its axes and its sense, and is asked of a model by `of`.
import { missing } from './operations.mjs'

const SAMPLES = ['samples', 'batch']
const BATCH = ['batch']

const term = (axes, sense, ask, isWeight = false) => ({ axes, sense, ask, isWeight })
const known = (names, name) => names.includes(name) || missing(`the model has no ${name}`)
const pathwise = ({ blocked }) => blocked.length === 0 || missing(`no gradient goes through ${blocked}`)

/** Of a latent whose own draw went into what p draws it from there is no closed form, nor a gradient through draws that have none. */
const closed = (model, name) => {
  known(model.latents, name)
  if (model.drawnForP(name).includes(name)) missing(`p draws ${name} from itself`)
  if (model.drawnFor(name).some((each) => model.blocked.includes(each))) missing(`${name} is drawn from bits`)
}
const allClosed = (model) => model.latents.map((name) => closed(model, name))

const ofLatent = (axes, ask) => (name) => term(axes, 'cost', (model) => ask(model, name))
const both = (ask, other) => (model) => [ask(model), other(model)]

/** Terms of equal axes: the one that is piped is a gain, the other as it must be. */
const joined = (sense) => (right) => (left) =>
  left.sense === 'gain' && right.sense === sense && String(left.axes) === String(right.axes)
    ? term(left.axes, 'gain', both(left.ask, right.ask))
    : missing('other axes, or another sense')

/** A model one of whose latents takes each of its values. */
const summed = (model, name) => {
  known(model.blocked, name)
  const others = { ...model, blocked: model.blocked.filter((each) => each !== name) }
  pathwise(others)
  return others
}
const perSample = ({ axes }) => String(axes) === String(SAMPLES) || missing('not of every sample')
const weightsOf = ({ isWeight }) => isWeight || missing('not a log-weight')

export const terms = {
  logLikelihood: term(SAMPLES, 'gain', pathwise),
  logWeight: term(SAMPLES, 'gain', pathwise, true),
  kl: term(BATCH, 'cost', allClosed),
  elbo: term(BATCH, 'gain', both(pathwise, allClosed)),
  elboByMonteCarlo: term(BATCH, 'gain', pathwise),
  klOf: ofLatent(BATCH, closed),
  klPerSampleOf: ofLatent(SAMPLES, closed),
  klByMonteCarloOf: ofLatent(BATCH, (model, name) => [pathwise(model), known(model.latents, name)]),
  logLikelihoodOf: (name) => term(SAMPLES, 'gain', (model) => [pathwise(model), known(model.observed, name)]),
  average: (axis) => (given) =>
    given.axes.includes(axis)
      ? term(
          given.axes.filter((each) => each !== axis),
          given.sense,
          given.ask,
        )
      : missing(`no axis ${axis}`),
  scale: () => (given) => term(given.axes, given.sense, given.ask),
  plus: joined('gain'),
  minus: joined('cost'),
  iwae: (given) => weightsOf(given) && term(BATCH, 'gain', given.ask),
  expectOver: (name) => (given) =>
    perSample(given) && term(BATCH, given.sense, (model) => given.ask(summed(model, name))),
  sumOver: (name) => (given) =>
    weightsOf(given) && term(SAMPLES, 'gain', (model) => given.ask(summed(model, name)), true),
}

// -----------------------------------------------------------------------------
// training
// -----------------------------------------------------------------------------

/** The numbers that a distribution over some others is of. */
const TAKES = {
  binary: ['binary', 'oneHot'],
  oneHot: ['oneHot'],
  real: ['binary', 'oneHot', 'real'],
}

const fits = (wanted, found) =>
  (String(wanted.sizes) === String(found?.sizes) && TAKES[wanted.over].includes(found.over)) ||
  missing(`${wanted.sizes} and ${found?.sizes}`)

/** Data of one field or of several, by the names of those of a model. */
const fieldsFor = (names, { fields, ...sole }) =>
  fields ?? (names.length === 1 ? { [names[0]]: sole } : missing('the data has one field'))

/** Training takes a gain of every example, of what the model is, and the data that it is shown. */
export const training = {
  fit: ({ model, objective, data }) => {
    if (objective.sense !== 'gain' || String(objective.axes) !== String(BATCH)) missing('not an objective')
    objective.ask(model)
    const found = fieldsFor(Object.keys(model.fields), data)
    for (const [name, wanted] of Object.entries(model.fields)) fits(wanted, found[name])
  },
}

/** Data of so many numbers, over a support. */
export const plainData = (sizes, over) => ({ sizes, over })
