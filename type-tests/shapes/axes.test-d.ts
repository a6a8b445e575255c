import type { Shape } from 'shapebound'
import type { ALONG } from '../../test/shapes/cases.js'
import { type Differing, exactly } from '../exactly.js'

// the rule gives what the table says that its run-time twin gives
type Found<Cases extends readonly { readonly from: Shape.Shape; readonly by: Shape.Dim }[]> = {
  [Index in keyof Cases]: Shape.Along<'cumsum', Cases[Index]['from'], Cases[Index]['by']>
}
exactly<Differing<typeof ALONG, Found<typeof ALONG>>, never>()

// what is known only when the program runs, one of several, any and never is no axis
type Refused<Verdict> = Verdict extends string ? true : false
type Rows = readonly ['batch', 28]
exactly<Refused<Shape.Along<'cumsum', Rows, number>>, true>()
exactly<Refused<Shape.Along<'cumsum', Rows, string>>, true>()
exactly<Refused<Shape.Along<'cumsum', Rows, 0 | 1>>, true>()
exactly<Shape.Along<'cumsum', Rows, never>, 'cumsum: [batch, 28] has no axis never'>()
