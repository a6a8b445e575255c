/** What the recipes of pictures have in common: their options, bits of pixels, and all of an experiment but its model. */

import * as Elbo from '../../losses/index.js'
import type { Experiment } from '../experiment.js'
import { ofVae } from '../looks.js'
import { whole } from '../option.js'
import { type OptionRefused, optionRefused } from '../options.js'
import {
  asTheyAre,
  type BINARIZATIONS,
  binarizationConflict,
  binarizationNotes,
  forBernoulli,
  type Halves,
  halvesOf,
  NAMES,
  type Parts,
  type Pictures,
  picturesNamed,
  pixelsOf,
  sourceOf,
} from '../pixels.js'
import { bernoulliVae, type GivenSizes, sizesOf } from './network.js'
import { binarizeOption, optimizerOf, optimizerOptions, type VaeOptions } from './vae.js'

// -----------------------------------------------------------------------------
// options
// -----------------------------------------------------------------------------

/** The sizes of the networks, as options. */
export const sizeOptions = ({ hidden, latent }: GivenSizes) => ({
  hidden: whole({ default: hidden, from: 1, about: 'units of the hidden layer on each side' }),
  latent: whole({ default: latent, from: 1, about: 'dimensions of the latent' }),
})

/** The options of a recipe of bits. */
export const bitOptions = (sizes: GivenSizes) => ({
  ...sizeOptions(sizes),
  binarize: binarizeOption,
  ...optimizerOptions,
})

/** The options of a recipe of pixels as they are. */
export const pixelOptions = (sizes: GivenSizes) => ({ ...sizeOptions(sizes), ...optimizerOptions })

/** What the options of such a recipe have. */
interface Binarized {
  readonly binarize: (typeof BINARIZATIONS)[number] | undefined
}

// -----------------------------------------------------------------------------
// data
// -----------------------------------------------------------------------------

/** The data of a recipe of bits: any pictures. */
export const bits = {
  data: picturesNamed(...NAMES),
  conflict: ({ binarize }: Binarized, data: string): OptionRefused | null => binarizationConflict(binarize, data),
}

/** Builds with the bits of pictures, or says that there are none; and with what is said of how they came about. */
export const withBits =
  <Options extends Binarized>(
    build: (options: Options, data: Parts<'binary' | 'relaxed'>, notes: readonly string[]) => Experiment,
  ) =>
  ({ options, data }: { readonly options: Options; readonly data: Pictures }): Experiment | OptionRefused => {
    const found = forBernoulli(data, options.binarize)
    return 'train' in found ? build(options, found, binarizationNotes(options.binarize, data)) : found
  }

/** Builds with pictures as they are: with grey pixels where there are any. */
export const withPixels =
  <Options>(build: (options: Options, data: Parts<'unitInterval' | 'binary'>) => Experiment | OptionRefused) =>
  ({ options, data }: { readonly options: Options; readonly data: Pictures }): Experiment | OptionRefused => {
    const found = asTheyAre(data)
    return 'train' in found ? build(options, found) : found
  }

/** The data sets of grey pixels: that of the sprites is one. */
const GREY = NAMES.filter((name) => sourceOf(name)?.values.includes('unitInterval')) as [string, ...string[]]

/** The data of a recipe of grey pixels. */
export const greys = { data: picturesNamed(...GREY) }

/** Builds with grey pixels. */
export const withGreys =
  <Options>(build: (options: Options, data: Parts<'unitInterval'>) => Experiment) =>
  ({ options, data: { grey } }: { readonly options: Options; readonly data: Pictures }): Experiment | OptionRefused =>
    grey === null ? optionRefused('data', 'it has no grey pixels') : build(options, grey)

// -----------------------------------------------------------------------------
// experiments
// -----------------------------------------------------------------------------

type Optimized = Pick<VaeOptions, 'optimizer' | 'lr'>

/** All of an experiment but its model, and what is asked of it. */
export const around = <Half>(options: Optimized, data: Halves<Half>, notes: readonly string[] = []) => ({
  notes,
  ...halvesOf(data),
  ...optimizerOf(options),
})

/** The sizes of a model of pictures, by its options and its data. */
export const sizesFor = (options: GivenSizes, { train }: Pick<Parts<'binary' | 'relaxed' | 'unitInterval'>, 'train'>) =>
  sizesOf(pixelsOf(train), options)

/** An autoencoder of bits with one hidden layer on each side, and all that an experiment on it has but its objective. */
export const bernoulliExperiment = (
  options: GivenSizes & Optimized,
  data: Parts<'binary' | 'relaxed'>,
  notes: readonly string[],
) => {
  const model = bernoulliVae(pixelsOf(data.train), options)
  return { ...around(options, data, notes), ...{ model, measure: Elbo.elbo, looks: ofVae(model) } }
}
