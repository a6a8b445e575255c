/** Data of several fields by name: images and their labels, two views of one thing. */

import type { IsAny } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import { isObject } from '../shapes/fields.js'
import type { Said } from '../shapes/message.js'
import type { AnyDataset, Dataset } from './dataset.js'
import { BadData } from './errors.js'
import type { AnyIndexDataset, IndexDataset } from './indices.js'
import type { AnyPartialDataset, PartialDataset } from './partly.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/**
 * Examples of several fields, each a data set of its own under its name: the rows of one number belong together.
 *
 * A `Dataset` is one field without a name.
 */
export interface Records<out Fields> {
  readonly name: string
  readonly count: number
  readonly fields: Fields
}

/** A field with its types erased. Internal. */
export type AnyField = AnyDataset | AnyPartialDataset | AnyIndexDataset

/** The data set of a field: of indices their numbers, and not all of its rows are for reading where some have no value. Internal. */
export const dataOf = (field: AnyField): AnyDataset => ('data' in field ? field.data : field)

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

type NoField<Name extends string> = Said<typeof noField<Name>>
const noField = <Name extends string>(name: Name) => `records: ${name} is not a data set` as const

/** The field itself, or the message in its place. */
export type CheckedField<Name, Given> =
  IsAny<Given> extends true
    ? never
    : Given extends Dataset<infer _Event, infer _Values> | PartialDataset<infer _Shape, infer _Support>
      ? Given
      : Given extends IndexDataset<infer _Indexed, infer _Limit>
        ? Given
        : NoField<Name & string>

const isSet = (given: unknown): boolean => isObject(given) && 'shape' in given && Array.isArray(given.shape)

/** Whether something is a field, which a cast may let past the compiler. Internal. */
export const isField = (given: unknown): given is AnyField =>
  isSet(given) || (isObject(given) && 'data' in given && ('mask' in given || 'below' in given) && isSet(given.data))

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/** The first field with another count than the field before all, as an error, or `null`. */
const countFault = (name: string, [first, ...others]: readonly (readonly [string, AnyField])[]): BadData | null => {
  if (first === undefined) return new BadData(`records: ${name} must have a field`)
  const { count } = dataOf(first[1])
  const odd = others.find(([, field]) => dataOf(field).count !== count)
  return odd === undefined
    ? null
    : new BadData(`records: ${odd[0]} must have ${count} examples, as ${first[0]} has, not ${dataOf(odd[1]).count}`)
}

/**
 * Data of several fields, each a data set of as many examples.
 *
 * Errors: throws `BadData` where there is no field or one has another count; a `ShapeError` with the message of the
 * compiler, where a cast has silenced it.
 *
 * @example
 * const { binary, factors } = sprites({ key: from(1), count: 60, size: 8 })
 * records('sprites', { x: binary, shape: classes(3, factors.shape.values) }).count
 * //=> 60
 */
export const records = <Fields>(
  name: string,
  fields: { readonly [Name in keyof Fields]: CheckedField<Name, Fields[Name]> },
): Records<Fields> => {
  // safe: each field is itself wherever the call compiles, and is looked at again
  const all = Object.entries(fields) as readonly (readonly [string, AnyField])[]
  const none = all.find(([, field]) => !isField(field))
  if (none !== undefined) refuse(noField(none[0]))
  const fault = countFault(name, all)
  if (fault !== null) throw fault
  // safe: as above
  return { name, count: dataOf((all[0] as readonly [string, AnyField])[1]).count, fields: fields as unknown as Fields }
}
