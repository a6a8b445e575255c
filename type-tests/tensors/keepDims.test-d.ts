import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'
import { expectType } from 'tsd'

declare const z: T.Tensor<readonly ['samples', 'batch', 20]>

expectType<T.Tensor<readonly [1, 'batch', 20]>>(pipe(z, T.keepDims.mean('samples')))
expectType<T.Tensor<readonly ['samples', 'batch', 20]>>(pipe(z, T.sub(pipe(z, T.keepDims.max(0, -1)))))

// @ts-expect-error no such name
pipe(z, T.keepDims.sum('latent'))
// @ts-expect-error a place that is known only when the program runs
pipe(z, T.keepDims.sum(Number('1')))
