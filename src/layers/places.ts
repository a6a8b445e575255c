/** Layers over the places of the first axis: what stood before each, the same at each, and the mean of all. */

import { pipe } from 'fp-ts/lib/function.js'
import { type KnownSize, knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import { type AnyShape, type Dim, type DimOf, dimsOf, type Sizes } from '../shapes/dim.js'
import { type EventSizes, type ShowEvent, showEvent } from '../shapes/event.js'
import * as T from '../tensors/index.js'
import { unwrap, wrap } from '../tensors/native.js'
import type { AnyTensor } from '../tensors/tensor.js'
import { type Layer, madeOf, stateless } from './layer.js'
import type { Step } from './step.js'

/** The message of what has no first axis. */
export type NoPlaces<Given> = `takes places on the first axis but is given ${ShowEvent<Given>}`
export const noPlaces = (given: EventSizes): string => `takes places on the first axis but is given ${showEvent(given)}`

type WithPlaces<Event> = Event extends readonly [unknown, ...unknown[]] ? Event : NoPlaces<Event>
const placesFault = (given: Sizes): string | null => (given.length === 0 ? noPlaces(given) : null)

type Rows = T.Tensor<readonly [Dim, ...AnyShape]>

// -----------------------------------------------------------------------------
// what stood before
// -----------------------------------------------------------------------------

/** What stood before each place, as a step. */
export interface Before extends Step {
  readonly name: 'before'
  readonly takes: 'any'
  readonly out: WithPlaces<this['in']>
  readonly parameters: null
  readonly kind: 'Tensor'
}

/** Zeros, and then all places but the last. */
const shifted = (x: AnyTensor): AnyTensor => {
  // safe: the axis after the rows is that of the places
  const [some, count] = [x as never, x.sizes[1] as number]
  const none = pipe(T.slice(1, 0, 1)(some), T.zerosLike) as AnyTensor
  const moved = count === 1 ? none : T.concat(T.slice(1, 0, (count - 1) as 1)(some) as AnyTensor, 1)(none as never)
  return wrap(x.shape as AnyShape, unwrap(moved as AnyTensor))
}

/**
 * At each place of the first axis what stood at the one before it, and zeros at the first: so that a network of sequences says of each
 * place what follows from those before it alone.
 *
 * Shapes: `[Row, Places, ...Event] -> [Row, Places, ...Event]`.
 * Source: Bowman et al., "Generating Sentences from a Continuous Space", arXiv:1511.06349, section 3: the decoder is given the word before.
 */
export const before: Layer<Before> = madeOf({
  name: 'before',
  takes: null,
  build: (given) => placesFault(given) ?? stateless(given, 'Tensor', null, shifted),
})

// -----------------------------------------------------------------------------
// the same at each
// -----------------------------------------------------------------------------

/** The same event at each of some places, as a step. */
export interface Repeat<Places extends Dim> extends Step {
  readonly name: 'repeat'
  readonly takes: 'any'
  readonly out: this['in'] extends AnyShape ? readonly [Places, ...this['in']] : never
  readonly parameters: null
  readonly kind: 'Tensor'
}

/**
 * The same event at each of some places, on a new first axis: `repeat(8)` says to every time of a sequence what its latent is.
 *
 * Shapes: `[Row, ...Event] -> [Row, Places, ...Event]`. Errors: a `ShapeError` when the number is not a whole number above 0.
 *
 * @example
 * repeat(8).name
 * //=> 'repeat'
 */
export const repeat = <const Places = SizeHint>(
  places: KnownSize<Places, 'repeat: the number of places'>,
): Layer<UnlessNever<keyof Places, Repeat<DimOf<Places> & Dim>>> => {
  const { dim, size } = orRefuse(knownSize(places, 'repeat: the number of places'))
  return madeOf({
    name: 'repeat',
    takes: null,
    build: (given) =>
      stateless([{ dim, size }, ...given], 'Tensor', null, (x: Rows) => {
        const all = T.stack(1)(Array.from({ length: size }, () => x) as never) as AnyTensor
        return wrap([x.shape[0], dim, ...dimsOf(given)], unwrap(all))
      }),
  })
}

// -----------------------------------------------------------------------------
// the mean of all
// -----------------------------------------------------------------------------

/** The mean over the places, as a step. */
export interface MeanOfEach extends Step {
  readonly name: 'meanOfEach'
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [unknown, ...infer Event] ? Event : NoPlaces<this['in']>
  readonly parameters: null
  readonly kind: 'Tensor'
}

/**
 * The mean over the places of the first axis, in whatever order these are.
 *
 * Shapes: `[Row, Places, ...Event] -> [Row, ...Event]`.
 * Source: Garnelo et al., "Neural Processes", arXiv:1807.01622, section 2: the aggregator.
 */
export const meanOfEach: Layer<MeanOfEach> = madeOf({
  name: 'meanOfEach',
  takes: null,
  build: (given) =>
    placesFault(given) ??
    // safe: the axis after the rows is that of the places
    stateless(given.slice(1), 'Tensor', null, (x: AnyTensor) => {
      const mean = T.mean(1)(x as never) as AnyTensor
      return wrap([x.shape[0], ...dimsOf(given.slice(1))] as AnyShape, unwrap(mean))
    }),
})
