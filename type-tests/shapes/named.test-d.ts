// biome-ignore-all lint/suspicious/noExplicitAny: what any does is the subject
import { Dim, type Shape } from 'shapebound'
import { expectType } from 'tsd'

declare const some: string
declare const wide: number
declare const several: 'a' | 'b'

expectType<Shape.Size<'latent'>>(Dim.named('latent', wide))
expectType<Shape.Size<784>>(Dim.literal(784))

// @ts-expect-error the name is known only when the program runs
Dim.named(some, 20)
// @ts-expect-error the name is one of several
Dim.named(several, 20)
// @ts-expect-error a name is not a number
Dim.named('20', 20)
// @ts-expect-error a literal is a literal
Dim.literal(wide)
// @ts-expect-error a size is above 0
Dim.literal(0)

// a user's function that is generic in a name takes the size, which has passed its check
export const twice = <Name extends string>(size: Shape.Size<Name>): readonly [Shape.Size<Name>, Shape.Size<Name>] => [
  size,
  size,
]
expectType<readonly [Shape.Size<'latent'>, Shape.Size<'latent'>]>(twice(Dim.named('latent', 20)))

declare const anything: any
// @ts-expect-error a name of any
Dim.named(anything, 20)
// @ts-expect-error a literal of any
Dim.literal(anything)
