import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'
import { expectType } from 'tsd'

declare const z: T.Tensor<readonly ['samples', 'batch', 20]>
declare const wide: number

expectType<T.Tensor<readonly ['batch', 20]>>(pipe(z, T.mean('samples')))
expectType<T.Tensor<readonly ['samples', 'batch']>>(pipe(z, T.sum(-1)))
expectType<T.Tensor<readonly ['batch']>>(pipe(z, T.logSumExp('samples', 2)))
expectType<T.Tensor<readonly []>>(pipe(z, T.max(0, 1, 2)))
expectType<T.Tensor<readonly []>>(T.meanOfAll(z))

// @ts-expect-error no such name
pipe(z, T.sum('latent'))
// @ts-expect-error no such place
pipe(z, T.sum(3))
// @ts-expect-error named twice
pipe(z, T.sum('samples', 0))
// @ts-expect-error a place that is known only when the program runs
pipe(z, T.sum(wide))
// @ts-expect-error a name that is one of several
pipe(z, T.sum('samples' as 'samples' | 'batch'))
// @ts-expect-error places that are known only when the program runs
pipe(z, T.sum(...([0, 1] as number[])))
