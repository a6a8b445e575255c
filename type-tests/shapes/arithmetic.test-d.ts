import type { Shape } from 'shapebound'
import { exactly } from '../exactly.js'

exactly<Shape.Multiply<28, 28>, 784>()
exactly<Shape.Multiply<1, 784>, 784>()
exactly<Shape.Multiply<784, 1>, 784>()
exactly<Shape.Multiply<0, 784>, 0>()
exactly<Shape.Multiply<999999, 999999>, 999998000001>()
exactly<Shape.Multiply<94906265, 94906265>, 9007199136250225>()

// from 2^53 a literal does not survive
exactly<Shape.Multiply<94906267, 94906267>, never>()
exactly<Shape.Multiply<4194304, 4294967296>, never>()
