/** Metrics as lines of JSON: one for each step and each epoch, written as they come and read back as events. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type FileDamaged, fileDamaged } from '../files/errors.js'
import { type Fields, isFields } from '../shapes/fields.js'
import type {
  EpochEnded,
  PartNorms,
  PartValue,
  PlayerValues,
  Stepped,
  TrainingEvent,
  Values,
} from '../training/events.js'

/** The events that are lines of metrics. */
export type Metric = Stepped | EpochEnded

/** The name of a file of metrics in the folder of a run, or beside a report. */
export const METRICS = 'metrics.jsonl'

/** Steps and epochs in the order in which they were: an epoch comes after its steps. */
export const inOrder = (steps: readonly Metric[], epochs: readonly Metric[]): readonly Metric[] =>
  [...steps, ...epochs].sort((a, b) => a.epoch - b.epoch) // stable: within an epoch the steps stay first

// -----------------------------------------------------------------------------
// to lines
// -----------------------------------------------------------------------------

/** JSON has no word for a number that is none, and a run that diverged has them. */
const number = (value: number): number | string => (Number.isFinite(value) ? value : String(value))

const partsJson = ({ objective, parts }: Pick<Values, 'objective' | 'parts'>) => ({
  objective: number(objective),
  parts: parts.map(({ name, title, unit, weight, value }) => ({
    name,
    title,
    unit,
    weight: number(weight),
    unweighted: number(value),
    weighted: number(weight * value),
  })),
})

/** The fields of values. */
export const valuesJson = ({ others, ...first }: Values) => ({
  ...partsJson(first),
  ...(others === undefined ? {} : { others: others.map((each) => ({ player: each.player, ...partsJson(each) })) }),
})

const normsJson = ({ norms }: Stepped) =>
  norms === undefined
    ? {}
    : {
        norms: norms.map(({ gradient, update, ...of }) => ({
          ...of,
          gradient: number(gradient),
          update: number(update),
        })),
      }

const json = (metric: Metric) =>
  metric._tag === 'Stepped'
    ? {
        kind: 'step',
        epoch: metric.epoch,
        step: metric.step,
        ...valuesJson(metric.values),
        ...normsJson(metric),
      }
    : {
        kind: 'epoch',
        epoch: metric.epoch,
        step: metric.step,
        seconds: number(metric.seconds),
        ...valuesJson(metric.training),
        validation: metric.validation && valuesJson(metric.validation),
      }

const isMetric = (event: TrainingEvent): event is Metric => event._tag === 'Stepped' || event._tag === 'EpochEnded'

/**
 * The line of an event, with its line feed; empty for events that have none.
 *
 * An epoch's `objective` and `parts` are the means over its steps.
 */
export const line = (event: TrainingEvent): string => (isMetric(event) ? `${JSON.stringify(json(event))}\n` : '')

// -----------------------------------------------------------------------------
// from lines; failures are messages
// -----------------------------------------------------------------------------

type Decode<A> = (field: string) => (given: unknown) => E.Either<string, A>

const refused = (field: string, needed: string, given: unknown): E.Either<string, never> =>
  E.left(`needs ${needed} as its ${field} but has ${JSON.stringify(given) ?? 'none'}`)

const NOT_FINITE: readonly unknown[] = ['NaN', 'Infinity', '-Infinity']

const decodeNumber: Decode<number> = (field) => (given) =>
  typeof given === 'number' || NOT_FINITE.includes(given) ? E.right(Number(given)) : refused(field, 'a number', given)

export const decodeCount: Decode<number> = (field) => (given) =>
  typeof given === 'number' && Number.isSafeInteger(given) && given >= 0
    ? E.right(given)
    : refused(field, 'a whole number', given)

export const decodeText: Decode<string> = (field) => (given) =>
  typeof given === 'string' ? E.right(given) : refused(field, 'a text', given)

const decodeTextIfAny: Decode<string | undefined> = (field) => (given) =>
  given === undefined ? E.right(undefined) : decodeText(field)(given)

const decodeFields: Decode<Fields> = (field) => (given) =>
  isFields(given) ? E.right(given) : refused(field, 'an object', given)

