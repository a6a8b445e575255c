/** A model that is shown several fields by name: an image and its label, two views of one thing. */

import type { Support } from '../distributions/support.js'
import type { Mode } from '../layers/mode.js'
import type { Key } from '../random/key.js'
import type { AnyShape, Dim, Size, SizesOf } from '../shapes/dim.js'
import type { Indices } from '../tensors/indices.js'
import type { Tensor } from '../tensors/tensor.js'

// -----------------------------------------------------------------------------
// fields
// -----------------------------------------------------------------------------

/** Whether every row has a value of a field, or some have. */
export type Presence = 'all' | 'some'

/**
 * One field that a model is shown: its shape, and what its distribution is over, which the data must fit.
 *
 * A model that is shown a field of `some` rows reads the mask of it, and so is right where a row has no value: there the
 * numbers of the field are 0.
 */
export interface Shown<in out Event extends AnyShape, in out Over extends Support, out Seen extends Presence = 'all'> {
  readonly event: SizesOf<Event>
  /** The dimensions of the event, as the type says them. */
  readonly shape: Event
  readonly over: Over
  /** `'all'` if left out. */
  readonly seen?: Seen
}

/** One field of indices that a model is shown: their shape, and the dimension that they are below. */
export interface ShownIndices<in out Event extends AnyShape, in out Limit extends Dim> {
  readonly event: SizesOf<Event>
  /** The dimensions of the event, as the type says them. */
  readonly shape: Event
  readonly over: 'indices'
  readonly below: Size<Limit>
}

/** The examples of one field. */
export type ShownValue<Field> =
  Field extends Shown<infer Event, infer _Over, infer _Seen>
    ? Tensor<readonly ['batch', ...Event]>
    : Field extends ShownIndices<infer Indexed, infer Limit>
      ? Indices<readonly ['batch', ...Indexed], Limit>
      : never

type Masked<Field> = Field extends { readonly seen?: infer Seen }
  ? [Seen] extends ['some' | undefined]
    ? true
    : false
  : false

/** What a model of several fields is shown: some examples, a key for its noise, how many samples to draw, and what for. */
export interface RecordObservation<Fields> {
  readonly values: { readonly [Name in keyof Fields]: ShownValue<Fields[Name]> }
  /** Of each field that it is shown of some rows: 1 where a row has a value, else 0. */
  readonly masks: {
    readonly [Name in keyof Fields as Masked<Fields[Name]> extends true ? Name : never]: Tensor<readonly ['batch']>
  }
  readonly key: Key
  readonly samples: number
  readonly mode: Mode
}

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/**
 * A model of several fields.
 *
 * - `Fields`: what it is shown, each a `Shown` or `ShownIndices` under its name; a data set must have them.
 * - `Params`: the tree of its parameters.
 * - `Supplies`: what a term may ask of it, by name. Training adds a key, and the mask of each field.
 */
export interface RecordModel<in out Fields, in out Params, out Supplies> {
  readonly name: string
  readonly fields: Fields
  /** The names in `Supplies`: for the run-time version of what the compiler checks. */
  readonly supplies: readonly string[]
  readonly init: (key: Key) => Params
  readonly supply: (params: Params) => (observed: RecordObservation<Fields>) => Supplies
}
