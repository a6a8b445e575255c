/** The options of `shapebound train`. */

import { type Command, Option } from 'commander'
import type { NamedSource } from '../data/sources/named.js'
import { SOURCES, type SourceName } from '../data/sources/registry.js'
import type { EngineChoice } from '../engines/select.js'
import { ENGINES } from '../engines/select.js'
import { OPTIMIZERS, type OptimizerName } from '../optimizers/registry.js'
import { aboveZero, fromZero, wholeAboveZero, wholeFromZero } from './numbers.js'

export const LIKELIHOODS = ['bernoulli', 'gaussian'] as const
export const BINARIZATIONS = ['sample', 'threshold', 'relaxed'] as const

/** What was asked for. */
export interface TrainOptions {
  readonly data: SourceName
  readonly dataDir?: string
  readonly mirror?: string
  readonly hidden: number
  readonly latent: number
  readonly beta: number
  readonly samples: number
  readonly likelihood: (typeof LIKELIHOODS)[number]
  readonly binarize?: (typeof BINARIZATIONS)[number]
  readonly epochs: number
  readonly patience?: number
  readonly batch: number
  readonly optimizer: OptimizerName
  readonly lr?: number
  readonly seed: number
  readonly engine: EngineChoice
  readonly out?: string
  readonly json: boolean
}

/** The learning rate that was asked for, or that of the optimizer. */
export const learningRate = ({ lr, optimizer }: Pick<TrainOptions, 'lr' | 'optimizer'>): number =>
  lr ?? OPTIMIZERS[optimizer].learningRate

/** `0.001 for adam, 0.01 for adagrad, 0.01 for sgd`. */
const rateMessage = Object.entries(OPTIMIZERS)
  .map(([name, { learningRate: rate }]) => `${rate} for ${name}`)
  .join(', ')

const sources: readonly (readonly [string, NamedSource])[] = Object.entries(SOURCES)

/** The data sets that can be downloaded. */
const downloaded = sources.flatMap(([name, { _tag }]) => (_tag === 'Downloaded' ? [name] : [])).join(', ')

const number = (flags: string, words: string, parse: (text: string) => number, preset?: number): Option => {
  const option = new Option(flags, words).argParser(parse)
  return preset === undefined ? option : option.default(preset)
}

/** Adds the options of training to a command. */
export const withTrainOptions = (command: Command): Command =>
  [
    new Option('--data <name>', 'the data set').choices(Object.keys(SOURCES)).default('sprites'),
    new Option(
      '--data-dir <dir>',
      `the folder that holds its files; without it a download goes to a cache (${downloaded})`,
    ),
    new Option('--mirror <url>', 'the address of a folder to download from').argParser(String),
    number('--hidden <n>', 'units of the hidden layer on each side', wholeAboveZero, 400),
    number('--latent <n>', 'dimensions of the latent', wholeAboveZero, 20),
    number('--beta <weight>', 'weight of the KL while training; the test ELBO always has weight 1', fromZero, 1),
    number('--samples <n>', 'L: samples of the posterior for each example', wholeAboveZero, 1),
    new Option('--likelihood <name>', 'the distribution p(x|z) of the decoder')
      .choices(LIKELIHOODS)
      .default('bernoulli'),
    new Option(
      '--binarize <how>',
      'how grey pixels meet a Bernoulli likelihood: drawn anew at each visit, cut at 0.5, or taken as probabilities ' +
        '(default: sample, where the data is grey)',
    ).choices(BINARIZATIONS),
    number('--epochs <n>', 'passes over the data', wholeAboveZero, 10),
    number(
      '--patience <n>',
      'hold out a twelfth of the training data and stop after this many epochs without a better bound on it',
      wholeAboveZero,
    ),
    number('--batch <n>', 'examples a step', wholeAboveZero, 128),
    new Option('--optimizer <name>', 'the optimizer').choices(Object.keys(OPTIMIZERS)).default('adam'),
    number('--lr <rate>', `learning rate (default: ${rateMessage})`, aboveZero),
    number('--seed <n>', 'random seed', wholeFromZero, 0),
    new Option('--engine <name>', 'what runs the program').choices(['auto', ...ENGINES]).default('auto'),
    new Option('--out <dir>', 'the folder for what is made (default: a new one in runs)'),
    new Option('--json', 'print one JSON object as the last line of stdout').default(false),
  ].reduce((all, option) => all.addOption(option), command)
