/** The radial flow: space moved towards a point, or away from it. */

import { pipe } from 'fp-ts/lib/function.js'
import { child, type Key } from '../random/key.js'
import type { SizeHint, UnlessNever } from '../shapes/checkDim.js'
import type { Dim, DimOf } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { type Bijection, made } from './bijection.js'
import { add, choose, column, type Leaf, mul, over, plus, sub, times, total } from './formula.js'
import { initialVector, type KnownAxis, knownAxis } from './planar.js'

/** The parameters of a radial flow. A type and not an interface, so that it is a tree of tensors. */
export type RadialFlow<Only extends Dim> = {
  readonly center: T.Tensor<readonly [Only]>
  readonly rawReach: T.Tensor<readonly []>
  readonly rawPush: T.Tensor<readonly []>
}

type Own = { readonly [Name in keyof RadialFlow<Dim>]: Leaf }

/** The smallest square of a distance: at the point itself the root has no slope. */
const LEAST = 1e-30

/** The distance of each row from the center, and the vector to it. */
const fromCenter = ({ center }: Own, x: Leaf) => {
  const vector = sub(center)(x)
  return { vector, distance: pipe(total(T.square(vector)), T.clip(LEAST, 1e30), T.sqrt) }
}

/** α, and α + β: both above 0, so that the map can be undone. */
const partsOf = ({ rawReach, rawPush }: Own) => ({ reach: T.softplus(rawReach), push: T.softplus(rawPush) })

/** `ln det` at a distance r: `(N - 1) ln(1 + βh) + ln(1 + βh + βh'r)`, where both are sums of what is above 0. */
const logDeterminantAt = (own: Own, size: number, r: Leaf): Leaf => {
  const { reach, push } = partsOf(own)
  const logSpan = pipe(r, add(reach), T.log)
  const around = pipe(r, add(push), T.log, T.same.sub(logSpan))
  const along = pipe(
    T.square(r),
    T.same.add(pipe(r, mul(T.mulScalar(2)(reach)))),
    add(T.same.mul(push)(reach)),
    T.log,
    T.same.sub(T.mulScalar(2)(logSpan)),
  )
  return pipe(around, T.mulScalar(size - 1), T.same.add(along))
}

/** `(r + α + β) / (r + α)`: how much farther from the center a row at a distance r is moved. */
const stretchAt = (own: Own, r: Leaf): Leaf => {
  const { reach, push } = partsOf(own)
  return pipe(r, add(push), over(add(reach)(r)))
}

/** The distance r of what is moved to a distance R: the root above 0 of `r² + (α + β - R) r - Rα`. */
const distanceBefore = (own: Own, moved: Leaf): Leaf => {
  const { reach, push } = partsOf(own)
  const b = pipe(moved, T.negate, add(push))
  const product = mul(reach)(moved)
  const root = pipe(T.square(b), T.same.add(T.mulScalar(4)(product)), T.sqrt)
  // of the two forms of the root, the one that subtracts no two large numbers
  const large = pipe(T.abs(b), T.same.add(root), T.mulScalar(0.5))
  return pipe(T.step(b), choose(over(large)(product), large))
}

const forward = (size: number) => (own: Own) => (x: Leaf) => {
  const { vector, distance } = fromCenter(own, x)
  return {
    y: pipe(column(stretchAt(own, distance)), times(vector), plus(own.center)),
    logDeterminant: logDeterminantAt(own, size, distance),
  }
}

const inverse = (size: number) => (own: Own) => (y: Leaf) => {
  const { vector, distance } = fromCenter(own, y)
  const before = distanceBefore(own, distance)
  return {
    y: pipe(vector, over(column(stretchAt(own, before))), plus(own.center)),
    logDeterminant: T.negate(logDeterminantAt(own, size, before)),
  }
}

/**
 * `y = x + β (x - center) / (α + |x - center|)`, where α is above 0 and β above -α: `radial(20)`.
 *
 * Its inverse has a closed form: a row moves along the line to the center, and its distance is a root of a square equation.
 *
 * Shapes: `[Row, N] -> [Row, N]`. Errors: a `ShapeError` when the size is not a whole number above 0.
 * Source: Rezende and Mohamed, "Variational Inference with Normalizing Flows", arXiv:1505.05770, equation 14, and
 * appendix A.2 for β.
 *
 * @example
 * radial(20).directions
 * //=> ['forward', 'inverse']
 */
export const radial = <const Given = SizeHint>(
  size: KnownAxis<Given, 'radial'>,
): UnlessNever<keyof Given, Bijection<readonly [DimOf<Given> & Dim], RadialFlow<DimOf<Given> & Dim>>> => {
  const axis = knownAxis('radial', size)
  return made({
    name: 'radial',
    event: [axis],
    init: (key: Key) => ({
      center: initialVector(axis)(child('center')(key)),
      rawReach: T.scalar(0),
      rawPush: T.scalar(0),
    }),
    forward: forward(axis.size),
    inverse: inverse(axis.size),
  })
}
