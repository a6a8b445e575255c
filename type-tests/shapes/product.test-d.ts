import type { Shape } from 'shapebound'
import type { PRODUCT } from '../../test/shapes/cases.js'
import { type Differing, exactly } from '../exactly.js'

// the rule gives what the table says that its run-time twin gives
type Given<Cases extends readonly { readonly left: readonly unknown[] }[]> = {
  [Index in keyof Cases]: Shape.Product<Cases[Index]['left']>
}
exactly<Differing<typeof PRODUCT, Given<typeof PRODUCT>>, never>()

// above 2^53 there is no product
exactly<Shape.Product<readonly [94906267, 94906267]>, never>()
