/** The embedding of indices. */

import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import { knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnySize, Dim, DimOf } from '../shapes/dim.js'
import {
  type EventSizes,
  type ExpectEvent,
  eventFault,
  type IndicesEvent,
  type IndicesSizes,
  isIndices,
  isShape,
  type ShowEvent,
  showEvent,
} from '../shapes/event.js'
import * as T from '../tensors/index.js'
import type { AnyIndices, Indices } from '../tensors/indices.js'
import type { InputSize, OutputSize } from './affine.js'
import { type Built, type Layer, madeOfEvents } from './layer.js'
import type { EventsStep } from './step.js'

// -----------------------------------------------------------------------------
// as steps
// -----------------------------------------------------------------------------

/** A row for each index. A type and not an interface, so that it is a tree of tensors. */
export type EmbeddingParameters<Limit extends Dim, Output extends Dim> = {
  readonly table: T.Tensor<readonly [Limit, Output]>
}

/** The embedding of one index below `Limit`. */
export interface Embedding<Limit extends Dim, Output extends Dim> extends EventsStep {
  readonly name: 'embedding'
  readonly takes: IndicesEvent<readonly [], Limit>
  readonly out: ExpectEvent<IndicesEvent<readonly [], Limit>, this['in'], readonly [Output]>
  readonly parameters: EmbeddingParameters<Limit, Output>
  readonly kind: 'Tensor'
}

/** The message of an embedding of what is not indices. */
type TakesIndices<Given> = `takes indices but is given ${ShowEvent<Given>}`

/** The embedding of whatever indices it is given. */
export interface EmbeddingTo<Output extends Dim> extends EventsStep {
  readonly name: 'embedding'
  readonly takes: 'any'
  readonly out: this['in'] extends IndicesEvent<infer Indexed, infer _Limit>
    ? readonly [...Indexed, Output]
    : TakesIndices<this['in']>
  readonly parameters: this['in'] extends IndicesEvent<infer _Indexed, infer Limit extends Dim>
    ? EmbeddingParameters<Limit, Output>
    : never
  readonly kind: 'Tensor'
}

/** An embedding, given what the one index of a row is below and its output size, or its output size alone. */
export interface EmbeddingLayer {
  <const Limit = SizeHint, const Output = SizeHint>(
    below: InputSize<Limit, 'embedding'>,
    output: OutputSize<Output, 'embedding'>,
  ): Layer<UnlessNever<keyof Limit | keyof Output, Embedding<DimOf<Limit> & Dim, DimOf<Output> & Dim>>>
  <const Output = SizeHint>(
    output: OutputSize<Output, 'embedding'>,
  ): Layer<UnlessNever<keyof Output, EmbeddingTo<DimOf<Output> & Dim>>>
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const built = ({ sizes, below }: IndicesSizes, output: AnySize): Built => ({
  out: [...sizes, output],
  kind: 'Tensor',
  family: null,
  init: (key: Key) => ({
    table: Random.normal(child('table')(key))({
      shape: [below.dim, output.dim] as AnyDims,
      sizes: [below.size, output.size],
    }),
  }),
  apply:
    ({ table }: EmbeddingParameters<Dim, Dim>) =>
    (x: AnyIndices) =>
      // safe: they are below the dimension of the table
      T.embedding(table)(x as Indices<readonly Dim[], Dim>),
})

type AnyDims = readonly [Dim, Dim]

/**
 * A learned row for each index: `embedding(64)` of the indices that it is given, `embedding(10, 64)` of one index below 10
 * for each row. Its first rows are standard normal, as those of PyTorch are.
 *
 * Shapes: `[Row, ...Shape] -> [Row, ...Shape, Out]`. Errors: a `ShapeError` when a size is not a whole number above 0.
 *
 * @example
 * embedding(10, 64).name
 * //=> 'embedding'
 */
export const embedding: EmbeddingLayer = (...sizes: readonly unknown[]) => {
  const known = (size: unknown, which: string) => orRefuse(knownSize(size, `embedding: the ${which} size`))
  const output = known(sizes.at(-1), 'output')
  const stated: EventSizes | null =
    sizes.length < 2 ? null : { _tag: 'indices', sizes: [], below: known(sizes[0], 'input') }
  return madeOfEvents<never>({
    name: 'embedding',
    takes: stated,
    build: (given) =>
      (stated === null ? null : eventFault(stated, given)) ??
      (!isShape(given) && isIndices(given) ? built(given, output) : `takes indices but is given ${showEvent(given)}`),
  })
}
