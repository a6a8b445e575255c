// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import { pipe } from 'fp-ts/lib/function.js'
import { type Shape, T } from 'shapebound'
import { expectNotAssignable, expectType } from 'tsd'

declare const table: T.Tensor<readonly ['vocabulary', 64]>
declare const logits: T.Tensor<readonly ['samples', 'batch', 10]>
declare const tokens: T.Indices<readonly ['batch', 12], 'vocabulary'>
declare const labels: T.Indices<readonly ['batch'], 10>
declare const sevens: T.Indices<readonly ['batch'], 7>
declare const others: T.Indices<readonly ['batch'], 'lexicon'>
declare const one: T.Indices<readonly [], 10>
declare const unchecked: T.Indices<readonly ['batch'], any>
declare const nothing: T.Indices<readonly ['batch'], never>
declare const wide: number
declare const anything: any

// gather: the shape of the indices in place of the axis
expectType<T.Tensor<readonly ['batch', 12, 64]>>(pipe(table, T.gather(tokens, 0)))
expectType<T.Tensor<readonly ['batch', 12, 64]>>(pipe(table, T.gather(tokens, 'vocabulary')))
expectType<T.Tensor<readonly ['samples', 'batch', 'batch']>>(pipe(logits, T.gather(labels, -1)))
expectType<T.Tensor<readonly ['samples', 'batch']>>(pipe(logits, T.gather(one, 2)))

// @ts-expect-error indices below 7 for a dimension of 10
pipe(logits, T.gather(sevens, -1))
// @ts-expect-error another name
pipe(table, T.gather(others, 0))
// @ts-expect-error another axis
pipe(table, T.gather(tokens, 1))
// @ts-expect-error no such axis
pipe(table, T.gather(tokens, 2))
// @ts-expect-error an axis that is known only when the program runs
pipe(table, T.gather(tokens, wide))
// @ts-expect-error an axis that is one of several
pipe(table, T.gather(tokens, 0 as 0 | 1))
// @ts-expect-error indices below any
pipe(table, T.gather(unchecked, 0))
// @ts-expect-error indices below never
pipe(table, T.gather(nothing, 0))
// @ts-expect-error any is no indices
pipe(table, T.gather(anything, 0))
// @ts-expect-error a tensor is no indices
pipe(table, T.gather(logits, 0))

// embedding: the rows of a table
expectType<T.Tensor<readonly ['batch', 12, 64]>>(pipe(tokens, T.embedding(table)))
// @ts-expect-error another name
pipe(others, T.embedding(table))
// @ts-expect-error a number for a name
pipe(labels, T.embedding(table))
// @ts-expect-error indices below never
pipe(nothing, T.embedding(table))

// oneHot: the classes are those that the indices are below
expectType<T.Tensor<readonly ['batch', 10]>>(T.oneHot(labels))
expectType<T.Tensor<readonly ['batch', 12, 'vocabulary']>>(T.oneHot(tokens))
expectNotAssignable<T.Tensor<readonly ['batch', 10]>>(T.oneHot(sevens))

// argMax: below the dimension of the axis
expectType<T.Indices<readonly ['samples', 'batch'], 10>>(pipe(logits, T.argMax(-1)))
expectType<T.Indices<readonly ['batch', 10], 'samples'>>(pipe(logits, T.argMax('samples')))
// @ts-expect-error no such axis
pipe(logits, T.argMax('latent'))
// @ts-expect-error an axis that is known only when the program runs
pipe(logits, T.argMax(wide))
// @ts-expect-error an axis that is one of several
pipe(logits, T.argMax(1 as 1 | 2))

// in functions that are generic in what they do not compute with
export const hits = <Row extends Shape.Dim>(
  scores: T.Tensor<readonly [Row, 10]>,
  wanted: T.Indices<readonly [Row], 10>,
): T.Tensor<readonly [Row]> => pipe(scores, T.argMax(-1), T.oneHot, T.same.mul(T.oneHot(wanted)), T.sum(-1))
export const rowsOf = <Row extends Shape.Dim>(given: T.Indices<readonly [Row], 'vocabulary'>) =>
  pipe(table, T.gather(given, 0))
expectType<T.Tensor<readonly ['time', 64]>>(rowsOf({} as T.Indices<readonly ['time'], 'vocabulary'>))
// and in all of it
export const embedded = <Row extends Shape.Dim, Words extends Shape.Dim, Width extends Shape.Dim>(
  weight: T.Tensor<readonly [Words, Width]>,
  given: T.Indices<readonly [Row], Words>,
): T.Tensor<readonly [Row, Width]> => pipe(given, T.embedding(weight))
export const classes = <Given extends readonly unknown[], Classes extends Shape.Dim>(
  given: T.Indices<Given, Classes>,
): T.Tensor<readonly [...Given, Classes]> => T.oneHot(given)
