/** The default recipe: one hidden layer on each side, of any pictures, with a Bernoulli or a Gaussian likelihood. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Elbo from '../../losses/index.js'
import { OPTIMIZERS, type OptimizerName } from '../../optimizers/registry.js'
import { type Experiment, experiment, type Place, type Settings } from '../experiment.js'
import { ofVae } from '../looks.js'
import { choice, real, whole } from '../option.js'
import { type OptionRefused, optionRefused, type ValuesOf } from '../options.js'
import {
  asTheyAre,
  BINARIZATIONS,
  binarizationConflict,
  binarizationNotes,
  forBernoulli,
  halvesOf,
  NAMES,
  type Parts,
  type Pictures,
  picturesNamed,
  pixelsOf,
} from '../pixels.js'
import { make } from '../recipe.js'
import { tooMuch } from './memory.js'
import { bernoulliVae, gaussianVae } from './network.js'

// -----------------------------------------------------------------------------
// options
// -----------------------------------------------------------------------------

const LIKELIHOODS = ['bernoulli', 'gaussian'] as const

const optimizers = Object.keys(OPTIMIZERS) as [OptimizerName, ...OptimizerName[]] // safe: they are the keys of the registry

/** `0.001 for adam, 0.01 for adagrad, 0.01 for sgd`. */
const rates = Object.entries(OPTIMIZERS)
  .map(([name, { learningRate }]) => `${learningRate} for ${name}`)
  .join(', ')

/** The options of an optimizer, for any recipe. */
export const optimizerOptions = {
  optimizer: choice(optimizers, { default: 'adam', about: 'the optimizer' }),
  lr: real({ above: 0, about: `learning rate (default: ${rates})` }),
}

/** How grey pixels meet a Bernoulli likelihood, as an option. */
export const binarizeOption = choice(BINARIZATIONS, {
  about:
    'how grey pixels meet a Bernoulli likelihood: drawn anew at each visit, cut at 0.5, or taken as probabilities ' +
    '(default: sample, where the data is grey)',
})

const options = {
  hidden: whole({ default: 400, from: 1, about: 'units of the hidden layer on each side' }),
  latent: whole({ default: 20, from: 1, about: 'dimensions of the latent' }),
  beta: real({
    default: 1,
    from: 0,
    about: 'weight of the KL while training; the test ELBO always has weight 1',
  }),
  likelihood: choice(LIKELIHOODS, { default: 'bernoulli', about: 'the distribution p(x|z) of the decoder' }),
  binarize: binarizeOption,
  ...optimizerOptions,
}

/** The values of the options. */
export type VaeOptions = ValuesOf<typeof options>

/** The optimizer that was asked for, with its learning rate or its own; and that rate. */
export const optimizerOf = ({ optimizer, lr }: Pick<VaeOptions, 'optimizer' | 'lr'>) => {
  const { make: made, learningRate: usual } = OPTIMIZERS[optimizer]
  const learningRate = lr ?? usual
  return { optimizer: made({ learningRate }), facts: { learningRate: String(learningRate) } }
}

// -----------------------------------------------------------------------------
// before training
// -----------------------------------------------------------------------------

const conflict = ({ likelihood, binarize }: VaeOptions, data: string): OptionRefused | null =>
  binarize !== undefined && likelihood === 'gaussian'
    ? optionRefused('binarize', 'a Gaussian likelihood takes pixels as they are')
    : binarizationConflict(binarize, data)

const memoryFault =
  (given: VaeOptions, pixels: number) =>
  (settings: Settings, { engine, memory }: Place): OptionRefused | null =>
    tooMuch({ ...given, ...settings }, pixels, engine, memory)

// -----------------------------------------------------------------------------
// experiments
// -----------------------------------------------------------------------------

/** What both experiments have in common: the bound with the weight of `--beta`, measured with weight 1. */
const common = (given: VaeOptions, pixels: number) => ({
  objective: pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(pipe(Elbo.kl, Elbo.scale(given.beta)))),
  measure: Elbo.elbo,
  ...optimizerOf(given),
  fault: memoryFault(given, pixels),
})

const bernoulli = (given: VaeOptions, data: Parts<'binary' | 'relaxed'>, notes: readonly string[]): Experiment => {
  const pixels = pixelsOf(data.train)
  const model = bernoulliVae(pixels, given)
  return experiment({
    ...common(given, pixels.size),
    ...halvesOf(data),
    ...{ model, looks: ofVae(model), notes },
  })
}

const gaussian = (given: VaeOptions, data: Parts<'unitInterval' | 'binary'>): Experiment => {
  const pixels = pixelsOf(data.train)
  const model = gaussianVae(pixels, given)
  return experiment({
    ...common(given, pixels.size),
    ...halvesOf(data),
    ...{ model, looks: ofVae(model) },
  })
}

const build = (given: VaeOptions, found: Pictures): Experiment | OptionRefused => {
  if (given.likelihood === 'gaussian') {
    const data = asTheyAre(found)
    return 'train' in data ? gaussian(given, data) : data
  }
  const data = forBernoulli(found, given.binarize)
  return 'train' in data ? bernoulli(given, data, binarizationNotes(given.binarize, found)) : data
}

/** A variational autoencoder of any pictures. */
export const vae = make({
  name: 'vae',
  paper: 'Kingma and Welling, "Auto-Encoding Variational Bayes", arXiv:1312.6114',
  about: 'a variational autoencoder of any pictures, with one hidden layer on each side',
  options,
  settings: { epochs: 100 },
  data: picturesNamed(...NAMES),
  conflict,
  build: (given) => build(given.options, given.data),
})
