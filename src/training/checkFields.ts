/** Whether the fields of data fit those that a model is shown: a message for one that does not. */

import type { Dataset } from '../data/dataset.js'
import type { IndexDataset } from '../data/indices.js'
import type { PartialDataset } from '../data/partly.js'
import { type AnyField, dataOf, isField } from '../data/records.js'
import { type Accepted, accepted, type Support } from '../distributions/support.js'
import { type MasksNeeded, maskName } from '../losses/masks.js'
import type { Presence, Shown, ShownIndices } from '../models/record.js'
import { type AnySize, dimsOf, numbersOf, type Sizes } from '../shapes/dim.js'
import { type Same, same } from '../shapes/equal.js'
import { type IndicesEvent, type OneSizes, type ShowEvent, showEvent } from '../shapes/event.js'
import type { Said } from '../shapes/message.js'

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

/** What to do, where the model is one of fields. `null` stands in the place of the objectives of one that is not. */
type Advice<Objectives, Text extends string> = [Objectives] extends [null] ? '' : Text

const TO_ADD = ': let q draw it, or add the field'

type Absent<Field extends string, Name extends string, Objectives> = Said<
  typeof absent<Field, Name, Advice<Objectives, typeof TO_ADD>>
>
const absent = <Field extends string, Name extends string, ToDo extends string>(field: Field, name: Name, toDo: ToDo) =>
  `the model is shown ${field}, which the ${name} does not have${toDo}` as const

const toObserve = <Field extends string>(field: Field) => `: take Elbo.whereObserved('${field}')` as const

type OfSome<Field extends string, Name extends string, Objectives> = Said<
  typeof ofSome<Field, Name, Advice<Objectives, Said<typeof toObserve<Field>>>>
>
const ofSome = <Field extends string, Name extends string, ToDo extends string>(field: Field, name: Name, toDo: ToDo) =>
  `the model is shown ${field} of every row but the ${name} has it of some${toDo}` as const

type OtherValues<Field extends string, Over extends string, Name extends string, Values extends string> = Said<
  typeof otherValues<Field, Over, Name, Values>
>
const otherValues = <Field extends string, Over extends string, Name extends string, Values extends string>(
  field: Field,
  over: Over,
  name: Name,
  values: Values,
) => `the distribution of ${field} is over ${over} data but the ${name} is ${values}` as const

type OtherEvent<Field extends string, Wanted, Has, Name extends string> = Said<
  typeof otherEvent<Field, ShowEvent<Wanted>, Name, ShowEvent<Has>>
>
const otherEvent = <Field extends string, Wanted extends string, Name extends string, Has extends string>(
  field: Field,
  wanted: Wanted,
  name: Name,
  has: Has,
) => `the model takes ${field} of ${wanted} but the ${name} has ${field} of ${has}` as const

type NotASet<Field extends string, Name extends string> = Said<typeof notASet<Field, Name>>
const notASet = <Field extends string, Name extends string>(field: Field, name: Name) =>
  `the field ${field} of the ${name} is not a data set` as const

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

type Fits<Field extends string, Event, Over extends Support, Shape, Values, Name extends string> =
  Same<readonly [Event], readonly [Shape]> extends true
    ? [Values] extends [Accepted[Over]]
      ? never
      : OtherValues<Field, Over, Name, Exclude<Values, Accepted[Over]> & string>
    : OtherEvent<Field, Event, Shape, Name>

/** Whether rows without a value are cared for: by the model, or by every objective. */
type IsAsked<Field extends string, Seen, Objectives> = [Seen] extends ['some']
  ? true
  : Field extends MasksNeeded<Objectives>
    ? true
    : false

type FieldFault<Field extends string, Wanted, Found, Name extends string, Objectives> =
  Wanted extends Shown<infer Event, infer Over, infer Seen>
    ? Found extends Dataset<infer Shape, infer Values>
      ? Fits<Field, Event, Over, Shape, Values, Name>
      : Found extends PartialDataset<infer Shape, infer Values>
        ? IsAsked<Field, Seen, Objectives> extends true
          ? Fits<Field, Event, Over, Shape, Values, Name>
          : OfSome<Field, Name, Objectives>
        : Found extends IndexDataset<infer Indexed, infer Limit>
          ? OtherEvent<Field, Event, IndicesEvent<Indexed, Limit>, Name>
          : NotASet<Field, Name>
    : Wanted extends ShownIndices<infer Indexed, infer Limit>
      ? IndicesFault<Field, IndicesEvent<Indexed, Limit>, Found, Name>
      : `the field ${Field} of the model is not a shape and a support`

/** Of a field of indices. */
type IndicesFault<Field extends string, Wanted, Found, Name extends string> =
  Found extends IndexDataset<infer Indexed, infer Limit>
    ? Same<IndicesEvent<Indexed, Limit>, Wanted> extends true
      ? never
      : OtherEvent<Field, Wanted, IndicesEvent<Indexed, Limit>, Name>
    : Found extends Dataset<infer Shape, infer _Values> | PartialDataset<infer Shape, infer _Values>
      ? OtherEvent<Field, Wanted, Shape, Name>
      : NotASet<Field, Name>

/** The messages for what data has for the fields of a model, or `never`. */
export type FieldFaults<Fields, Has, Name extends string, Objectives> = {
  [Field in keyof Fields]: Field extends keyof Has
    ? FieldFault<Field & string, Fields[Field], Has[Field], Name, Objectives>
    : Absent<Field & string, Name, Objectives>
}[keyof Fields]

// -----------------------------------------------------------------------------
// the check at run time
// -----------------------------------------------------------------------------

/** A field that a model is shown, with its types erased. */
export interface AnyShown {
  readonly event: Sizes
  readonly over: Support | 'indices'
  readonly seen?: Presence
  /** Of indices what they are below. */
  readonly below?: AnySize
}

/** What is asked of data: its name in messages, and what all objectives need; `null` of a model that has no fields. */
export interface Asked {
  readonly name: string
  readonly needs: readonly string[] | null
}

/** Sizes as an event, or as that of indices which are below some size. */
const oneOf = (sizes: Sizes, below: AnySize | undefined): OneSizes =>
  below === undefined ? sizes : { _tag: 'indices', sizes, below }

const isSame = (wanted: Sizes, found: Sizes, limits: readonly (AnySize | undefined)[]): boolean =>
  same(dimsOf(wanted), dimsOf(found)) &&
  limits[0]?.dim === limits[1]?.dim &&
  (limits[0] === undefined || (limits[0].size === limits[1]?.size && same(numbersOf(wanted), numbersOf(found))))

const misfit = (field: string, { event, over, below }: AnyShown, found: AnyField, name: string): string | null => {
  const { event: has, support } = dataOf(found)
  const limit = 'below' in found ? found.below : undefined
  return !isSame(event, has, [below, limit])
    ? otherEvent(field, showEvent(oneOf(event, below)), name, showEvent(oneOf(has, limit)))
    : over !== 'indices' && !(accepted[over] as readonly Support[]).includes(support)
      ? otherValues(field, over, name, support)
      : null
}

/** The message for what data has for a field of a model, or `null`. */
export const fieldFault = (
  field: string,
  wanted: AnyShown,
  found: AnyField | undefined,
  { name, needs }: Asked,
): string | null =>
  found === undefined
    ? absent(field, name, needs === null ? '' : TO_ADD)
    : !isField(found)
      ? notASet(field, name)
      : 'mask' in found && wanted.seen !== 'some' && needs?.includes(maskName(field)) !== true
        ? ofSome(field, name, needs === null ? '' : toObserve(field))
        : misfit(field, wanted, found, name)
