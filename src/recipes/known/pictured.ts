/** What the recipes of pictures have in common: bits of pixels under a Bernoulli likelihood, measured by the ELBO. */

import * as Elbo from '../../losses/index.js'
import type { Experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import type { OptionRefused } from '../options.js'
import {
  type BINARIZATIONS,
  binarizationNotes,
  forBernoulli,
  halvesOf,
  type Parts,
  type Pictures,
  pixelsOf,
} from '../pixels.js'
import { bernoulliVae } from './network.js'
import { optimizerOf, type VaeOptions } from './vae.js'

/** What the options of such a recipe have. */
interface Given {
  readonly options: { readonly binarize: (typeof BINARIZATIONS)[number] | undefined }
  readonly data: Pictures
}

/** Builds with the bits of pictures, or says that there are none; and with what is said of how they came about. */
export const withBits =
  <Options extends Given['options']>(
    build: (options: Options, data: Parts<'binary' | 'relaxed'>, notes: readonly string[]) => Experiment,
  ) =>
  ({ options, data }: { readonly options: Options; readonly data: Pictures }): Experiment | OptionRefused => {
    const bits = forBernoulli(data, options.binarize)
    return 'train' in bits ? build(options, bits, binarizationNotes(options.binarize, data)) : bits
  }

/** An autoencoder of bits with one hidden layer on each side, and all that an experiment on it has but its objective. */
export const bernoulliExperiment = (
  options: Pick<VaeOptions, 'hidden' | 'latent' | 'optimizer' | 'lr'>,
  data: Parts<'binary' | 'relaxed'>,
  notes: readonly string[],
) => {
  const model = bernoulliVae(pixelsOf(data.train), options)
  return {
    ...{ model, measure: Elbo.elbo, notes, looks: ofVae(model) },
    ...halvesOf(data),
    ...optimizerOf(options),
  }
}
