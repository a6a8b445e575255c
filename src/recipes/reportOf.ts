/** The report of a training: of one that a program has run, from its model and its data, and of any whose outcome is known. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { badRequest } from '../data/errors.js'
import type { Labels } from '../data/labels.js'
import type { Engine } from '../engines/engine.js'
import { using } from '../engines/using.js'
import type { Key } from '../random/key.js'
import type { Report } from '../reports/report.js'
import type { Besides } from '../shapes/checkDim.js'
import { isObject } from '../shapes/fields.js'
import type { NotAny } from '../shapes/whole.js'
import type { CheckedModel, ParamsOf } from '../training/check.js'
import type { CheckedData } from '../training/checkData.js'
import type { CheckedObjective } from '../training/checkObjective.js'
import type { Stepped } from '../training/events.js'
import type { TrainError, TrainResult } from '../training/index.js'
import { type CheckedLooks, closed, type Erased } from './experiment.js'
import { type Looks, ofVae, ofVqVae } from './looks.js'
import { type Outcome, outcomeOf, quantityOf } from './outcome.js'

// -----------------------------------------------------------------------------
// of an outcome
// -----------------------------------------------------------------------------

/** What is said of a run beside what came of it. */
export interface AboutRun extends Pick<Report, 'title' | 'seed' | 'options' | 'steps' | 'command'> {
  readonly data: string
  readonly validation: number | null
  readonly engine: string
}

/** The pictures of a run; `null` where an example is no picture, or the model cannot make any. */
const picturesOf = ({ experiment, originals, reconstructions, samples, seen }: Outcome): Report['pictures'] =>
  experiment.data.picture === null || (reconstructions === null && samples === null)
    ? null
    : {
        picture: experiment.data.picture,
        reconstructions: reconstructions && {
          originals: originals.values,
          reconstructions: reconstructions.values,
        },
        samples: samples && { means: samples.mean.values, draws: samples.x.values },
        traversals: seen.traversals,
        manifold: seen.manifold,
      }

/** The report of a run. */
export const reportOf = (outcome: Outcome, about: AboutRun): Report => {
  const { trained, experiment, test, settings, seen } = outcome
  const { data, views } = experiment
  const quantity = quantityOf(outcome)
  const { data: name, validation, engine, ...rest } = about
  return {
    ...rest,
    model: views.kind,
    architecture: views.architecture,
    data: { name, training: data.training, validation, test: data.test },
    run: { ...trained, engine },
    results: [
      {
        name: `${quantity} on the ${data.test.toLocaleString('en')} test examples, L = ${settings.samples}`,
        quantity,
        values: test,
      },
    ],
    latents: seen.latents,
    codes: seen.codes,
    calibration: seen.calibration,
    warnings: seen.warnings,
    pictures: picturesOf(outcome),
  }
}

// -----------------------------------------------------------------------------
// of a program's own training
// -----------------------------------------------------------------------------

/** What a report is made of, beside what training gives. */
export interface ReportOptions<Given, Objective, Data, Test, Seen> {
  readonly model: CheckedModel<Given>
  /** What is measured on the test data. */
  readonly objective: CheckedObjective<Given, Objective>
  readonly data: CheckedData<Given, Data, 'data', Objective>
  /** The examples that are measured and looked at. */
  readonly test: CheckedData<Given, Test, 'test data', Objective>
  /** What there is to look at of the model: of a `Vae` or a `VqVae` all of it, of others nothing, if left out. */
  readonly looks?: CheckedLooks<Given, Seen>
  /** The classes of the test examples, which color their latents; those of a field of classes, if left out. */
  readonly labels?: Labels | null
  /** The steps, as a listener of training has heard them: their curves, and their norms. None if left out. */
  readonly steps?: readonly Stepped[]
  /** What is drawn is drawn from it. */
  readonly key: Key
  /** The fastest that works if left out. */
  readonly engine?: Engine
  /** L: how many samples of the posterior the measurement takes for each example. 1 if left out. */
  readonly samples?: number
  /** How many examples are taken at once. 128 if left out. */
  readonly batch?: number
  readonly title?: string
  /** Settings that are to stand in the report, with their values. */
  readonly options?: Report['options']
  /** How many examples were held out while training. */
  readonly validation?: number
  /** What to type to get the same run again. */
  readonly command?: string
}

/** What is read of the options, with their types erased. */
type Asked = Omit<ReportOptions<unknown, unknown, unknown, unknown, unknown>, 'model' | 'data' | 'test' | 'looks'> &
  Omit<Erased, 'measure'>

/** What there is to look at of the models of the library; nothing of others. */
const looksOf = (model: object): Looks<never> | undefined => {
  const has = (...names: readonly string[]) => isObject(model) && names.every((name) => name in model)
  // safe: a model of these parts is one of those
  return has('encoder', 'decoder', 'posterior', 'likelihood', 'prior')
    ? ofVae(model as Parameters<typeof ofVae>[0])
    : 'name' in model && model.name === 'vqVae'
      ? ofVqVae(model as Parameters<typeof ofVqVae>[0])
      : undefined
}

const experimentOf = ({ model, objective, data, test, looks = looksOf(model), labels }: Asked) =>
  closed(
    {
      ...{ model, data, test, measure: objective },
      ...(looks === undefined ? {} : { looks }),
      ...(labels === undefined ? {} : { labels }),
    },
    () => TE.left(badRequest('report: it is trained already')),
  )

/**
 * The report of a training that a program has run: what it measures on test data, reconstructions, new examples, what its
 * latents are, and warnings, as the command line makes it. `Report.write` writes it.
 *
 * Units: of what is measured, those of the objective.
 * Errors: `BadRequest` for data that does not fit; `EngineMissing`, `EngineFailed`, and what the model throws.
 */
export const of =
  <Given, Objective, Data, Test, Seen = unknown, Whole = unknown>(
    options: Besides<{ model: Given; objective: Objective; data: Data; test: Test }, 'the '> &
      ReportOptions<Given, Objective, Data, Test, Seen> &
      NotAny<Whole>,
  ) =>
  (trained: TrainResult<ParamsOf<Given>>): TE.TaskEither<TrainError, Report> => {
    // safe: each is itself wherever the call compiles, and what runs them checks them again
    const asked = options as unknown as Asked
    const { engine: given, key, steps = [], samples = 1, batch = 128, validation = null } = asked
    const experiment = experimentOf(asked)
    const settings = { epochs: trained.history.length, batch: Math.min(batch, experiment.data.test), samples }
    return using(given)(({ engine }) =>
      pipe(
        outcomeOf({ experiment, settings, engine, key })(trained as TrainResult<unknown>),
        TE.map((outcome) =>
          reportOf(outcome, {
            title: asked.title ?? `A ${experiment.views.kind} on ${experiment.data.name}`,
            ...{ options: asked.options ?? [], command: asked.command ?? '', steps, validation },
            ...{ data: experiment.data.name, engine: trained.engine },
          }),
        ),
      ),
    )
  }
