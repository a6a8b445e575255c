import { Data } from 'shapebound'
import { expectType } from 'tsd'

declare const grey: Data.Dataset<readonly [784], 'unitInterval'>
declare const binary: Data.Dataset<readonly [784], 'binary'>

expectType<Data.Dataset<readonly [784], 'binary'>>(Data.Binarize.sample(grey))
expectType<Data.Dataset<readonly [784], 'binary'>>(Data.Binarize.threshold()(grey))
expectType<Data.Dataset<readonly [784], 'relaxed'>>(Data.Binarize.relaxed(grey))
// @ts-expect-error what is binary is not binarized again
Data.Binarize.sample(binary)
