import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'
import { expectAssignable, expectType } from 'tsd'

declare const z: T.Tensor<readonly ['samples', 'batch', 4, 5]>
declare const x: T.Tensor<readonly ['batch', 28, 28]>
declare const merged: T.Tensor<readonly ['samples*batch', 4, 5]>

expectType<T.Tensor<readonly ['samples*batch', 4, 5]>>(T.mergeRows(z))
expectType<T.Tensor<readonly ['samples', 'batch', 4, 5]>>(pipe(merged, T.splitRows('samples', 'batch', 3)))
expectType<T.Tensor<readonly ['samples*batch', 28, 28]>>(pipe(x, T.repeatRows('samples', 3)))
expectType<T.Tensor<readonly ['batch', 'features']>>(T.flattenEvent('features')(x))
expectAssignable<readonly [28, 28]>(T.eventShape(x))

// @ts-expect-error rows of another product
pipe(merged, T.splitRows('outer', 'batch', 3))
// @ts-expect-error rows with a size have no samples in them
T.mergeRows(T.zeros<readonly [3, 4, 5]>([3, 4, 5], [3, 4, 5]))
