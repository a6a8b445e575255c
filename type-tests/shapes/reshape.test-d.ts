import type { Shape } from 'shapebound'
import type { RESHAPE } from '../../test/shapes/cases.js'
import { type Differing, exactly } from '../exactly.js'

// the rule gives what the table says that its run-time twin gives
type Given<Cases extends readonly { readonly left: readonly unknown[]; readonly right: Shape.Shape }[]> = {
  [Index in keyof Cases]: Shape.Reshape<Cases[Index]['left'], Cases[Index]['right']>
}
exactly<Differing<typeof RESHAPE, Given<typeof RESHAPE>>, never>()

// names cancel against themselves, whatever they stand for
exactly<Shape.Reshape<readonly ['h', 'w', 3], readonly ['h*w', 3]>, readonly ['h*w', 3]>()
// where they stay in their order
exactly<
  Shape.Reshape<readonly ['h', 'w', 3], readonly [3, 'w', 'h']>,
  'reshape: would move an axis of [h, w, 3] past another, to [3, w, h]: use T.permute'
>()
// and against nothing else
exactly<
  Shape.Reshape<readonly ['h', 'w'], readonly ['h', 'h']>,
  'reshape: [h, w] has h*w elements and [h, h] has h*h'
>()
