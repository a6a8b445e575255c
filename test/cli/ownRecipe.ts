/** A recipe of somebody's own, in TypeScript: enum and type annotations are no JavaScript. */
export const OWN_RECIPE = `
import { Data, DiagonalNormal, Dim, Elbo, Key, Layer, Optimizer, Recipe, Vae } from 'shapebound'

enum Side { Pixels = 8 }

export default Recipe.make({
  name: 'my-vae',
  paper: 'mine, 2026',
  about: 'a small one',
  options: {
    latent: Recipe.whole({ default: 2, from: 1, about: 'dimensions of mine' }),
    deep: Recipe.flag({ about: 'deeper' }),
  },
  settings: { epochs: 1, batch: 64 },
  data: {
    names: ['small-sprites'],
    load: ({ key }: Recipe.DataRequest) => async () => ({
      _tag: 'Right' as const,
      right: Data.sprites({ key: Key.child('train')(key), count: 256, size: Side.Pixels }).binary as any,
    }),
  },
  build: ({ options, data }) => {
    const latent = Dim.named('latent', options.latent)
    const model = Vae.make({
      encoder: Layer.sequence(Layer.normalHead(64, latent)),
      decoder: Layer.sequence(Layer.bernoulliHead(latent, 64)),
      prior: DiagonalNormal.standard(latent),
    })
    const looks = Recipe.ofVae(model)
    return Recipe.experiment({ model, objective: Elbo.elbo, data, test: data, optimizer: Optimizer.adam(), looks })
  },
})
`
