import { Dim, type Shape } from 'shapebound'
import { expectAssignable, expectNotAssignable } from 'tsd'
import { exactly } from '../exactly.js'

const latent = Dim.named('latent', 20)

exactly<Shape.DimOf<784>, 784>()
exactly<Shape.DimOf<typeof latent>, 'latent'>()
exactly<Shape.ShapeOf<readonly [28, typeof latent]>, readonly [28, 'latent']>()

expectAssignable<Shape.SizeLike>(784)
expectAssignable<Shape.SizeLike>(latent)
expectNotAssignable<Shape.SizeLike>('latent')

// a size of a name is a size, and not one of another name
expectAssignable<Shape.AnySize>(latent)
expectAssignable<Shape.Sizes>([latent, Dim.literal(3)])
expectNotAssignable<Shape.Size<'batch'>>(latent)

// nor one of a dimension that nothing is known of
expectNotAssignable<Shape.Size<Shape.Dim>>(latent)
expectNotAssignable<Shape.Size<number>>(Dim.literal(3))
expectNotAssignable<Shape.Size<'latent' | 'batch'>>(latent)