const decodePart: Decode<PartValue> = (field) => (given) =>
  pipe(
    decodeFields(field)(given),
    E.flatMap((fields) =>
      pipe(
        E.Do,
        E.bind('name', () => decodeText('name')(fields.name)),
        E.bind('title', () => decodeTextIfAny('title')(fields.title)),
        E.bind('unit', () => decodeTextIfAny('unit')(fields.unit)),
        E.bind('weight', () => decodeNumber('weight')(fields.weight)),
        E.bind('value', () => decodeNumber('unweighted')(fields.unweighted)),
      ),
    ),
  )

const decodeList =
  <A>(decode: (given: unknown) => E.Either<string, A>): Decode<readonly A[]> =>
  (field) =>
  (given) =>
    Array.isArray(given) ? pipe(given, E.traverseArray(decode)) : refused(field, 'a list', given)

const decodeParts: Decode<readonly PartValue[]> = decodeList(decodePart('part'))

const decodeOwn = (fields: Fields): E.Either<string, Omit<Values, 'others'>> =>
  pipe(
    E.Do,
    E.bind('objective', () => decodeNumber('objective')(fields.objective)),
    E.bind('parts', () => decodeParts('parts')(fields.parts)),
  )

const decodePlayer: Decode<PlayerValues> = (field) => (given) =>
  pipe(
    decodeFields(field)(given),
    E.flatMap((fields) =>
      pipe(
        decodeOwn(fields),
        E.bind('player', () => decodeText('player')(fields.player)),
      ),
    ),
  )

/** Values from their fields. `Left`: what they need. */
export const decodeValues = (fields: Fields): E.Either<string, Values> =>
  fields.others === undefined
    ? decodeOwn(fields)
    : pipe(
        decodeOwn(fields),
        E.bind('others', () => decodeList(decodePlayer('player'))('others')(fields.others)),
      )

const decodeNorms: Decode<PartNorms> = (field) => (given) =>
  pipe(
    decodeFields(field)(given),
    E.flatMap((fields) =>
      pipe(
        E.Do,
        E.bind('player', () => decodeText('player')(fields.player)),
        E.bind('part', () => decodeText('part')(fields.part)),
        E.bind('gradient', () => decodeNumber('gradient')(fields.gradient)),
        E.bind('update', () => decodeNumber('update')(fields.update)),
      ),
    ),
  )

const decodeStep = (fields: Fields): E.Either<string, Metric> =>
  pipe(
    E.Do,
    E.let('_tag', () => 'Stepped' as const),
    E.bind('epoch', () => decodeCount('epoch')(fields.epoch)),
    E.bind('step', () => decodeCount('step')(fields.step)),
    E.bind('values', () => decodeValues(fields)),
    E.flatMap((step) =>
      fields.norms === undefined
        ? E.right(step)
        : pipe(
            decodeList(decodeNorms('norm'))('norms')(fields.norms),
            E.map((norms) => ({ ...step, norms })),
          ),
    ),
  )

const decodeEpoch = (fields: Fields): E.Either<string, Metric> =>
  pipe(
    E.Do,
    E.bind('epoch', () => decodeCount('epoch')(fields.epoch)),
    E.bind('step', () => decodeCount('step')(fields.step)),
    E.bind('seconds', () => decodeNumber('seconds')(fields.seconds)),
    E.bind('training', () => decodeValues(fields)),
    E.bind('validation', () =>
      fields.validation === null
        ? E.right(null)
        : pipe(decodeFields('validation')(fields.validation), E.flatMap(decodeValues)),
    ),
    E.map((record) => ({ _tag: 'EpochEnded', ...record })),
  )

const decodeMetric = (text: string): E.Either<string, Metric> =>
  pipe(
    E.tryCatch(
      (): unknown => JSON.parse(text),
      () => 'is not JSON',
    ),
    E.flatMap(decodeFields('value')),
    E.flatMap((fields) =>
      fields.kind === 'step'
        ? decodeStep(fields)
        : fields.kind === 'epoch'
          ? decodeEpoch(fields)
          : refused('kind', 'step or epoch', fields.kind),
    ),
  )

/**
 * The events in the text of a file of metrics.
 *
 * Errors: `FileDamaged`, with the number of the first line that is not one of ours.
 */
export const parse =
  (file: string) =>
  (text: string): E.Either<FileDamaged, readonly Metric[]> =>
    pipe(
      text.split('\n').filter((each, index, all) => index < all.length - 1 || each !== ''),
      E.traverseArrayWithIndex((index, each) =>
        pipe(
          decodeMetric(each),
          E.mapLeft((words) => fileDamaged('metrics', file, `line ${index + 1}: ${words}`)),
        ),
      ),
    )
