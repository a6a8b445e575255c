/** Metrics as lines of JSON, written as training goes. */

import { line } from '../../reports/metrics.js'
import { isFields, jsonOf } from '../../shapes/fields.js'
import type { Listener, Started } from '../../training/events.js'
import { growing, linesUpTo } from './growing.js'

/** What a run was asked to be, by the names of its settings. */
export type Configuration = Readonly<Record<string, unknown>>

/** The first line: what training says of itself, and the settings of whoever runs it. */
const firstLine = (
  { engine, formula, parameters, epochs, stepsPerEpoch }: Started,
  configuration: Configuration | undefined,
): string =>
  `${JSON.stringify({ kind: 'configuration', engine, formula, parameters, epochs, stepsPerEpoch, options: configuration })}\n`

/** The step of a line; infinite where it has none, or was cut short. */
const stepOf = (text: string): number => {
  const given = jsonOf(text)
  return isFields(given) && typeof given.step === 'number' ? given.step : Number.POSITIVE_INFINITY
}

/**
 * A listener that writes metrics as lines of JSON: a first line of configuration, then one for each step and each epoch.
 *
 * Steps are in the file as soon as the engine has reported them. A file that is there is overwritten, unless training goes
 * on from a state: then its lines up to that state stay.
 *
 * Units: those of the parts of the objective.
 * Errors: a file that cannot be written ends training: `PartFailed`, whose cause says why.
 *
 * @example
 * typeof Metrics.toFile('run/metrics.jsonl', { latent: 8 })
 * //=> 'function'
 */
export const toFile = (file: string, configuration?: Configuration): Listener =>
  growing(file, (event, held) => ({
    begin: firstLine(event, configuration) + linesUpTo(event.step, stepOf)(held),
    line,
  }))
