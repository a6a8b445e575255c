import { Data, Dim, Key } from 'shapebound'
import { expectType } from 'tsd'

declare const wide: number
const key = Key.from(7)

expectType<readonly [256]>(Data.sprites({ key, size: 16 }).grey.shape)
expectType<readonly [400]>(Data.sprites({ key }).binary.shape)
expectType<readonly ['side*side']>(Data.sprites({ key, size: Dim.named('side', wide) }).grey.shape)
expectType<'unitInterval'>(Data.sprites({ key }).grey.support)
expectType<'binary'>(Data.sprites({ key }).binary.support)
// @ts-expect-error a size that is known only when the program runs
Data.sprites({ key, size: wide })
// @ts-expect-error a size that is one of several
Data.sprites({ key, size: 16 as 16 | 20 })
