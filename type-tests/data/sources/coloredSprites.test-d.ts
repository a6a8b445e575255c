import { Data, Dim, Key } from 'shapebound'
import { expectType } from 'tsd'

declare const wide: number

const key = Key.from(1)
expectType<Data.Dataset<readonly [32, 32, 3], 'unitInterval'>>(Data.coloredSprites({ key, size: 32 }).rgb)
expectType<Data.Dataset<readonly ['side', 'side', 3], 'unitInterval'>>(
  Data.coloredSprites({ key, size: Dim.named('side', 16) }).rgb,
)
// @ts-expect-error a size that is known only when the program runs
Data.coloredSprites({ key, size: wide })
// @ts-expect-error zero
Data.coloredSprites({ key, size: 0 })
