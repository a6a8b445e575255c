/** Metrics as event files of TensorBoard, written as training goes. */

import { join } from 'node:path'
import type { Listener, PlayerValues, Started, Stepped, TrainingEvent, Values } from '../../training/events.js'
import { growing } from './growing.js'
import { type EventMessage, recordOf, recordsOf, type Scalar } from './records.js'

// -----------------------------------------------------------------------------
// scalars
// -----------------------------------------------------------------------------

const scalar = (tag: string, simpleValue: number): Scalar => ({ tag, simpleValue })

/** The objective and its unweighted parts. */
const ownScalars = (of: string, { objective, parts }: Pick<Values, 'objective' | 'parts'>): readonly Scalar[] => [
  scalar(`${of}/objective`, objective),
  ...parts.map(({ name, value }) => scalar(`${of}/${name}`, value)),
]

const valueScalars = (of: string, { others = [], ...first }: Values): readonly Scalar[] => [
  ...ownScalars(of, first),
  ...others.flatMap((other: PlayerValues) => ownScalars(`${of}, ${other.player}`, other)),
]

const normScalars = ({ norms = [] }: Stepped, { players }: Pick<Started, 'players'>): readonly Scalar[] =>
  norms.flatMap(({ player, part, gradient, update }) => {
    const of = players.length === 1 ? part : `${player}: ${part}`
    return [scalar(`gradient norm/${of}`, gradient), scalar(`update norm/${of}`, update)]
  })

/** What an event says, as numbers of names; none where it says none. */
const scalarsOf = (started: Started, event: TrainingEvent): readonly Scalar[] => {
  switch (event._tag) {
    case 'Stepped':
      return [...valueScalars('training', event.values), ...normScalars(event, started)]
    case 'EpochEnded':
      return [
        ...valueScalars('epoch', event.training),
        ...(event.validation === null ? [] : valueScalars('validation', event.validation)),
      ]
    default:
      return []
  }
}

// -----------------------------------------------------------------------------
// files
// -----------------------------------------------------------------------------

/** What the names of event files begin with: TensorBoard knows them by it. */
export const EVENTS = 'events.out.tfevents'

/** Files of a folder are read in the order of their names. */
const nameOf = (time: number, step: number): string => {
  const [seconds, rest] = [Math.floor(time / 1000), Math.floor(time) % 1000]
  return `${EVENTS}.${String(seconds).padStart(10, '0')}.${String(rest).padStart(3, '0')}.shapebound.${step}`
}

/** What a file begins with; training that goes on takes back what it had said of the steps after its state. */
const beginning = (step: number, wallTime: number): readonly EventMessage[] => [
  { wallTime, step: 0, fileVersion: 'brain.Event:2' },
  ...(step === 0 ? [] : [{ wallTime, step: step + 1, sessionLog: { status: 1 } } as const]),
]

/**
 * A listener that writes an event file of TensorBoard into a folder: the objective and its unweighted parts of each step
 * under `training`, of each epoch under `epoch` and `validation`. `tensorboard --logdir runs` shows the folders in `runs`.
 *
 * A training that goes on from a state has a file of its own, which TensorBoard joins to that of before.
 *
 * Units: those of the parts of the objective.
 * Errors: a file that cannot be written ends training: `PartFailed`, whose cause says why.
 *
 * @example
 * typeof Metrics.toTensorBoard('runs/sprites-1')
 * //=> 'function'
 */
export const toTensorBoard = (folder: string, now: () => number = Date.now): Listener => {
  let into: Listener = () => undefined
  return (event) => {
    if (event._tag === 'Started')
      into = growing(join(folder, nameOf(now(), event.step)), (started) => ({
        begin: recordsOf(beginning(event.step, now() / 1000)),
        line: (told) => {
          const value = scalarsOf(started, told)
          if (value.length === 0) return ''
          const { step } = told as Stepped // safe: only steps and epochs have numbers, and both a step
          return recordOf({ wallTime: now() / 1000, step, summary: { value } })
        },
      }))
    into(event)
  }
}
