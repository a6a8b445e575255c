/** The planar flow: space stretched or pressed together along a plane. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../random/draw.js'
import { child, type Key } from '../random/key.js'
import { type KnownSize, knownSize, type SizeHint, type UnlessNever } from '../shapes/checkDim.js'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape, Dim, DimOf, Size } from '../shapes/dim.js'
import type { Said } from '../shapes/message.js'
import * as T from '../tensors/index.js'
import { type Bijection, made } from './bijection.js'
import { add, column, type Leaf, mul, times, total } from './formula.js'

/** The parameters of a planar flow. A type and not an interface, so that it is a tree of tensors. */
export type PlanarFlow<Only extends Dim> = {
  readonly weight: T.Tensor<readonly [Only]>
  readonly bias: T.Tensor<readonly []>
  readonly stretch: T.Tensor<readonly [Only]>
}

type Own = { readonly [Name in keyof PlanarFlow<Dim>]: Leaf }

/** A flow over one axis, given its size. */
export type KnownAxis<Given, Name extends string> = KnownSize<Given, Said<typeof sizeOf<Name>>>
const sizeOf = <Name extends string>(name: Name) => `Flow.${name}: the size` as const

/** The size of a flow over one axis. Errors: a `ShapeError` when it is not a whole number above 0. */
export const knownAxis = (name: string, size: unknown): Size<Dim> => orRefuse(knownSize(size, sizeOf(name)))

/** Noise of a width of about `1 / √size`: no number of many pushes a row far. */
export const initialVector =
  ({ dim, size }: Size<Dim>) =>
  (key: Key): T.Tensor<readonly [Dim]> =>
    pipe(Random.normal(key)({ shape: [dim], sizes: [size] }), T.mulScalar(1 / Math.sqrt(size)))

/** `Σ left · right`. Shapes: `[N], [N] -> []`. */
const inner = (left: Leaf, right: Leaf): Leaf => pipe(left, mul(right), T.sumEvent<AnyShape>(left.shape)<AnyShape>)

/** `softplus(weight · stretch)`: the product of `weight` and the stretch that is used is this less 1, and so above -1. */
const pushOf = ({ weight, stretch }: Own): Leaf => T.softplus(inner(weight, stretch))

/** The stretch with which the map can be undone: along `weight` its product with it is above -1. */
const stretchOf = (own: Own): Leaf => {
  const { weight, stretch } = own
  const missing = pipe(pushOf(own), T.addScalar(-1), T.same.sub(inner(weight, stretch)))
  return pipe(weight, times(pipe(missing, T.same.div(inner(weight, weight)))), add(stretch))
}

const forward = (own: Own) => (x: Leaf) => {
  const bent = pipe(total(mul(own.weight)(x)), add(own.bias), T.tanh)
  const slope = pipe(T.square(bent), T.negate, T.addScalar(1))
  return {
    y: pipe(column(bent), times(stretchOf(own)), T.same.add(x)),
    // 1 + h'(a) (push - 1), as h² + h' push with h' = 1 - h²: a sum of what is above 0
    logDeterminant: pipe(slope, mul(pushOf(own)), add(T.square(bent)), T.log),
  }
}

/**
 * `y = x + û tanh(weight · x + bias)`, where û is `stretch` moved along `weight` so that the map can be undone:
 * `planar(20)`. Its inverse has no closed form, so that it goes forward alone: a posterior, and no prior.
 *
 * Shapes: `[Row, N] -> [Row, N]`. Errors: a `ShapeError` when the size is not a whole number above 0.
 * Source: Rezende and Mohamed, "Variational Inference with Normalizing Flows", arXiv:1505.05770, equations 10 to 12, and
 * appendix A.1 for û.
 *
 * @example
 * planar(20).directions
 * //=> ['forward']
 */
export const planar = <const Given = SizeHint>(
  size: KnownAxis<Given, 'planar'>,
): UnlessNever<keyof Given, Bijection<readonly [DimOf<Given> & Dim], PlanarFlow<DimOf<Given> & Dim>, 'forward'>> => {
  const axis = knownAxis('planar', size)
  return made({
    name: 'planar',
    event: [axis],
    init: (key: Key) => ({
      weight: initialVector(axis)(child('weight')(key)),
      bias: T.scalar(0),
      stretch: initialVector(axis)(child('stretch')(key)),
    }),
    forward,
  })
}
