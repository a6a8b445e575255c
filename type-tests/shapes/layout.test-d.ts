import type { Shape } from 'shapebound'
import { exactly } from '../exactly.js'

// of never, any shape is none
exactly<Shape.Squeeze<readonly ['batch', 1], never>, 'squeeze: [batch, 1] has no axis never'>()
exactly<Shape.Expand<readonly ['batch', 1], 1>, readonly ['batch', 1, 1]>()
exactly<Shape.Concat<readonly ['batch', 1], readonly ['batch', 'n'], 1>, readonly ['batch', 'n+1']>()
exactly<Shape.Slice<readonly ['batch', 8], 1, 0, 8>, readonly ['batch', 8]>()
