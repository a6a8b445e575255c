/** A prior of your own, whose parameters are learned with the model. */

import { pipe } from 'fp-ts/lib/function.js'
import type * as Random from '../random/draw.js'
import type { Key } from '../random/key.js'
import type { KnownSizes } from '../shapes/checkDim.js'
import { type AnyShape, type Dim, dimsOf, numbersOf, type ShapeOf, type Sizes } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { type Coordinate, coordinateOf, type Rows, type Samples } from './coordinates.js'
import { type LatentKind, type PosteriorOf, record } from './family.js'
import type { PartRecord, PriorRecord } from './priors.js'
import { knownEvent } from './standard.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A prior of your own as terms see it. */
export interface SeenPrior<in out Name extends string, out Over extends string, From extends string> {
  readonly _tag: Name
  readonly parameters: unknown
  readonly [record]: PriorRecord<Over, From>
}

/** A prior of your own as a part of a model. `From` are the posteriors whose divergence from it has a closed form. */
export interface OwnPrior<
  in out Name extends string,
  out Over extends string,
  in out Event extends AnyShape,
  out Parameters,
  From extends string = never,
> {
  readonly _tag: Name
  readonly shape: Event
  readonly event: Sizes
  readonly init: (key: Key) => Parameters
  readonly [record]: PartRecord<Over, Event, SeenPrior<Name, Over, From>>
}

/** What a prior is made from. */
export interface PriorOf<
  Name extends string,
  Over extends string,
  Event extends AnyShape,
  Parameters,
  From extends string,
> {
  readonly name: Name
  /** The numbers that it is over: a model takes it for posteriors over the same. */
  readonly over: Over
  /** Where its densities are taken: the coordinate of the posteriors over the same numbers, if they have one. */
  readonly coordinate?: Coordinate
  readonly init: (key: Key) => Parameters
  /** Shapes: `['samples', 'batch', ...Event] -> ['samples', 'batch']`. Units: nats. */
  readonly logProb: (
    parameters: Parameters,
  ) => (z: T.Tensor<readonly ['samples', 'batch', ...Event]>) => T.Tensor<readonly ['samples', 'batch']>
  /** Independent draws. Shapes: `[Row, ...Event]`. */
  readonly sample: (
    parameters: Parameters,
  ) => <Row extends Dim>(key: Key, like: Random.Drawn<readonly [Row, ...Event]>) => T.Tensor<readonly [Row, ...Event]>
  /** `KL(q || p)` in closed form, by the name of q. Units: nats. */
  readonly klFrom?: {
    readonly [Q in From]: (parameters: Parameters) => (q: PosteriorOf<Q & LatentKind>) => T.Tensor<readonly ['batch']>
  }
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/** The axes of an event again. An event of one axis stays the same tensor. */
const withEvent =
  <Event extends AnyShape>(event: Sizes) =>
  (z: Samples): T.Tensor<readonly ['samples', 'batch', ...Event]> =>
    event.length === 1
      ? // safe: it is the same axis, under the name that it has in the event
        ({ ...z, shape: ['samples', 'batch', ...dimsOf(event)] } as never)
      : pipe(
          T.mergeRows(z),
          T.unflattenEvent<Event>(event),
          T.splitRows('samples', 'batch', z.sizes[0] as number)<Event>,
        )

/**
 * A prior of your own over an event: `prior({ name, over, init, logProb, sample })(20)`.
 *
 * Errors: a `ShapeError` when a size is not a whole number above 0.
 */
export const prior =
  <const Given extends readonly unknown[]>(...sizes: KnownSizes<Given, 'Distribution.prior'>) =>
  <const Name extends string, const Over extends string, Parameters, const From extends string = never>(
    given: PriorOf<Name, Over, ShapeOf<Given>, Parameters, From>,
  ): OwnPrior<Name, Over, ShapeOf<Given>, Parameters, From> => {
    const { name, over, coordinate = null, init, logProb, sample, klFrom } = given
    const event = knownEvent('Distribution.prior', sizes)
    const shape = dimsOf(event) as AnyShape as ShapeOf<Given> // safe: it is computed from the same sizes
    const density =
      (p: { readonly parameters: Parameters }) =>
      (z: Samples): Rows =>
        pipe(z, withEvent<ShapeOf<Given>>(event), logProb(p.parameters))
    const seen: PriorRecord<Over, From> = {
      over,
      coordinate,
      logProb: (p: { readonly parameters: Parameters }) => (at) => pipe(at, coordinateOf(coordinate), density(p)),
      klFrom: divergencesFrom(klFrom),
    }
    return {
      _tag: name,
      shape,
      event,
      init,
      [record]: {
        over,
        inExport: `a draw from p(z), a ${name}`,
        seen: { name, klFrom: Object.keys(seen.klFrom) },
        distribution: (parameters: Parameters) => ({ _tag: name, parameters, [record]: seen }),
        draw: (key, row, count) => (parameters: Parameters) =>
          sample(parameters)(key, { shape: [row, ...shape], sizes: [count, ...numbersOf(event)] }),
      },
    }
  }

type Forms<Parameters> = { readonly [Q in string]: (parameters: Parameters) => (q: never) => T.Tensor<readonly [Dim]> }

/** Divergences of parameters as those of a prior that has them. */
const divergencesFrom = <From extends string, Parameters>(
  given: object | undefined,
): PriorRecord<string, From>['klFrom'] =>
  // safe: the keys are those of the forms that are given
  Object.fromEntries(
    Object.entries((given ?? {}) as Forms<Parameters>).map(([q, form]) => [
      q,
      (p: { readonly parameters: Parameters }) => form(p.parameters),
    ]),
  ) as unknown as PriorRecord<string, From>['klFrom']
