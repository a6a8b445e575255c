/** The grey pixels of one field of several, made data for a likelihood over 0 and 1. */

import { refuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import type { Said } from '../shapes/message.js'
import type { Dataset } from './dataset.js'
import type { IndexDataset } from './indices.js'
import type { PartialDataset } from './partly.js'
import { type AnyField, dataOf, type Records } from './records.js'

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

type NoField<Name extends string> = Said<typeof noField<Name>>
type NotGrey<Name extends string, Values extends string> = Said<typeof notGrey<Name, Values>>

const noField = <Name extends string>(name: Name) => `Binarize.field: the data has no field ${name}` as const
const notGrey = <Name extends string, Values extends string>(name: Name, values: Values) =>
  `Binarize.field: ${name} must be unitInterval data, not ${values}` as const

type ValuesOf<Field> =
  Field extends Dataset<infer _Event, infer Values>
    ? Values
    : Field extends PartialDataset<infer _Shape, infer Partial>
      ? Partial
      : Field extends IndexDataset<infer _Indexed, infer _Limit>
        ? 'integer'
        : never

/** Nothing more where data has grey pixels under a name, or the message. */
export type GreyField<Fields, Name extends string> = Name extends keyof Fields
  ? [ValuesOf<Fields[Name]>] extends ['unitInterval']
    ? unknown
    : NotGrey<Name, ValuesOf<Fields[Name]>>
  : NoField<Name>

const fieldFault = (name: string, fields: { readonly [field: string]: AnyField }): string | null => {
  const given = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (given === undefined) return noField(name)
  const { support } = dataOf(given)
  return support === 'unitInterval' ? null : notGrey(name, support)
}

// -----------------------------------------------------------------------------
// one field
// -----------------------------------------------------------------------------

type Change<Values extends 'binary' | 'relaxed'> = <Event extends AnyShape>(
  data: Dataset<Event, 'unitInterval'>,
) => Dataset<Event, Values>

/** A field with other numbers of the same event, for as many of its examples. */
export type Binarized<Field, Values extends 'binary' | 'relaxed'> =
  Field extends Dataset<infer Event, infer _Values>
    ? Dataset<Event, Values>
    : Field extends PartialDataset<infer Shape, infer _Partial>
      ? PartialDataset<Shape, Values>
      : never

const changed = (field: AnyField, change: (data: never) => unknown): unknown =>
  // safe: it has been found to be grey
  'mask' in field ? { ...field, data: change(field.data as never) } : change(field as never)

/**
 * Data of several fields whose grey pixels of one become data over 0 and 1: `field('x', sample)`, `field('x', threshold())`
 * or `field('x', relaxed)`. The other fields stay as they are.
 *
 * Shapes: `[...Event]`, unchanged. Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 *
 * @example
 * const { grey, factors } = sprites({ key: from(1), count: 60, size: 8 })
 * const data = records('sprites', { x: grey, shape: classes(3, factors.shape.values) })
 * Binarize.field('x', Binarize.threshold())(data).fields.x.support
 * //=> 'binary'
 */
export const field =
  <const Name extends string, Values extends 'binary' | 'relaxed'>(name: Name, change: Change<Values>) =>
  <Fields>(
    data: Records<Fields> & GreyField<Fields, Name>,
  ): Records<{
    readonly [Each in keyof Fields]: Each extends Name ? Binarized<Fields[Each], Values> : Fields[Each]
  }> => {
    // safe: each is a field wherever the call compiles
    const fields = data.fields as unknown as { readonly [each: string]: AnyField }
    const fault = fieldFault(name, fields)
    if (fault !== null) refuse(fault)
    // safe: the field is there and grey, and `change` is of any event
    return { ...data, fields: { ...fields, [name]: changed(fields[name] as AnyField, change) } } as never
  }
