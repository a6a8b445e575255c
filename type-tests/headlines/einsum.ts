// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to sums of products that do not fit.
import { T } from 'shapebound'

declare const queries: T.Tensor<readonly ['batch', 8, 10, 64]>
declare const keys: T.Tensor<readonly ['batch', 8, 12, 32]>
declare const rows: T.Tensor<readonly ['rows', 64]>
declare const square: T.Tensor<readonly [3, 3]>
declare const wide: string

T.einsum('bhid,bhjd->bhij')(queries, keys) //! einsum: d is 64 and then 32, in 'bhjd' <- keys
T.einsum('bhid,bd->bhi')(queries, rows) //! einsum: b is batch and then rows, in 'bd' <- rows
T.einsum('bhid,bhj->bhij')(queries, keys) //! einsum: 'bhj' does not name the axes of [batch, 8, 12, 32] <- keys
T.einsum('bd->dz')(rows) //! einsum: z of the result is in no operand <- rows
T.einsum('bd,bd->b')(rows) //! einsum: takes 2 tensors but is given 1 <- rows
T.einsum('ii->i')(square) //! einsum: i stands twice in 'ii' <- square
T.einsum('bd')(rows) //! einsum: 'bd' is not an equation such as 'ij,jk->ik' <- rows
T.einsum(wide)(rows) //! is not an equation such as 'ij,jk->ik' <- rows
