/** A variable whose every number is drawn given those before it: a network that is given the variable itself. */

import { refuse } from '../shapes/defect.js'
import type { Same } from '../shapes/equal.js'
import { isShape, type ShowEvent, showEvent } from '../shapes/event.js'
import type { Said } from '../shapes/message.js'
import type { PartsOf } from './network.js'
import { type AnyVariable, type Variable, type VariableOf, variable } from './variable.js'
import type { DistributionPart, KnownName } from './variableCheck.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What marks a variable that is drawn in turn, number after number. */
export interface InTurn {
  readonly inTurn: true
}

/** A variable of which one is not given itself. */
export type AutoregressiveOf<Name extends string, Given> =
  VariableOf<Name, Given, undefined> extends Variable<
    Name,
    infer From,
    infer Over,
    infer Event,
    infer Needs,
    infer Params,
    infer State
  >
    ? Variable<Name, From, Over, Event, Omit<Needs, Name>, Params, State> & InTurn
    : never

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

type NotItself<Name extends string> = Said<typeof notItself<Name>>
const notItself = <Name extends string>(name: Name) =>
  `joint: ${name} is not given itself: name an input ${name}, or define it with Joint.variable` as const

type OtherSelf<Name extends string, Takes extends string, Is extends string> = Said<typeof otherSelf<Name, Takes, Is>>
const otherSelf = <Name extends string, Takes extends string, Is extends string>(name: Name, takes: Takes, is: Is) =>
  `joint: ${name} is given itself ${takes}, but ${name} is ${is}` as const

/** The network of a variable that is given itself, or the message in its place. */
export type AutoregressivePart<Name extends string, Given> =
  DistributionPart<Name, Given, undefined, false> extends Given
    ? PartsOf<Given> extends { readonly in: infer In; readonly out: infer Event }
      ? Name extends keyof In
        ? Same<readonly [In[Name]], readonly [Event]> extends true
          ? Given
          : OtherSelf<Name, ShowEvent<In[Name]>, ShowEvent<Event>>
        : NotItself<Name>
      : NotItself<Name>
    : DistributionPart<Name, Given, undefined, false>

const selfFault = ({ name, built: { takes, event } }: AnyVariable): string | null => {
  const own = takes[name]
  if (own === undefined) return notItself(name)
  return isShape(own) && showEvent(own) === showEvent(event) ? null : otherSelf(name, showEvent(own), showEvent(event))
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const without = <Value>(name: string, all: { readonly [name: string]: Value }): { readonly [name: string]: Value } =>
  Object.fromEntries(Object.entries(all).filter(([each]) => each !== name))

/**
 * A variable of which each number depends on those before it: `autoregressive('x', network)`, where the network is given `x` itself.
 *
 * What it gives for a number must not depend on that number or on later ones, as `Layer.before`, `Layer.maskedConv2d` and
 * `Layer.maskedDense` see to it: then one pass gives the density of all numbers. A draw takes as many passes as there are numbers, one of a
 * class counted once. It is for what p observes.
 *
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it.
 * Source: van den Oord, Kalchbrenner and Kavukcuoglu, "Pixel Recurrent Neural Networks", arXiv:1601.06759, equation 1; with a latent: Chen et
 * al., "Variational Lossy Autoencoder", arXiv:1611.02731.
 */
export const autoregressive = <const Name extends string, Given>(
  name: KnownName<Name>,
  network: AutoregressivePart<Name, Given>,
): AutoregressiveOf<Name, Given> => {
  const whole = (variable as unknown as (name: string, network: unknown) => AnyVariable)(name as string, network) // safe: it is asked here, and by `variable`
  const fault = selfFault(whole)
  if (fault !== null) return refuse(fault)
  const made: AnyVariable & InTurn = {
    ...whole,
    inTurn: true,
    needs: without(whole.name, whole.needs),
    built: { ...whole.built, inTurn: true, takes: without(whole.name, whole.built.takes) },
  }
  return made as never // safe: `selfFault` is the run-time version of `AutoregressivePart`
}
