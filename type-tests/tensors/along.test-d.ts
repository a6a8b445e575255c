import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'
import { expectType } from 'tsd'

declare const z: T.Tensor<readonly ['samples', 'batch', 20]>
declare const wide: number

expectType<T.Tensor<readonly ['samples', 'batch', 20]>>(pipe(z, T.cumsum('batch')))
expectType<T.Tensor<readonly ['samples', 'batch', 20]>>(pipe(z, T.reverse(-1)))
expectType<T.Tensor<readonly ['samples', 'batch', 20]>>(T.sort(0)(z))

// @ts-expect-error no such name
pipe(z, T.cumsum('latent'))
// @ts-expect-error no such place
pipe(z, T.reverse(3))
// @ts-expect-error a place that is known only when the program runs
pipe(z, T.sort(wide))
// @ts-expect-error a name that is one of several
pipe(z, T.sort('samples' as 'samples' | 'batch'))

// topK: so many of an axis, and their places below its dimension
const largest = pipe(z, T.topK(-1, 3))
expectType<T.Tensor<readonly ['samples', 'batch', 3]>>(largest.values)
expectType<T.Indices<readonly ['samples', 'batch', 3], 20>>(largest.indices)
expectType<T.Indices<readonly ['samples', 2, 20], 'batch'>>(T.topK('batch', 2)(z).indices)

// @ts-expect-error more than there are
pipe(z, T.topK(-1, 21))
// @ts-expect-error no such name
pipe(z, T.topK('latent', 3))
// @ts-expect-error none
pipe(z, T.topK(-1, 0))
// @ts-expect-error a number that is known only when the program runs
pipe(z, T.topK(-1, wide))
// @ts-expect-error an axis that is known only when the program runs
pipe(z, T.topK(wide, 3))
