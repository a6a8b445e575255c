import type { Shape } from 'shapebound'
import type { DETERMINED } from '../../test/shapes/cases.js'
import { type Differing, exactly } from '../exactly.js'

// the rule gives what the table says that its run-time twin gives
type Case = { readonly from: Shape.Shape; readonly by: Shape.Shape; readonly sizes: Shape.Shape }
type Given<Cases extends readonly Case[]> = {
  [Index in keyof Cases]: Shape.Determined<
    'determined',
    Cases[Index]['from'],
    Cases[Index]['by'],
    Cases[Index]['sizes']
  >
}
exactly<Differing<typeof DETERMINED, Given<typeof DETERMINED>>, never>()
