// biome-ignore-all lint/suspicious/noExplicitAny: that it picks nothing is the subject
import type { Shape } from 'shapebound'
import type { ARG_MAX, GATHER, TOP_K } from '../../test/shapes/cases.js'
import { type Differing, exactly } from '../exactly.js'

// the rules give what the tables say that their run-time twins give
type Picked<
  Cases extends readonly { readonly from: Shape.Shape; readonly by: readonly [Shape.Dim, Shape.Shape, Shape.Dim] }[],
> = {
  [Index in keyof Cases]: Shape.Gather<
    Cases[Index]['from'],
    Cases[Index]['by'][0],
    Cases[Index]['by'][1],
    Cases[Index]['by'][2]
  >
}
exactly<Differing<typeof GATHER, Picked<typeof GATHER>>, never>()
type Found<Cases extends readonly { readonly from: Shape.Shape; readonly by: Shape.Dim }[]> = {
  [Index in keyof Cases]: Shape.ArgMax<Cases[Index]['from'], Cases[Index]['by']>
}
exactly<Differing<typeof ARG_MAX, Found<typeof ARG_MAX>>, never>()
type Largest<Cases extends readonly { readonly from: Shape.Shape; readonly by: readonly [Shape.Dim, number] }[]> = {
  [Index in keyof Cases]: Shape.TopK<Cases[Index]['from'], Cases[Index]['by'][0], Cases[Index]['by'][1]>
}
exactly<Differing<typeof TOP_K, Largest<typeof TOP_K>>, never>()

// what is known only when the program runs, one of several, any and never pick no axis
type Table = readonly ['vocabulary', 64]
type Refused<Verdict> = Verdict extends string ? true : false
exactly<Refused<Shape.Gather<Table, number, readonly ['batch'], 'vocabulary'>>, true>()
exactly<Refused<Shape.Gather<Table, string, readonly ['batch'], 'vocabulary'>>, true>()
exactly<Refused<Shape.Gather<Table, 0 | 1, readonly ['batch'], 'vocabulary'>>, true>()
exactly<Shape.Gather<Table, never, readonly ['batch'], 'vocabulary'>, 'gather: [vocabulary, 64] has no axis never'>()
exactly<Refused<Shape.ArgMax<Table, number>>, true>()
exactly<Refused<Shape.ArgMax<Table, 0 | 1>>, true>()
exactly<Shape.ArgMax<Table, never>, 'argMax: [vocabulary, 64] has no axis never'>()
exactly<Refused<Shape.TopK<Table, number, 1>>, true>()
exactly<Refused<Shape.TopK<Table, 0 | 1, 1>>, true>()
exactly<Shape.TopK<Table, never, 1>, 'topK: [vocabulary, 64] has no axis never'>()

// nor are such indices below its dimension
exactly<Refused<Shape.Gather<Table, 1, readonly ['batch'], number>>, true>()
exactly<Refused<Shape.Gather<Table, 0, readonly ['batch'], string>>, true>()
exactly<Refused<Shape.Gather<Table, 1, readonly ['batch'], 64 | 32>>, true>()
exactly<
  Shape.Gather<Table, 1, readonly ['batch'], never>,
  'gather: takes indices below 64 but is given indices below never, in [vocabulary, 64]'
>()
exactly<Shape.Gather<Table, 1, readonly ['batch'], any> extends readonly unknown[] ? 'a shape' : 'none', 'none'>()
