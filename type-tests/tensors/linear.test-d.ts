import { pipe } from 'fp-ts/lib/function.js'
import { type Shape, T } from 'shapebound'
import { expectType } from 'tsd'

declare const rows: T.Tensor<readonly ['batch', 784]>
declare const samples: T.Tensor<readonly ['samples', 'batch', 784]>
declare const weight: T.Tensor<readonly [784, 500]>
declare const bias: T.Tensor<readonly [500]>
declare const narrow: T.Tensor<readonly [400, 20]>
declare const latent: T.Tensor<readonly ['latent', 784]>

expectType<T.Tensor<readonly ['batch', 500]>>(pipe(rows, T.matmul(weight)))
expectType<T.Tensor<readonly ['samples', 'batch', 500]>>(pipe(samples, T.matmul(weight)))
expectType<T.Tensor<readonly ['latent', 500]>>(pipe(latent, T.matmul(weight)))
expectType<T.Tensor<readonly ['batch', 500]>>(pipe(rows, T.affine(weight, bias)))

// @ts-expect-error the inner sizes differ
pipe(rows, T.matmul(narrow))
// @ts-expect-error an inner name is no number
pipe(rows, T.matmul(latent))
// @ts-expect-error one axis is no matrix
pipe(rows, T.matmul(bias))
// @ts-expect-error the bias has another size than the weight
T.affine(narrow, bias)
// @ts-expect-error the rows have another size than the weight
pipe(rows, T.affine(narrow, T.zeros<readonly [20]>([20], [20])))

// a user's function that is generic in its sizes
export const twice = <Row extends Shape.Dim, Size extends Shape.Dim>(
  x: T.Tensor<readonly [Row, Size]>,
  square: T.Tensor<readonly [Size, Size]>,
  by: T.Tensor<readonly [Size]>,
): T.Tensor<readonly [Row, Size]> => pipe(x, T.affine(square, by), T.tanh, T.affine(square, by))

// sizes that are one of several, wide or never are not known to be equal
declare const several: {
  readonly left: T.Tensor<readonly ['rows', 3 | 4]>
  readonly right: T.Tensor<readonly [3 | 4, 5]>
}
declare const wide: {
  readonly left: T.Tensor<readonly ['rows', number]>
  readonly right: T.Tensor<readonly [number, 5]>
}
declare const none: { readonly left: T.Tensor<readonly ['rows', never]>; readonly right: T.Tensor<readonly [never, 5]> }
// @ts-expect-error one of several
pipe(several.left, T.matmul(several.right))
// @ts-expect-error wide
pipe(wide.left, T.matmul(wide.right))
// @ts-expect-error never
pipe(none.left, T.matmul(none.right))
// @ts-expect-error one of several: affine: a dimension must be one dimension, not a union
T.affine(several.right, T.zeros([5], [5]))
// @ts-expect-error wide: affine: a dimension is known only when the program runs: give it a name with Dim.named
T.affine(wide.right, T.zeros([5], [5]))
