import type { Shape } from 'shapebound'
import { exactly } from '../exactly.js'

// literals, names, mixed
exactly<Shape.Sum<20, 10>, 30>()
exactly<Shape.Sum<'latent', 10>, 'latent+10'>()
exactly<Shape.Sum<10, 'latent'>, 'latent+10'>()
exactly<Shape.Sum<'latent', 'labels'>, 'latent+labels'>()
exactly<Shape.Sum<Shape.Sum<'latent', 10>, 5>, 'latent+15'>()
exactly<Shape.Difference<28, 4>, 24>()
exactly<Shape.Difference<'height', 2>, 'height-2'>()
exactly<Shape.Difference<Shape.Sum<'height', 2>, 2>, 'height'>()

// a sum is one factor of a product
exactly<Shape.Product<readonly ['latent+10', 2]>, '(latent+10)*2'>()

// impossible, or of never
exactly<Shape.Difference<4, 28>, never>()
exactly<Shape.Sum<never, 1>, never>()
exactly<Shape.Difference<never, 1>, never>()
