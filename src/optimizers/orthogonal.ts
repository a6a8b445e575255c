/** The orthogonal matrix next to another, nearly. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { norm } from '../tensors/norm.js'

/** A matrix. */
export type Matrix<Rows extends Dim, Columns extends Dim> = T.Tensor<readonly [Rows, Columns]>

/** Those of `a x + b x³ + c x⁵`, which raises small singular values fastest. */
const [A, B, C] = [3.4445, -4.775, 2.0315] as const

/** One step: each singular value σ becomes `a σ + b σ³ + c σ⁵`. */
const stepped = <Rows extends Dim, Columns extends Dim>(x: Matrix<Rows, Columns>): Matrix<Rows, Columns> => {
  const gram = pipe(x, T.matmul(T.transpose(x)))
  const higher = pipe(gram, T.mulScalar(B), T.same.add(pipe(gram, T.matmul(gram), T.mulScalar(C))))
  return pipe(x, T.mulScalar(A), T.same.add(pipe(higher, T.matmul(x))))
}

const repeated = <Rows extends Dim, Columns extends Dim>(
  x: Matrix<Rows, Columns>,
  steps: number,
): Matrix<Rows, Columns> => Array.from({ length: steps }).reduce<Matrix<Rows, Columns>>((each) => stepped(each), x)

/**
 * `U Vᵀ` of a matrix `U S Vᵀ`, nearly: after five steps its singular values are between 0.7 and 1.2.
 *
 * By Newton and Schulz's iteration, on the side of the shorter axis. A matrix of zeros stays one.
 *
 * Shapes: `[Rows, Columns] -> [Rows, Columns]`.
 * Source: Jordan et al., "Muon: An optimizer for hidden layers in neural networks", 2024, NewtonSchulz5.
 */
export const orthogonal =
  (steps: number) =>
  <Rows extends Dim, Columns extends Dim>(x: Matrix<Rows, Columns>): Matrix<Rows, Columns> => {
    const [rows = 0, columns = 0] = x.sizes
    // 1e-7: that of its source
    const inverse = pipe(T.scalar(1), T.same.div(pipe(norm(x), T.addScalar(1e-7))))
    const scaled = pipe(x, T.trailing.mul(inverse)<readonly [Rows, Columns]>)
    return rows > columns ? T.transpose(repeated(T.transpose(scaled), steps)) : repeated(scaled, steps)
  }
