// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import { Data, Dim } from 'shapebound'
import { expectAssignable, expectNotAssignable, expectType } from 'tsd'

declare const binary: Data.Dataset<readonly [784], 'binary'>
declare const wide: number
declare const anything: any

// a shape is not widened; that values are one of several may be said
expectNotAssignable<Data.Dataset<readonly [number], 'binary'>>(binary)
expectNotAssignable<Data.Dataset<readonly [783], 'binary'>>(binary)
expectNotAssignable<Data.Dataset<readonly [784], 'unitInterval'>>(binary)
expectAssignable<Data.Dataset<readonly [784], 'binary' | 'unitInterval'>>(binary)

expectType<Data.Event<readonly [28, 'width']>>(Data.eventOf('mine', [28, Dim.named('width', 28)]))
// @ts-expect-error a size that is known only when the program runs
Data.eventOf('mine', [wide])
// @ts-expect-error any
Data.eventOf('mine', [anything])
// @ts-expect-error zero
Data.eventOf('mine', [0])
