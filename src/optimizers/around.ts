/** Optimizers around others: what a transform makes. */

import { refuse } from '../shapes/defect.js'
import type * as T from '../tensors/index.js'
import type { Move, Optimizer, OptimizerState, Transform, Update, Watched } from './optimizer.js'

type Scalars = readonly T.Tensor<readonly []>[]

/** An update around another: `state` is what it remembers itself, `inner` what the other does. */
export type MoveAround = (
  scalars: Scalars,
  move: Move,
) => <Params>(
  gradient: Params,
  params: Params,
  state: OptimizerState<Params>,
  inner: OptimizerState<Params>,
) => Update<Params> & { readonly inner: OptimizerState<Params> }

/** What a transform adds to an optimizer. */
export interface Around {
  /** What is wrong with its settings, or `null`. */
  readonly fault: string | null
  /** What it remembers; nothing if left out. */
  readonly remembers?: { readonly count: number; readonly first: <Params>(params: Params) => OptimizerState<Params> }
  /** Its own numbers of a step, always as many; none if left out. */
  readonly numbers?: { readonly count: number; readonly of: (step: number, watched?: Watched) => readonly number[] }
  /** Which step of the optimizer inside a step is: the same if left out. */
  readonly step?: (step: number) => number
  /** Which of its trees is an average of the parameters. */
  readonly average?: number
  /** Errors: a `ShapeError` for parameters that it cannot be used on. */
  readonly check?: (params: unknown) => void
  readonly update: MoveAround
}

const nothing = { count: 0, first: () => [], of: () => [] } as const

const averageOf = ({ average, remembers = nothing }: Around, inner: Optimizer): Pick<Optimizer, 'average'> =>
  average !== undefined ? { average } : inner.average !== undefined ? { average: remembers.count + inner.average } : {}

/**
 * The transform that puts something around an optimizer. What is remembered stands before what the optimizer remembers.
 *
 * Errors: a `ShapeError` from `init` for settings out of their range.
 */
export const around =
  (given: Around): Transform =>
  (inner) => {
    const { remembers = nothing, numbers = nothing, step: stepOf = (step) => step, check, update } = given
    const fault = given.fault ?? inner.fault ?? null
    return {
      name: inner.name,
      fault,
      scalars: (step, watched) => [...numbers.of(step, watched), ...inner.scalars(stepOf(step), watched)],
      init: (params) => {
        if (fault !== null) refuse(fault)
        check?.(params)
        return [...remembers.first(params), ...inner.init(params)]
      },
      update: (scalars) => {
        const move = update(scalars.slice(0, numbers.count), inner.update(scalars.slice(numbers.count)))
        return (gradient, params, state) => {
          const after = move(gradient, params, state.slice(0, remembers.count), state.slice(remembers.count))
          return { params: after.params, state: [...after.state, ...after.inner] }
        }
      },
      ...averageOf(given, inner),
    }
  }

/** The transform that changes the gradient before an optimizer sees it. */
export const before = (
  fault: string | null,
  change: <Params>(gradient: Params, params: Params) => Params,
  check?: (params: unknown) => void,
): Transform =>
  around({
    fault,
    ...(check && { check }),
    update: (_, move) => (gradient, params, state, inner) => {
      const after = move(change(gradient, params), params, inner)
      return { params: after.params, state, inner: after.state }
    },
  })
