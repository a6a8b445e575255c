import type { Shape } from 'shapebound'
import type { UPSAMPLE } from '../../test/shapes/cases.js'
import { type Differing, exactly } from '../exactly.js'

// the rule gives what the table says that its run-time twin gives
type Larger<Cases extends readonly { readonly from: Shape.Shape; readonly by: number }[]> = {
  [Index in keyof Cases]: Shape.Upsample<Cases[Index]['from'], Cases[Index]['by']>
}
exactly<Differing<typeof UPSAMPLE, Larger<typeof UPSAMPLE>>, never>()
