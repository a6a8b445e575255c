/** What must not compile: `npm test` fails where one of these lines has no error. */

import { Data, DiagonalNormal, Dim, Elbo, Key, Layer, Optimizer, Recipe, Vae } from 'shapebound'
import { modelOf } from './my-vae.js'

const model = modelOf({ hidden: 64, latent: 8 })

// -----------------------------------------------------------------------------
// a latent of the wrong size
// -----------------------------------------------------------------------------

const { encoder } = model
const code = Dim.named('code', 8)

// @ts-expect-error vae: encoder gives a latent [latent] but the decoder takes [code]
Vae.make({ encoder, decoder: Layer.sequence(Layer.bernoulliHead(code, 256)), prior: DiagonalNormal.standard(code) })

const three = Layer.sequence(Layer.normalHead(256, 3))
const four = Layer.sequence(Layer.bernoulliHead(4, 256))

// @ts-expect-error vae: encoder gives a latent [3] but the decoder takes [4]
Vae.make({ encoder: three, decoder: four, prior: DiagonalNormal.standard(3) })

// -----------------------------------------------------------------------------
// data of the wrong size
// -----------------------------------------------------------------------------

const larger = Data.sprites({ key: Key.from(1), count: 8, size: 20 }).binary
const rest = { model, objective: Elbo.elbo, optimizer: Optimizer.adam() }

// @ts-expect-error the model takes examples of [256] but the data has [400]
Recipe.experiment({ ...rest, data: larger, test: larger })
