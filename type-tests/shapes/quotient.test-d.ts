import type { Shape } from 'shapebound'
import { exactly } from '../exactly.js'

// literals, names, mixed
exactly<Shape.Quotient<28, 3>, 9>()
exactly<Shape.CeilQuotient<28, 3>, 10>()
exactly<Shape.Quotient<'h', 2>, 'floor(h/2)'>()
exactly<Shape.CeilQuotient<'h', 2>, 'ceil(h/2)'>()
exactly<Shape.CeilQuotient<Shape.Product<readonly ['h', 2]>, 2>, 'h'>()
exactly<Shape.CeilQuotient<Shape.Sum<'h', 1>, 2>, 'ceil((h+1)/2)'>()

// impossible, or of never
exactly<Shape.Quotient<28, 0>, never>()
exactly<Shape.Quotient<never, 2>, never>()
exactly<Shape.CeilQuotient<never, 2>, never>()
