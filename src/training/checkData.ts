/** Whether a data set fits a model: a message in the place of one that does not. */

import type { AnyDataset, Dataset } from '../data/dataset.js'
import { datasetFault } from '../data/reading.js'
import { type AnyField, dataOf, type Records } from '../data/records.js'
import { type Accepted, accepted, type Support } from '../distributions/support.js'
import type { ModelNames } from '../losses/proofOfModel.js'
import type { Model } from '../models/model.js'
import type { RecordModel, Shown } from '../models/record.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import { dimsOf } from '../shapes/dim.js'
import { type Same, same } from '../shapes/equal.js'
import { type Said, type Show, show } from '../shapes/message.js'
import { type AnyShown, type Asked, type FieldFaults, fieldFault } from './checkFields.js'

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

type OtherEvent<Event, Name extends string, Has> = Said<typeof otherEvent<Show<Event>, Name, Show<Has>>>
const otherEvent = <Event extends string, Name extends string, Has extends string>(
  event: Event,
  name: Name,
  has: Has,
) => `the model takes examples of ${event} but the ${name} has ${has}` as const

type OtherValues<Over extends string, Name extends string, Values extends string> = Said<
  typeof otherValues<Over, Name, Values>
>
const otherValues = <Over extends string, Name extends string, Values extends string>(
  over: Over,
  name: Name,
  values: Values,
) => `the likelihood is over ${over} data but the ${name} is ${values}` as const

type Several<Name extends string> = Said<typeof several<Name>>
const several = <Name extends string>(name: Name) =>
  `the model is shown several fields but the ${name} has one: take Data.records` as const

type NotASet<Name extends string> = Said<typeof notASet<Name>>
const notASet = <Name extends string>(name: Name) => `the ${name} is not a data set` as const

type EventFault<Event, Over extends Support, Shape, Values, Name extends string> =
  Same<readonly [Event], readonly [Shape]> extends true
    ? [Values] extends [Accepted[Over]]
      ? true
      : OtherValues<Over, Name, Exclude<Values, Accepted[Over]> & string>
    : OtherEvent<Event, Name, Shape>

type OrTrue<Fault> = [Fault] extends [never] ? true : Fault

/** A data set of one field fits a model that is shown one, whatever it calls it. */
type SoleFault<Fields, Data, Name extends string> =
  IsUnion<keyof Fields> extends true
    ? Several<Name>
    : OrTrue<FieldFaults<Fields, { readonly [Field in keyof Fields]: Data }, Name, never>>

/** Data of several fields fits a model of one event by its field x. */
type RecordFault<Given, Has, Name extends string, Objectives> =
  Given extends Model<infer Event, infer Over, infer _Params, infer _Supplies>
    ? OrTrue<FieldFaults<{ readonly x: Shown<Event, Over> }, Has, Name, null>>
    : Given extends RecordModel<infer Fields, infer _Params, infer _Supplies>
      ? OrTrue<FieldFaults<Fields, Has, Name, Objectives>>
      : true

/** `true` where data fits, else the message. */
type DataFault<Given, Data, Name extends string, Objectives> =
  Data extends Dataset<infer Shape, infer Values>
    ? Given extends Model<infer Event, infer Over, infer _Params, infer _Supplies>
      ? EventFault<Event, Over, Shape, Values, Name>
      : Given extends RecordModel<infer Fields, infer _Params, infer _Supplies>
        ? SoleFault<Fields, Data, Name>
        : true
    : Data extends Records<infer Has>
      ? RecordFault<Given, Has, Name, Objectives>
      : NotASet<Name>

/**
 * The data itself when it fits the model, else the message.
 *
 * `Objectives` is the objective, or a tuple of players: of a field with a value for some rows alone, each must say what
 * counts in the others.
 */
export type CheckedData<Given, Data, Name extends string = 'data', Objectives = unknown> =
  IsAny<Data> extends true
    ? Data
    : Data extends unknown // each of several data sets
      ? DataFault<Given, Data, Name, Objectives> extends infer Said // else all that could be said would be worked out
        ? true extends Said // of a model that is one of several, one that fits is enough: another message speaks of it
          ? Data
          : Said
        : never
      : never

// -----------------------------------------------------------------------------
// the check at run time
// -----------------------------------------------------------------------------

/** What a model is shown, with the types erased: an event, or fields. */
export type AnyModelShown = (AnyEventShown | { readonly fields: Readonly<Record<string, AnyShown>> }) & ModelNames

/** What a model of one event is shown: never indices. */
interface AnyEventShown extends AnyShown {
  readonly over: Support
}

/** Data of one field or of several, with the types erased. */
export type AnyData = AnyDataset | Records<Readonly<Record<string, AnyField>>>

/** What is read of data of one field. */
type AnySole = Pick<AnyDataset, 'shape' | 'support'>

/** The fields that a model is shown: an event is a field x. */
export const fieldsOf = (model: AnyModelShown): Readonly<Record<string, AnyShown>> =>
  'fields' in model ? model.fields : { x: model }

const ofEvent = ({ event, over }: AnyEventShown, { shape, support }: AnySole, name: string): string | null =>
  !same(dimsOf(event), shape)
    ? otherEvent(show(dimsOf(event)), name, show(shape))
    : !(accepted[over] as readonly Support[]).includes(support)
      ? otherValues(over, name, support)
      : null

const ofFields = (fields: Readonly<Record<string, AnyShown>>, has: Readonly<Record<string, AnyField>>, asked: Asked) =>
  Object.entries(fields)
    .map(([field, wanted]) => fieldFault(field, wanted, has[field], asked))
    .find((fault) => fault !== null) ?? null

/** The run-time check of `CheckedData`. `needs` are what all objectives need. */
export const dataFault = (
  model: AnyModelShown,
  data: AnySole | { readonly fields: Readonly<Record<string, AnyField>> },
  name = 'data',
  needs: readonly string[] = [],
): string | null => {
  const asked = { name, needs: 'fields' in model ? needs : null }
  if (typeof data !== 'object' || data === null) return notASet(name)
  if ('fields' in data && typeof data.fields === 'object' && data.fields !== null)
    return ofFields(fieldsOf(model), data.fields, asked)
  if (!('shape' in data && Array.isArray(data.shape))) return notASet(name)
  if (!('fields' in model)) return ofEvent(model, data, name)
  const [sole = '', ...others] = Object.keys(model.fields)
  // safe: as much of it is read as is given
  return others.length > 0 ? several(name) : ofFields(model.fields, { [sole]: data as AnyDataset }, asked)
}

/** What a data set, or a field of one, says of itself that cannot be, as a message, or `null`. */
export const setsFault = (data: AnyData): string | null =>
  'fields' in data
    ? (Object.entries(data.fields)
        .map(([name, field]) => countFault(data, name, dataOf(field).count) ?? datasetFault(dataOf(field)))
        .find((each) => each !== null) ?? null)
    : datasetFault(data)

const countFault = ({ name, count }: AnyData, field: string, found: number): string | null =>
  found === count ? null : `${name}: ${field} must have ${count} examples, not ${found}`
