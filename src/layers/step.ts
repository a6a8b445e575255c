/** What a layer is to the types: a function from an event shape to an event shape, or to a message. */

import type { Kind } from '../distributions/family.js'
import type { AnyShape, Dim } from '../shapes/dim.js'
import type { Same } from '../shapes/equal.js'
import type { Show } from '../shapes/message.js'
import type { Tensor } from '../tensors/tensor.js'

/** A function of `this['in']`; a message is a string in place of a shape. */
export interface Step {
  readonly in: unknown
  /** The name in messages. */
  readonly name: unknown
  /** The event it must be given, or `'any'` for one that takes its size from the layer before. */
  readonly takes: unknown
  readonly out: unknown
  readonly parameters: unknown
  readonly kind: unknown
}

/** A step of a layer that may be given several events by their names: others are given one. */
export interface EventsStep extends Step {
  readonly sees: 'events'
}

/** What a step gives for an event shape. */
export type Out<F extends Step, Event> = (F & { readonly in: Event })['out']

/** The parameters of a step for an event shape. */
export type Parameters<F extends Step, Event> = (F & { readonly in: Event })['parameters']

// -----------------------------------------------------------------------------
// messages
// -----------------------------------------------------------------------------

export type Takes<Needed, Given> = `takes ${Show<Needed>} but is given ${Show<Given>}`
export type TakesOneAxis<Given> = `takes one axis but is given ${Show<Given>}`

/** A shape when it is the one that is needed, else the message. */
export type Expect<Needed, Given, Result> = Same<Given, Needed> extends true ? Result : Takes<Needed, Given>

// -----------------------------------------------------------------------------
// parameters of affine maps
// -----------------------------------------------------------------------------

/** A matrix and a bias. A type and not an interface, so that it is a tree of tensors. */
export type AffineParameters<In extends Dim, Out extends Dim> = {
  readonly weight: Tensor<readonly [In, Out]>
  readonly bias: Tensor<readonly [Out]>
}

/** An affine map for each of several names. A type and not an interface, so that it is a tree of tensors. */
export type AffineMaps<Names extends string, In extends Dim, Out extends Dim> = {
  readonly [Name in Names]: AffineParameters<In, Out>
}

/** Two affine maps side by side: the heads of a normal distribution. */
export type NormalParameters<In extends Dim, Out extends Dim> = {
  readonly mean: AffineParameters<In, Out>
  readonly logVariance: AffineParameters<In, Out>
}

// -----------------------------------------------------------------------------
// the common forms of a step
// -----------------------------------------------------------------------------

/** An affine map of one stated size to another. */
export interface Affine<Name extends string, In extends Dim, Output extends Dim, Params, Result extends Kind>
  extends Step {
  readonly name: Name
  readonly takes: readonly [In]
  readonly out: Expect<readonly [In], this['in'], readonly [Output]>
  readonly parameters: Params
  readonly kind: Result
}

/** A layer whose result has the shape it is given, and no parameters. */
export interface Keep<Name extends string, Result extends Kind> extends Step {
  readonly name: Name
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: null
  readonly kind: Result
}

/** An input of a stated shape. */
export interface Input<Event extends AnyShape> extends Step {
  readonly name: 'input'
  readonly takes: Event
  readonly out: Expect<Event, this['in'], Event>
  readonly parameters: null
  readonly kind: 'Tensor'
}
