import { type Shape, T } from 'shapebound'
import { expectType } from 'tsd'

declare const queries: T.Tensor<readonly ['batch', 8, 10, 64]>
declare const keys: T.Tensor<readonly ['batch', 8, 12, 64]>
declare const rows: T.Tensor<readonly ['batch', 64]>
declare const equation: string

expectType<T.Tensor<readonly ['batch', 8, 10, 12]>>(T.einsum('bhid,bhjd->bhij')(queries, keys))
expectType<T.Tensor<readonly [64, 'batch']>>(T.einsum('bd->db')(rows))
expectType<T.Tensor<readonly []>>(T.einsum('bd,bd->')(rows, rows))

// @ts-expect-error another letter
T.einsum('bhid,bhjd->bhik')(queries, keys)
// @ts-expect-error an equation that is known only when the program runs
T.einsum(equation)(rows)
// @ts-expect-error an equation that is one of several
T.einsum('bd->db' as 'bd->db' | 'bd->b')(rows)
// @ts-expect-error a number of tensors that is known only when the program runs
T.einsum('bd->db')(...([rows] as (typeof rows)[]))

// a user's function that is generic in what it does not compare
export const scores = <Row extends Shape.Dim>(q: T.Tensor<readonly [Row, 8]>, k: T.Tensor<readonly [10, 8]>) =>
  T.einsum('bd,jd->bj')(q, k)
expectType<T.Tensor<readonly ['batch', 10]>>(scores({} as T.Tensor<readonly ['batch', 8]>, {} as never))

// dimensions that are one of several, wide or never are not known to be equal
declare const several: T.Tensor<readonly ['batch', 3 | 4]>
declare const wide: T.Tensor<readonly ['batch', number]>
declare const none: T.Tensor<readonly ['batch', never]>
// @ts-expect-error one of several
T.einsum('bd,bd->b')(several, several)
// @ts-expect-error wide
T.einsum('bd,bd->b')(wide, wide)
// @ts-expect-error never
T.einsum('bd,bd->b')(none, none)
