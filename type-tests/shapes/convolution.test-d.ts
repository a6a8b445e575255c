import type { Shape } from 'shapebound'
import { exactly } from '../exactly.js'

// literals, names, mixed
exactly<Shape.WindowCount<28, 4, 2, 'same'>, 14>()
exactly<Shape.WindowCount<28, 3, 1, 'valid', 2>, 24>()
exactly<Shape.WindowCount<'h', 3, 1, 1>, 'h'>()
exactly<Shape.WindowCount<'h', 4, 2, 'same'>, 'ceil(h/2)'>()
exactly<Shape.TransposedCount<14, 4, 2, 1>, 28>()
exactly<Shape.TransposedCount<'h', 4, 2, 'same'>, 'h*2'>()
exactly<Shape.Convolved<readonly ['h', 28, 1], 1, 'c', [4, 4], 2, 'same'>, readonly ['ceil(h/2)', 14, 'c']>()
exactly<Shape.Pooled<readonly ['h', 28, 'c'], 2, 2, 'valid'>, readonly ['floor(h/2)', 14, 'c']>()

// impossible, or of never
exactly<Shape.WindowCount<4, 5, 1, 'valid'>, never>()
exactly<Shape.TransposedCount<1, 2, 1, 1>, never>()
exactly<Shape.WindowCount<never, 5, 1, 'valid'>, never>()

// refusals
exactly<
  Shape.Convolved<readonly [28, 28, 1], 3, 8, [4, 4], 2, 'same'>,
  'takes 3 channels but is given 1, in [28, 28, 1]'
>()
exactly<Shape.Convolved<readonly [28, 28, never], 3, 8, [4, 4], 2, 'same'>, never>()
