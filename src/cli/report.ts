/** The report of a run, from its options and its outcome. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine } from '../engines/engine.js'
import { type Report, write } from '../reports/index.js'
import type { Stepped, TrainingEvent } from '../training/events.js'
import { type CliError, toCliError } from './errors.js'
import { type Outcome, quantityOf } from './experiment.js'
import { learningRate, type TrainOptions } from './options.js'

const isStep = (event: TrainingEvent): event is Stepped => event._tag === 'Stepped'

/** Options that a report has another place for, or none. */
const ELSEWHERE = ['json', 'out', 'seed', 'data', 'engine', 'lr']

const optionsOf = (options: TrainOptions, version: string): Report['options'] => [
  ...Object.entries(options)
    .filter(([name, value]) => value !== undefined && !ELSEWHERE.includes(name))
    .map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), String(value)] as const),
  ['learning rate', String(learningRate(options))],
  ['library', `shapebound ${version}`],
]

/** The pictures of a run; `null` where an example is no picture. */
const picturesOf = ({ data, originals, reconstructions, samples }: Outcome): Report['pictures'] =>
  data.test.picture === null
    ? null
    : {
        picture: data.test.picture,
        reconstructions: { originals: originals.values, reconstructions: reconstructions.values },
        samples: { means: samples.mean.values, draws: samples.x.values },
      }

/** The report of a run. */
export const reportOf = (
  options: TrainOptions,
  outcome: Outcome,
  events: readonly TrainingEvent[],
  engine: Engine,
  { command, version }: { readonly command: string; readonly version: string },
): Report => {
  const { trained, architecture, data, test } = outcome
  const last = trained.history.at(-1)
  return {
    title: `A variational autoencoder on ${options.data}`,
    model: 'variational autoencoder',
    architecture,
    data: {
      name: data.train.name,
      training: data.train.count,
      validation: last?.validation ? outcome.heldOut : null,
      test: data.test.count,
    },
    seed: options.seed,
    options: optionsOf(options, version),
    run: { ...trained, engine: engine.description },
    steps: events.filter(isStep),
    results: [
      {
        name: `${quantityOf(outcome)} on the ${data.test.count.toLocaleString('en')} test examples, L = ${options.samples}`,
        quantity: quantityOf(outcome),
        values: test,
      },
    ],
    pictures: picturesOf(outcome),
    command,
  }
}

/**
 * Writes the report of a run into its folder.
 *
 * Errors: a `CliError` that names the folder.
 */
export const writeReport = (out: string, report: Report): TE.TaskEither<CliError, readonly string[]> =>
  pipe(report, write(out), TE.mapLeft(toCliError))
