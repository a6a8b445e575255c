import { Recipe } from 'shapebound'
import { expectType } from 'tsd'
import type { Fits, OrderOf, TakenWords } from '../../dist/recipes/takes.js'

// how two numbers stand to each other
expectType<'less'>({} as OrderOf<0.01, 0.5>)
expectType<'more'>({} as OrderOf<10, 9.5>)
expectType<'equal'>({} as OrderOf<1.5, 1.5>)
expectType<'less'>({} as OrderOf<9, 10>)
expectType<'less'>({} as OrderOf<-2, -1>)
expectType<'more'>({} as OrderOf<0, -1>)
expectType<'less'>({} as OrderOf<0.09, 0.1>)
expectType<'less'>({} as OrderOf<0.1, 0.11>)
expectType<'more'>({} as OrderOf<1e-7, 0>)
expectType<'less'>({} as OrderOf<1e-7, 0.5>)
expectType<'more'>({} as OrderOf<1e21, 5>)
expectType<'less' | 'equal' | 'more'>({} as OrderOf<number, 5>)
expectType<'less' | 'equal' | 'more'>({} as OrderOf<1e-7, 1e-8>)

// whether an option takes a value
expectType<true>({} as Fits<1, { kind: 'whole'; from: 1 }>)
expectType<false>({} as Fits<0, { kind: 'whole'; from: 1 }>)
expectType<false>({} as Fits<1.5, { kind: 'whole'; from: 1 }>)
expectType<false>({} as Fits<0, { kind: 'real'; above: 0 }>)
expectType<true>({} as Fits<1, { kind: 'real'; from: 0; to: 1 }>)
expectType<false>({} as Fits<1.01, { kind: 'real'; from: 0; to: 1 }>)
expectType<false>({} as Fits<'1', { kind: 'real' }>)
expectType<true>({} as Fits<number, { kind: 'whole'; from: 1 }>)
expectType<true>({} as Fits<'a', { kind: 'choice'; words: ['a', 'b'] }>)
expectType<false>({} as Fits<'c', { kind: 'choice'; words: ['a', 'b'] }>)
expectType<true>({} as Fits<true, { kind: 'flag' }>)
expectType<false>({} as Fits<1, { kind: 'flag' }>)
expectType<true>({} as Fits<'any', { kind: 'text' }>)

// and what it must be, as the option says itself
expectType<'a positive whole number'>({} as TakenWords<{ kind: 'whole'; from: 1 }>)
expectType<'a whole number of 2 or more'>({} as TakenWords<{ kind: 'whole'; from: 2 }>)
expectType<'a whole number from 0 to 9'>({} as TakenWords<{ kind: 'whole'; to: 9 }>)
expectType<'a positive number'>({} as TakenWords<{ kind: 'real'; above: 0 }>)
expectType<'a number above 0 and of at most 1'>({} as TakenWords<{ kind: 'real'; above: 0; to: 1 }>)
expectType<'a number from 0 to 1'>({} as TakenWords<{ kind: 'real'; from: 0; to: 1 }>)
expectType<'a number of 0 or more'>({} as TakenWords<{ kind: 'real'; from: 0 }>)
expectType<'a finite number'>({} as TakenWords<{ kind: 'real' }>)
expectType<'one of a, b'>({} as TakenWords<{ kind: 'choice'; words: readonly ['a', 'b'] }>)
expectType<'true or false'>({} as TakenWords<{ kind: 'flag' }>)

// options say it in their types
const size = Recipe.whole({ default: 8, from: 1, about: 'a size' })
expectType<1>(size.takes.from)
expectType<'whole'>(size.takes.kind)
