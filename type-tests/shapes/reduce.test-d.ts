import type { Shape } from 'shapebound'
import type { REDUCE } from '../../test/shapes/cases.js'
import { type Differing, exactly } from '../exactly.js'

// the rule gives what the table says that its run-time twin gives
type Given<Cases extends readonly { readonly left: readonly unknown[]; readonly right: Shape.Shape }[]> = {
  [Index in keyof Cases]: Shape.Reduce<Cases[Index]['left'], Cases[Index]['right']>
}
exactly<Differing<typeof REDUCE, Given<typeof REDUCE>>, never>()

// of an axis that is one of several, or any, nothing is left out
exactly<
  Shape.Reduce<readonly ['samples', 'batch'], readonly [number]> extends readonly unknown[] ? 'a shape' : 'none',
  'none'
>()
exactly<
  Shape.Reduce<readonly ['samples', 'batch'], readonly [string]> extends readonly unknown[] ? 'a shape' : 'none',
  'none'
>()
