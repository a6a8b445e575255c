import { Data, DiagonalNormal, Elbo, Key, Layer, Optimizer, Recipe, Train, Vae } from 'shapebound'
import { expectType } from 'tsd'

const model = Vae.make({
  encoder: Layer.sequence(Layer.normalHead(16, 2)),
  decoder: Layer.sequence(Layer.bernoulliHead(2, 16)),
  prior: DiagonalNormal.standard(2),
})
const data = Data.sprites({ key: Key.from(1), count: 8, size: 4 }).binary
const common = { objective: Elbo.elbo, optimizer: Optimizer.adam() }
const players = [
  Train.player({ ...common, name: 'q', moves: ['encoder'] }),
  Train.player({ ...common, name: 'p', moves: ['decoder'] }),
] as const

// the player that plays alone is one of those that there are
expectType<Recipe.Experiment>(Recipe.game({ model, players, data, test: data, local: { player: 'q', epochs: 4 } }))
// @ts-expect-error 'r' is not a player
Recipe.game({ model, players, data, test: data, local: { player: 'r', epochs: 4 } })
// @ts-expect-error epochs is missing
Recipe.game({ model, players, data, test: data, local: { player: 'q' } })
expectType<'q' | 'p'>(null as unknown as Recipe.LocalOptions<typeof players>['player'])
