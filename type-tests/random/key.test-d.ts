import { Key } from 'shapebound'
import { expectType } from 'tsd'

expectType<Key.Key>(Key.child('init')(Key.from(7)))
expectType<Key.Key>(Key.child(3)(Key.from(7)))
expectType<Float32Array>(Key.uniform(Key.from(7), 3))
// @ts-expect-error a seed is a number
Key.from('7')
// @ts-expect-error a seed is no key
Key.child('init')(7)
