import { Data } from 'shapebound'
import { expectType } from 'tsd'

declare const pairs: Data.Dataset<readonly [2], 'real'>
declare const grey: Data.Dataset<readonly [28, 28], 'unitInterval'>
declare const classes: Data.Dataset<readonly [10], 'oneHot'>

const by = Data.standardization(pairs)
expectType<Data.Dataset<readonly [2], 'real'>>(Data.standardize(by)(pairs))
// @ts-expect-error what is known of numbers of another event
Data.standardize(by)(grey)

// pictures keep their support, and those with noise are real numbers
expectType<Data.Dataset<readonly [28, 28], 'unitInterval'>>(Data.Augment.flip(grey))
expectType<Data.Dataset<readonly [28, 28], 'real'>>(Data.Augment.noise({ deviation: 0.1 })(grey))
// @ts-expect-error one-hot rows are no pictures
Data.Augment.flip(classes)
// @ts-expect-error numbers that have no levels from 0 to 1
Data.Augment.dequantize({ levels: 256 })(pairs)
