import { flow, pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'
import { expectType } from 'tsd'

declare const rows: T.Tensor<readonly ['batch', 10]>
declare const bias: T.Tensor<readonly [10]>

// operations whose result is computed, as the first of several
const summed = flow(T.sum(1), T.log)
const turned = flow(T.permute(1, 0), T.tanh)
const first = flow(T.slice(1, 0, 5), T.exp)
const moved = flow(T.add(bias), T.relu)
const merged = flow(T.reshape(['batch*10']), T.square)
const opened = flow(T.expand(1), T.negate, T.abs)
const kept = flow(T.keeping.max(1), T.exp)

expectType<T.Tensor<readonly ['batch']>>(pipe(rows, summed))
expectType<T.Tensor<readonly [10, 'batch']>>(pipe(rows, turned))
expectType<T.Tensor<readonly ['batch', 5]>>(pipe(rows, first))
expectType<T.Tensor<readonly ['batch', 10]>>(pipe(rows, moved))
expectType<T.Tensor<readonly ['batch*10']>>(pipe(rows, merged))
expectType<T.Tensor<readonly ['batch', 1, 10]>>(pipe(rows, opened))
expectType<T.Tensor<readonly ['batch', 1]>>(pipe(rows, kept))

// @ts-expect-error no axis 2
pipe(rows, flow(T.sum(2), T.log))
// @ts-expect-error a result that is no shape fits nothing
export const none: T.Tensor<readonly ['batch']> = pipe(rows, T.sum(2))
