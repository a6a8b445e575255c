/** Whether a model and a data set fit: a message in the place of what does not. */

import type { Dataset } from '../data/dataset.js'
import { type Accepted, accepted, type Support } from '../distributions/support.js'
import type { Model } from '../models/model.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import { type AnyShape, dimsOf, numbersOf, type Sizes } from '../shapes/dim.js'
import { type Same, same } from '../shapes/equal.js'
import { mustBe, type Show, show } from '../shapes/message.js'

// -----------------------------------------------------------------------------
// what is given: records that nothing has checked, such as those of `JSON.parse`
// -----------------------------------------------------------------------------

type Fields = Readonly<Record<string, unknown>>

const isRecord = (given: unknown): given is Fields => typeof given === 'object' && given !== null

const hasFunctions = (given: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => typeof given[name] === 'function')

const hasLists = (given: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => Array.isArray(given[name]))

/** The message for what is not a term, or `null`. */
export const termFault = (given: unknown, name = 'objective'): string | null =>
  isRecord(given) && hasLists(given, 'axes', 'content', 'needs', 'parts') && hasFunctions(given, 'evaluate')
    ? null
    : `the ${name} is not a term`

/** The message for what is not an optimizer, or for one whose settings are out of range; or `null`. */
export const optimizerFault = (given: unknown): string | null =>
  !isRecord(given) || !hasFunctions(given, 'init', 'scalars', 'update')
    ? 'the optimizer is not an optimizer'
    : typeof given.fault === 'string'
      ? given.fault
      : null

// -----------------------------------------------------------------------------
// the model
// -----------------------------------------------------------------------------

/** The model itself, else the message. `Besides` refuses one of type `any`, on the record that holds it. */
export type CheckedModel<Given> =
  IsAny<Given> extends true
    ? Given
    : IsUnion<Given> extends true
      ? 'the model is a union; pass one'
      : Given extends Model<infer _Event, infer _Over, infer _Params, infer _Supplies>
        ? Given
        : 'the model is not a model'

/** The parameters of a model. */
export type ParamsOf<Given> = Given extends Model<infer _E, infer _O, infer Params, infer _S> ? Params : never

/** The run-time check of `CheckedModel`. */
export const modelFault = (given: unknown): string | null =>
  isRecord(given) && hasLists(given, 'event', 'supplies') && hasFunctions(given, 'init', 'supply')
    ? null
    : 'the model is not a model'

/** The message for an event whose sizes are not those of its dimensions, or `null`. */
export const eventFault = ({ event }: { readonly event: Sizes }): string | null =>
  event.some(({ dim, size }) => typeof dim === 'number' && dim !== size)
    ? `the model: event must have the sizes ${show(dimsOf(event))}, not ${show(numbersOf(event))}`
    : null

// -----------------------------------------------------------------------------
// the data
// -----------------------------------------------------------------------------

type DataFor<Event, Over extends Support, Shape, Values, Data, Name extends string> =
  Same<readonly [Event], readonly [Shape]> extends true
    ? [Values] extends [Accepted[Over]]
      ? Data
      : `the likelihood is over ${Over} data but the ${Name} is ${Exclude<Values, Accepted[Over]> & string}`
    : `the model takes examples of ${Show<Event>} but the ${Name} has ${Show<Shape>}`

/** The data itself when the likelihood is over it, else the message. */
export type CheckedData<Given, Data, Name extends string = 'data'> =
  IsAny<Data> extends true
    ? Data
    : Data extends Dataset<infer Shape, infer Values>
      ? Given extends Model<infer Event, infer Over, infer _Params, infer _Supplies>
        ? DataFor<Event, Over, Shape, Values, Data, Name>
        : Data
      : `the ${Name} is not a data set`

/** The run-time check of `CheckedData`. */
export const dataFault = (
  model: { readonly event: Sizes; readonly over: Support },
  data: { readonly shape: AnyShape; readonly support: Support },
  name = 'data',
): string | null =>
  !Array.isArray(data?.shape)
    ? `the ${name} is not a data set`
    : !same(dimsOf(model.event), data.shape)
      ? `the model takes examples of ${show(dimsOf(model.event))} but the ${name} has ${show(data.shape)}`
      : !(accepted[model.over] as readonly Support[]).includes(data.support)
        ? `the likelihood is over ${model.over} data but the ${name} is ${data.support}`
        : null

// -----------------------------------------------------------------------------
// numbers
// -----------------------------------------------------------------------------

/** The message for the first number that is not a positive whole one, by its name; or `null`. */
export const numbersFault = (operation: string, numbers: Readonly<Record<string, number>>): string | null =>
  Object.entries(numbers)
    .filter(([, value]) => !Number.isSafeInteger(value) || value < 1)
    .map(([name, value]) => mustBe(`${operation}: ${name}`, 'a positive whole number', value))[0] ?? null
