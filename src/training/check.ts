/** Whether the arguments of training fit: a message in the place of one that does not. */

import type { Model } from '../models/model.js'
import type { RecordModel } from '../models/record.js'
import type { IsAny, IsUnion } from '../shapes/checkDim.js'
import { dimsOf, numbersOf, type Sizes } from '../shapes/dim.js'
import { type Fields, isObject } from '../shapes/fields.js'
import { mustBe, show, WHOLE } from '../shapes/message.js'

// -----------------------------------------------------------------------------
// what is given: records that nothing has checked, such as those of `JSON.parse`
// -----------------------------------------------------------------------------

const hasFunctions = (given: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => typeof given[name] === 'function')

const hasLists = (given: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => Array.isArray(given[name]))

/** The message for what is not a term, by its name. */
export const notATerm = <Name extends string>(name: Name) => `the ${name} is not a term` as const

/** The message for what is not a term, or `null`. */
export const termFault = (given: unknown, name = 'objective'): string | null =>
  isObject(given) && hasLists(given, 'axes', 'content', 'needs', 'parts') && hasFunctions(given, 'evaluate')
    ? null
    : notATerm(name)

/** The message for what is not an optimizer, or for one whose settings are out of range; or `null`. */
export const optimizerFault = (given: unknown): string | null =>
  !isObject(given) || !hasFunctions(given, 'init', 'scalars', 'update')
    ? 'the optimizer is not an optimizer'
    : typeof given.fault === 'string'
      ? given.fault
      : null

// -----------------------------------------------------------------------------
// the model
// -----------------------------------------------------------------------------

const NOT_A_MODEL = 'the model is not a model'

/** The model itself, else the message. `Besides` refuses one of type `any`, on the record that holds it. */
export type CheckedModel<Given> =
  IsAny<Given> extends true
    ? Given
    : IsUnion<Given> extends true
      ? 'the model is a union; pass one'
      : Given extends Model<infer _Event, infer _Over, infer _Params, infer _Supplies>
        ? Given
        : Given extends RecordModel<infer _Fields, infer _Params, infer _Supplies>
          ? Given
          : typeof NOT_A_MODEL

/** The parameters of a model. */
export type ParamsOf<Given> =
  Given extends Model<infer _E, infer _O, infer Params, infer _S>
    ? Params
    : Given extends RecordModel<infer _F, infer Params, infer _S>
      ? Params
      : never

/** Whether fields are given, each an event. */
const hasFields = ({ fields }: Fields): boolean =>
  isObject(fields) && Object.values(fields).every((field) => isObject(field) && hasLists(field, 'event'))

/** The run-time check of `CheckedModel`. */
export const modelFault = (given: unknown): string | null =>
  isObject(given) &&
  (hasLists(given, 'event') || hasFields(given)) &&
  hasLists(given, 'supplies') &&
  hasFunctions(given, 'init', 'supply')
    ? null
    : NOT_A_MODEL

const eventFault = (event: Sizes, of: string): string | null =>
  event.some(({ dim, size }) => typeof dim === 'number' && dim !== size)
    ? `the model: ${of} must have the sizes ${show(dimsOf(event))}, not ${show(numbersOf(event))}`
    : null

/** The message for an event of a model whose sizes are not those of its dimensions, or `null`. */
export const eventsFault = (
  model: { readonly event: Sizes } | { readonly fields: Readonly<Record<string, { readonly event: Sizes }>> },
): string | null =>
  'event' in model
    ? eventFault(model.event, 'event')
    : (Object.entries(model.fields)
        .map(([field, { event }]) => eventFault(event, `the event of ${field}`))
        .find((each) => each !== null) ?? null)

// -----------------------------------------------------------------------------
// numbers
// -----------------------------------------------------------------------------

/** The message for the first number that is not a positive whole one, by its name; or `null`. */
export const numbersFault = (operation: string, numbers: Readonly<Record<string, number>>): string | null =>
  Object.entries(numbers)
    .filter(([, value]) => !Number.isSafeInteger(value) || value < 1)
    .map(([name, value]) => mustBe(`${operation}: ${name}`, WHOLE, value))[0] ?? null
