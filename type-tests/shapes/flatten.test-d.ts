import type { Shape } from 'shapebound'
import type { FLATTEN } from '../../test/shapes/cases.js'
import { type Differing, exactly } from '../exactly.js'

// the rule gives what the table says that its run-time twin gives
type Given<Cases extends readonly { readonly from: Shape.Shape; readonly by: Shape.Shape }[]> = {
  [Index in keyof Cases]: Shape.Flatten<Cases[Index]['from'], Cases[Index]['by'][0], Cases[Index]['by'][1]>
}
exactly<Differing<typeof FLATTEN, Given<typeof FLATTEN>>, never>()

// of never, any axis is none
exactly<Shape.Flatten<readonly ['batch', 1], never, 1>, 'flatten: [batch, 1] has no axis never'>()
exactly<Shape.Flatten<readonly ['batch', 1], 0, never>, 'flatten: [batch, 1] has no axis never'>()
exactly<Shape.Unflatten<readonly ['batch', 4], never, readonly [2, 2]>, 'unflatten: [batch, 4] has no axis never'>()
// names keep a readable product
exactly<Shape.Flatten<readonly ['batch', 'h+1', 3], 1, 2>, readonly ['batch', '(h+1)*3']>()
