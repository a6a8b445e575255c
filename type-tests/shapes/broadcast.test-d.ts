import type { Shape } from 'shapebound'
import type { BROADCAST } from '../../test/shapes/cases.js'
import { type Differing, exactly } from '../exactly.js'

// the rule gives what the table says that its run-time twin gives
type Given<Cases extends readonly { readonly left: readonly unknown[]; readonly right: Shape.Shape }[]> = {
  [Index in keyof Cases]: Shape.Broadcast<Cases[Index]['left'], Cases[Index]['right']>
}
exactly<Differing<typeof BROADCAST, Given<typeof BROADCAST>>, never>()

// a size that is never meets nothing, although it passes every comparison
exactly<Shape.Broadcast<readonly ['batch', never], readonly [500]>, never>()

// in a function that is generic in a size, the rule waits
export const generic = <Size extends Shape.Dim>() => {
  exactly<
    Shape.Broadcast<readonly ['batch', Size], readonly [Size]>,
    Shape.Broadcast<readonly ['batch', Size], readonly [Size]>
  >()
}
