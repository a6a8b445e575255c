// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import type { AboveZero, FromZero, WholeNumber } from 'shapebound'
import { expectType } from 'tsd'

type IsAbove<Given extends number> = AboveZero<Given, 'x is', '!'>
type IsFrom<Given extends number> = FromZero<Given, 'x is', '!'>
type IsCount<Given extends number> = WholeNumber<Given, 'x'>

declare const above: [IsAbove<0.5>, IsAbove<number>, IsAbove<0>, IsAbove<-1>, IsAbove<any>, IsAbove<1 | -2>]
expectType<[0.5, number, 'x is 0!', 'x is -1!', never, 'x is -2!']>(above)

declare const from: [IsFrom<0>, IsFrom<1e-7>, IsFrom<number>, IsFrom<-0.5>, IsFrom<any>, IsFrom<0 | -3>]
expectType<[0, 1e-7, number, 'x is -0.5!', never, 'x is -3!']>(from)

declare const counted: [IsCount<1>, IsCount<12>, IsCount<number>, IsCount<0>, IsCount<2.5>, IsCount<-1>, IsCount<any>]
expectType<
  [
    1,
    12,
    number,
    'x is 0: it is a whole number above 0',
    'x is 2.5: it is a whole number above 0',
    'x is -1: it is a whole number above 0',
    never,
  ]
>(counted)
