/** A residual block: what is given, and what a layer makes of it, added. */

import type { AnyShape } from '../shapes/dim.js'
import { dimsOf, type Sizes } from '../shapes/dim.js'
import { type Same, sameSizes } from '../shapes/equal.js'
import { isShape } from '../shapes/event.js'
import { type Show, show } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import type { Context, StateOf, UsesOf } from './context.js'
import { innerFault, type MUST_BE_LAST, runLayer } from './held.js'
import { type Built, type Layer, madeOf } from './layer.js'
import { NO_CONTEXT } from './running.js'
import type { Out, Parameters, Step } from './step.js'

type OtherShape<Given, In> = `must give ${Show<In>}, as it is given, but gives ${Show<Given>}`

type Added<F extends Step, In, Given> = Given extends string
  ? Given
  : F['kind'] extends 'Tensor'
    ? Same<readonly [Given], readonly [In]> extends true
      ? In
      : OtherShape<Given, In>
    : typeof MUST_BE_LAST

/** A layer beside what it is given. */
export interface Residual<F extends Step> extends Step {
  readonly name: 'residual'
  readonly takes: 'any'
  readonly out: Added<F, this['in'], Out<F, this['in']>>
  readonly parameters: Parameters<F, this['in']>
  readonly kind: 'Tensor'
  readonly uses: UsesOf<F>
  readonly state: StateOf<F, this['in']>
}

type AnyTensor = T.Tensor<AnyShape>

/** What is wrong with the layer for an event, as a message, or `null`. */
const addedFault = (given: Sizes, layer: Layer<Step>, built: Built): string | null => {
  const fault = innerFault(layer, built)
  if (fault !== null) return fault
  const out = isShape(built.out) ? built.out : []
  return sameSizes(given, out)
    ? null
    : `must give ${show(dimsOf(given))}, as it is given, but gives ${show(dimsOf(out))}`
}

const added = (built: Built, given: Sizes): Built => {
  const run = (parameters: unknown, context: Context<unknown>) => (x: AnyTensor) => {
    const [value, state] = runLayer('residual', built, parameters, context, x)
    return [T.same.add(value as AnyTensor)(x), state] as const // safe: it gives a tensor of this shape
  }
  return {
    ...built,
    out: given,
    layers: [{ name: 'residual', out: given }],
    apply: (parameters: unknown) => (x: AnyTensor) => run(parameters, NO_CONTEXT)(x)[0],
    run,
  }
}

/**
 * `x + layer(x)`, of a layer or a network that gives the shape that it is given: `residual(Layer.sequence(…))`. Its
 * parameters and its state are those of the layer.
 *
 * Shapes: `[Row, ...Event] -> [Row, ...Event]`.
 * Source: He et al., "Deep Residual Learning for Image Recognition", arXiv:1512.03385, equation 1.
 */
export const residual = <F extends Step>(layer: Layer<F>): Layer<Residual<F>> =>
  madeOf({
    name: 'residual',
    takes: null,
    build: (given) => {
      const built = layer.build(given)
      return typeof built === 'string' ? built : (addedFault(given, layer, built) ?? added(built, given))
    },
  })
