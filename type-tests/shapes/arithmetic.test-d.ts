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

exactly<Shape.Add<784, 16>, 800>()
exactly<Shape.Add<9007199254740991, 1>, never>()
exactly<Shape.Subtract<28, 5>, 23>()
exactly<Shape.Subtract<28, 28>, 0>()
exactly<Shape.Divide<28, 3>, 9>()
exactly<Shape.Divide<784, 28>, 28>()
exactly<Shape.CeilDivide<28, 3>, 10>()
exactly<Shape.CeilDivide<28, 16>, 2>()
exactly<Shape.Divides<4, 28>, true>()
exactly<Shape.Divides<15, 28>, false>()

// nothing below 0, and nothing by 0
exactly<Shape.Subtract<5, 28>, never>()
exactly<Shape.Divide<5, 0>, never>()
exactly<Shape.CeilDivide<5, 0>, never>()
// of never, nothing
exactly<Shape.Add<never, 1>, never>()
exactly<Shape.Subtract<1, never>, never>()
