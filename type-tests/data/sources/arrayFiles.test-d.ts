import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Data } from 'shapebound'
import { Source } from 'shapebound/node'
import { expectType } from 'tsd'

declare const wide: number

type Loaded<Of> = TaskEither<Data.DataError, Of>

// the event and the support are those that are asked for
const npy = Source.fromNpy({ path: 'a', name: 'a', event: [28, 28], support: 'binary' })
expectType<Loaded<Data.Dataset<readonly [28, 28], 'binary'>>>(npy)
const npz = Source.fromNpz({ path: 'a', array: 'x', name: 'a', event: [2], support: 'real' })
expectType<Loaded<Data.Dataset<readonly [2], 'real'>>>(npz)
const tensor = Source.fromSafetensors({ path: 'a', array: 'x', name: 'a', event: [2], support: 'integer' })
expectType<Loaded<Data.Dataset<readonly [2], 'integer'>>>(tensor)
const disk = Source.npyOnDisk({ path: 'a', name: 'a', event: [2], support: 'real' })
expectType<Loaded<Source.OnDisk<readonly [2], 'real'>>>(disk)
const folder = Source.imagesFromFolder({ directory: 'a', name: 'a', event: [8, 8, 3], colors: 'rgb' })
expectType<Loaded<Data.Dataset<readonly [8, 8, 3], 'unitInterval'>>>(folder)
const labelled = Source.labelledImagesFromFolder({ directory: 'a', name: 'a', event: [64], labels: ['cat', 'dog'] })
expectType<Loaded<Source.LabelledImages<readonly [64], readonly ['cat', 'dog']>>>(labelled)

// @ts-expect-error a size that is known only when the program runs
Source.fromNpy({ path: 'a', name: 'a', event: [wide], support: 'real' })
// @ts-expect-error not a support
Source.fromNpy({ path: 'a', name: 'a', event: [2], support: 'text' })
// @ts-expect-error folders of no label
Source.labelledImagesFromFolder({ directory: 'a', name: 'a', event: [64], labels: [] })
