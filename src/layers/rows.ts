/** Rows of events: what a network is applied to, and what it gives. */

import type { Kind } from '../distributions/family.js'
import type { Kinds } from '../distributions/kinds.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import type { IndicesEvent } from '../shapes/event.js'
import type { Indices } from '../tensors/indices.js'
import type { Tensor } from '../tensors/tensor.js'

/** Rows of one event. */
type RowsOfOne<Row extends Dim, Event> = Event extends AnyShape
  ? Tensor<readonly [Row, ...Event]>
  : Event extends IndicesEvent<infer Indexed, infer Limit>
    ? Indices<readonly [Row, ...Indexed], Limit>
    : never

/** Rows of an event: a tensor, indices, or a record of them. Known as soon as the event is, so that `Row` is inferred. */
export type EventRows<Row extends Dim, Event> = Event extends AnyShape
  ? Tensor<readonly [Row, ...Event]>
  : Event extends IndicesEvent<infer Indexed, infer Limit>
    ? Indices<readonly [Row, ...Indexed], Limit>
    : { readonly [Name in keyof Event]: RowsOfOne<Row, Event[Name]> }

/** What a network gives for rows. */
export type RowsGiven<Row extends Dim, Output, Result extends Kind> = Output extends AnyShape
  ? Kinds<Row, Output>[Result]
  : EventRows<Row, Output>
