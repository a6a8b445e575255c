/** One experiment: a model trained on data, measured on what it has not seen, and looked at. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { split } from '../data/split.js'
import type { Support } from '../distributions/support.js'
import type { Engine } from '../engines/engine.js'
import * as Evaluate from '../evaluation/index.js'
import * as Elbo from '../losses/index.js'
import * as Vae from '../models/vae/index.js'
import { OPTIMIZERS } from '../optimizers/registry.js'
import { child, type Key } from '../random/key.js'
import type { Host } from '../tensors/tree.js'
import * as Train from '../training/index.js'
import { forBernoulli, forGaussian, type Parts, type Pixels, pixelsOf, type Source } from './data.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { bernoulliVae, gaussianVae } from './network.js'
import { learningRate, type TrainOptions } from './options.js'
import { type Pictures, pictures } from './pictures.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What an experiment gives. */
export interface Outcome extends Pictures {
  readonly trained: Train.TrainResult<unknown>
  readonly data: Parts<Support>
  /** The networks and the prior as text. */
  readonly architecture: readonly string[]
  /** How many training examples were held out for `--patience`. */
  readonly heldOut: number
  /** Over the whole test set, with weight 1 on the KL. */
  readonly test: Train.Values
}

/** What the test measures: of relaxed pixels, which are no data, nothing is a bound on log p(x). */
export const quantityOf = ({ data }: Pick<Outcome, 'data'>): string =>
  data.test.support === 'relaxed' ? 'objective on relaxed pixels' : 'ELBO'

/** What every experiment needs. */
export interface Setting {
  readonly options: TrainOptions
  readonly engine: Engine
  readonly key: Key
  readonly listen: (event: Train.TrainingEvent) => void
}

// -----------------------------------------------------------------------------
// settings
// -----------------------------------------------------------------------------

/** The bound with the weight of `--beta`: proved to be one only where it is reported, with weight 1. */
const objectiveOf = ({ beta }: TrainOptions) =>
  pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(pipe(Elbo.kl, Elbo.scale(beta))))

/** How much of the training data is held out when `--patience` is given. */
const HELD_OUT = 1 / 12

/** How many training examples are held out for `--patience`. */
export const heldOutCount = (
  { patience }: Pick<TrainOptions, 'patience'>,
  { count }: { readonly count: number },
): number => (patience === undefined ? 0 : Math.floor(count * HELD_OUT))

/** The training data, and what is held out of it for `--patience`. */
const heldOut = <Values extends Support>(
  options: TrainOptions,
  data: Pixels<Values>,
): E.Either<CliError, HeldOut<Values>> =>
  heldOutCount(options, data) === 0
    ? E.right({ data })
    : pipe(
        split(data.count - heldOutCount(options, data))(data),
        E.bimap(toCliError, ([kept, validation]) => ({ data: kept, validation })),
      )

const common = ({ options, engine, key, listen }: Setting) => ({
  objective: objectiveOf(options),
  optimizer: OPTIMIZERS[options.optimizer].make({ learningRate: learningRate(options) }),
  samples: options.samples,
  batch: options.batch,
  epochs: options.epochs,
  ...(options.patience === undefined ? {} : { patience: options.patience }),
  key: child('fit')(key),
  engine,
  listen,
})

const measured = ({ options, engine, key }: Setting) => ({
  samples: options.samples,
  batch: options.batch,
  key: child('test')(key),
  engine,
})

// -----------------------------------------------------------------------------
// the two experiments
// -----------------------------------------------------------------------------

type HeldOut<Values extends Support> = { readonly data: Pixels<Values>; readonly validation?: Pixels<Values> }

/** What both experiments have in common once their own types have met: `fit` and `bound` check model and data together. */
const completed = <Params, Values extends Support>(
  { options }: Setting,
  architecture: readonly string[],
  data: Parts<Values>,
  train: (held: HeldOut<Values>) => TE.TaskEither<Train.TrainError, Train.TrainResult<Params>>,
  measure: (params: Host<Params>) => TE.TaskEither<Train.TrainError, Train.Values>,
  look: (params: Host<Params>, data: Pixels<Support>) => TE.TaskEither<CliError, Pictures>,
): TE.TaskEither<CliError, Outcome> =>
  pipe(
    TE.fromEither(heldOut(options, data.train)),
    TE.flatMap((held) => pipe(train(held), TE.mapLeft(toCliError))),
    TE.bindTo('trained'),
    TE.bind('test', ({ trained }) => pipe(measure(trained.params), TE.mapLeft(toCliError))),
    TE.bind('pictures', ({ trained }) => look(trained.params, data.test)),
    TE.map(({ trained, test, pictures: shown }) => ({
      trained,
      test,
      ...shown,
      data,
      architecture,
      heldOut: heldOutCount(options, data.train),
    })),
  )

const bernoulli = (setting: Setting, data: Parts<'binary' | 'relaxed'>): TE.TaskEither<CliError, Outcome> => {
  const model = bernoulliVae(pixelsOf(data.train), setting.options)
  return completed(
    setting,
    Vae.describe(model),
    data,
    (held) => Train.fit({ model, ...held, ...common(setting) }),
    // of relaxed pixels it is not a bound
    (params) => Evaluate.objective({ model, params, data: data.test, objective: Elbo.elbo, ...measured(setting) }),
    pictures(model, setting),
  )
}

const gaussian = (setting: Setting, data: Parts<'unitInterval' | 'binary'>): TE.TaskEither<CliError, Outcome> => {
  const model = gaussianVae(pixelsOf(data.train), setting.options)
  return completed(
    setting,
    Vae.describe(model),
    data,
    (held) => Train.fit({ model, ...held, ...common(setting) }),
    (params) => Evaluate.bound({ model, params, data: data.test, bound: Elbo.elbo, ...measured(setting) }),
    pictures(model, setting),
  )
}

/**
 * The experiment that the options ask for.
 *
 * Errors: a `CliError` that names the option.
 */
export const experiment = (setting: Setting, source: Source): TE.TaskEither<CliError, Outcome> => {
  const { options } = setting
  const none = TE.left(badInput(`--data: ${options.data} has no pixels of the kind that was asked for`))
  if (options.likelihood === 'gaussian') {
    const data = forGaussian(source)
    return data === null ? none : gaussian(setting, data)
  }
  const data = forBernoulli(source, options)
  return data === null ? none : bernoulli(setting, data)
}
