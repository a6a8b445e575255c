/** What a layer that quantizes says of it: what stands in the place of vectors, what they were, and how many codes there are. */

import { pipe } from 'fp-ts/lib/function.js'
import type { AnyShape } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { unwrap, wrap } from '../tensors/native.js'
import type { Context } from './context.js'
import type { Built } from './layer.js'
import { type Rows, straightThrough } from './nearest.js'
import type { Step } from './step.js'

/** A step of a layer that quantizes: a model of codes may be made with it. */
export interface CodingStep extends Step {
  readonly quantizes: true
}

/** The vectors of some rows and the codes in their place. */
export interface Coded {
  /** What the layer gives: the numbers of the codes with the gradient of the vectors. */
  readonly value: Rows
  /** What was encoded. Shapes: `['batch', 'latent']`; of several codes for a vector, one after the other. */
  readonly encoded: T.Tensor<readonly ['batch', 'latent']>
  /** The code of each. Shapes: as those of `encoded`. */
  readonly chosen: T.Tensor<readonly ['batch', 'latent']>
}

/** A built layer that quantizes. */
export interface BuiltCoding extends Built {
  readonly coding: {
    /** How many codes there are. */
    readonly count: number
    /** How many tables of codes are learned. */
    readonly tables: number
    /** Whether a term moves the codes. */
    readonly isMoved: boolean
    /** The codes of some rows, and the state after. */
    readonly run: (parameters: never, context: Context<never>) => (x: Rows) => readonly [coded: Coded, state: unknown]
  }
}

/** The sum of rows. */
export const plus =
  <Shape extends AnyShape>(more: T.Tensor<Shape>) =>
  (x: T.Tensor<Shape>): T.Tensor<Shape> =>
    pipe(x, T.same.add(more))

/** What is left of rows. */
export const less =
  <Shape extends AnyShape>(part: T.Tensor<Shape>) =>
  (x: T.Tensor<Shape>): T.Tensor<Shape> =>
    pipe(x, T.same.sub(part))

/** The vectors of an event as one axis. */
export const asLatent = (x: Rows): T.Tensor<readonly ['batch', 'latent']> => T.flattenEvent('latent')(x)

/** The vectors of several codings of some rows, one after the other. */
export const beside = (all: readonly Coded['encoded'][]): Coded['encoded'] =>
  all.reduce((some, each) => wrap(some.shape, unwrap(T.concat(each, 1)(some)))) // under the name that its rows have

/** Vectors and the codes in their place, one for each. */
export const codedOne = (encoded: Rows, chosen: Rows): Coded => ({
  value: straightThrough<readonly ['batch', ...AnyShape]>(chosen)(encoded),
  encoded: asLatent(encoded),
  chosen: asLatent(chosen),
})

/** What a layer without state that quantizes is built of. */
interface Parts extends Pick<Built, 'out' | 'init'> {
  readonly count: number
  readonly tables: number
  readonly isMoved: boolean
  readonly code: (parameters: never) => (x: Rows) => Coded
}

/** A layer without state that quantizes, for one event. */
export const builtCoding = ({ out, init, count, tables, isMoved, code }: Parts): BuiltCoding => ({
  ...{ out, init, kind: 'Tensor', family: null },
  apply: (parameters) => (x: Rows) => code(parameters)(x).value,
  coding: { count, tables, isMoved, run: (parameters) => (x) => [code(parameters)(x), null] },
})
