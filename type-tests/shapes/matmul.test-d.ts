import type { Shape } from 'shapebound'
import type { MATMUL } from '../../test/shapes/cases.js'
import { type Differing, exactly } from '../exactly.js'

// the rule gives what the table says that its run-time twin gives
type Given<Cases extends readonly { readonly left: readonly unknown[]; readonly right: Shape.Shape }[]> = {
  [Index in keyof Cases]: Shape.Matmul<Cases[Index]['left'], Cases[Index]['right']>
}
exactly<Differing<typeof MATMUL, Given<typeof MATMUL>>, never>()
