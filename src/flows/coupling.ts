/** Coupling flows: a part of the event stays as it is, and says through a network how the rest is moved. */

import { pipe } from 'fp-ts/lib/function.js'
import { boundLogScale } from '../distributions/bound.js'
import type { SizeHint, UnlessNever } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import type { Dim, DimOf, Size } from '../shapes/dim.js'
import type { NetworkHint } from '../shapes/hint.js'
import { beside, columns } from '../tensors/columns.js'
import * as T from '../tensors/index.js'
import { type Bijection, type Direction, made } from './bijection.js'
import { type AnyConditioner, type ConditionerPart, type ParamsOfNet, parted } from './conditioner.js'
import { add, type Leaf, mul, sub, total } from './formula.js'
import { type KnownAxis, knownAxis } from './planar.js'

// -----------------------------------------------------------------------------
// any coupling
// -----------------------------------------------------------------------------

type Columns = T.Tensor<readonly [Dim, Dim]>

/** How columns are moved, by what the conditioner gives for them. Shapes: `[Row, Gives] -> [Row, Moved]`. */
export type Transform = (
  way: Direction,
  raw: Columns,
) => (x: Columns) => { readonly y: Columns; readonly logDeterminant: Leaf }

/** A coupling, from how it moves columns. `each` numbers are given for each of them. */
export const coupled = <B>(
  name: string,
  axis: Size<Dim>,
  given: unknown,
  each: number,
  transform: (moved: number) => Transform,
): B => {
  const parts = parted(`Flow.${name}`, axis, given, each)
  if (typeof parts === 'string') return refuse(parts)
  const { kept, moved } = parts
  const conditioner = given as AnyConditioner // safe: `parted` has looked at it
  const pass = (way: Direction) => (own: unknown) => (x: Columns) => {
    const first = columns(0, kept)(x)
    // safe: its rows are those that the conditioner takes
    const raw = conditioner.apply(own)(first as never) as unknown as Columns
    const { y, logDeterminant } = transform(moved)(way, raw)(columns(kept.size, { dim: moved, size: moved })(x))
    return { y: beside(y, axis.dim)(first), logDeterminant }
  }
  return made({ name, event: [axis], init: conditioner.init, forward: pass('forward'), inverse: pass('inverse') })
}

// -----------------------------------------------------------------------------
// affine
// -----------------------------------------------------------------------------

const affine =
  (moved: number): Transform =>
  (way, raw) => {
    const part = (begin: number) => columns(begin, { dim: moved, size: moved })(raw) as unknown as Leaf
    const [shift, logScale] = [part(0), boundLogScale(part(moved))]
    return (given) => {
      const x = given as unknown as Leaf
      const [y, logSlope] =
        way === 'forward'
          ? [pipe(x, mul(T.exp(logScale)), add(shift)), logScale]
          : [pipe(x, sub(shift), mul(T.exp(T.negate(logScale)))), T.negate(logScale)]
      return { y: y as unknown as Columns, logDeterminant: total(logSlope) }
    }
  }

/**
 * The first numbers stay, and a network of them scales and shifts the others: `y = x · exp(logScale) + shift`.
 *
 * `affineCoupling(20, Layer.sequence(Layer.dense(10, 64), Layer.tanh, Layer.dense(20)))` keeps 10 and moves 10. The network
 * gives the shifts, then the log-scales, which are bounded. Both directions take one pass.
 *
 * Shapes: `[Row, N] -> [Row, N]`; the conditioner is `[Row, Kept] -> [Row, 2 (N - Kept)]`.
 * Errors: a `ShapeError` with the message of the compiler, where a cast has silenced it or a size has a name.
 * Source: Dinh, Sohl-Dickstein and Bengio, "Density estimation using Real NVP", arXiv:1605.08803, equations 4 to 8.
 *
 * @example
 * affineCoupling(3, Layer.sequence(Layer.dense(1, 8), Layer.tanh, Layer.dense(4))).directions
 * //=> ['forward', 'inverse']
 */
export const affineCoupling = <const Given = SizeHint, Conditioner = NetworkHint>(
  size: KnownAxis<Given, 'affineCoupling'>,
  conditioner: ConditionerPart<'Flow.affineCoupling', Given, Conditioner, 2>,
): UnlessNever<keyof Given, Bijection<readonly [DimOf<Given> & Dim], ParamsOfNet<Conditioner>>> =>
  coupled('affineCoupling', knownAxis('affineCoupling', size), conditioner, 2, affine)
