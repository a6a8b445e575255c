/** Attention of several heads, written as sums of products. */

import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const tokens: T.Tensor<readonly ['batch', 'queries', 6]>
declare const memory: T.Tensor<readonly ['batch', 'keys', 6]>
declare const query: T.Tensor<readonly [6, 2, 3]>
declare const key: T.Tensor<readonly [6, 2, 3]>
declare const value: T.Tensor<readonly [6, 2, 4]>
declare const out: T.Tensor<readonly [2, 4, 6]>

const queries = T.einsum('bie,ehd->bhid')(tokens, query)
const keys = T.einsum('bje,ehd->bhjd')(memory, key)
const values: T.Tensor<readonly ['batch', 2, 'keys', 4]> = T.einsum('bje,ehv->bhjv')(memory, value)
const scores: T.Tensor<readonly ['batch', 2, 'queries', 'keys']> = T.einsum('bhid,bhjd->bhij')(queries, keys)
const read = T.einsum('bhij,bhjv->bhiv')(pipe(scores, T.exp), values)
export const mixed: T.Tensor<readonly ['batch', 'queries', 6]> = T.einsum('bhiv,hve->bie')(read, out)
export const traces: T.Tensor<readonly ['batch', 'queries']> = T.einsum('bie->bi')(mixed)
