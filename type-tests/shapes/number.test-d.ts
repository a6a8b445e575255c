// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import type { AboveZero, FromZero, WholeNumber } from 'shapebound'
import { expectType } from 'tsd'

type IsAbove<Given extends number> = AboveZero<Given, 'x', 'above 0'>
type IsFrom<Given extends number> = FromZero<Given, 'x', '0 or more', '!'>
type IsCount<Given extends number> = WholeNumber<Given, 'x'>

declare const above: [IsAbove<0.5>, IsAbove<number>, IsAbove<0>, IsAbove<-1>, IsAbove<any>, IsAbove<1 | -2>]
expectType<[0.5, number, 'x must be above 0, not 0', 'x must be above 0, not -1', never, 'x must be above 0, not -2']>(
  above,
)

declare const from: [IsFrom<0>, IsFrom<1e-7>, IsFrom<number>, IsFrom<-0.5>, IsFrom<any>, IsFrom<0 | -3>]
expectType<[0, 1e-7, number, 'x must be 0 or more, not -0.5!', never, 'x must be 0 or more, not -3!']>(from)

declare const counted: [IsCount<1>, IsCount<12>, IsCount<number>, IsCount<0>, IsCount<2.5>, IsCount<-1>, IsCount<any>]
expectType<
  [
    1,
    12,
    number,
    'x must be a positive whole number, not 0',
    'x must be a positive whole number, not 2.5',
    'x must be a positive whole number, not -1',
    never,
  ]
>(counted)
