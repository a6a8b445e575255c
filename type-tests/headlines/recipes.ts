// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says when the parts of a recipe do not fit.
import * as TE from 'fp-ts/lib/TaskEither.js'
import { Data, DiagonalNormal, Elbo, Key, Layer, Optimizer, Recipe, Train, Vae } from 'shapebound'

declare const anything: any
const model = Vae.make({
  encoder: Layer.sequence(Layer.dense(256, 50), Layer.tanh, Layer.normalHead(50, 5)),
  decoder: Layer.sequence(Layer.dense(5, 50), Layer.tanh, Layer.bernoulliHead(50, 256)),
  prior: DiagonalNormal.standard(5),
})
const other = Vae.make({
  encoder: Layer.sequence(Layer.normalHead(256, 5)),
  decoder: Layer.sequence(Layer.bernoulliHead(5, 256)),
  prior: DiagonalNormal.standard(5),
})
const { binary, grey } = Data.sprites({ key: Key.from(7), size: 16 })
const larger = Data.sprites({ key: Key.from(7) }).binary
const optimizer = Optimizer.adam()
const common = { model, optimizer } as const
const objective = Elbo.elbo
const reconstructs = Elbo.minimize(Elbo.squaredError)
const q = Train.player({ name: 'q', objective, moves: ['encoder'], optimizer })
const r = Train.player({ name: 'r', objective, moves: ['discriminator'], optimizer })
const parts = {
  name: 'mine',
  paper: 'a paper',
  about: 'a model',
  data: { names: ['sprites'], load: () => TE.right(binary) },
} as const

// -----------------------------------------------------------------------------
// experiments
// -----------------------------------------------------------------------------

Recipe.experiment({ ...common, data: binary, test: binary, objective: reconstructs }) //! the model does not supply reconstruction <- objective:
Recipe.experiment({ ...common, objective, test: binary, data: grey }) //! the likelihood is over binary data but the data is unitInterval <- data:
Recipe.experiment({ ...common, objective, data: binary, test: grey }) //! the likelihood is over binary data but the test data is unitInterval <- test:
Recipe.experiment({ ...common, objective, test: binary, data: larger }) //! the model takes examples of [256] but the data has [400] <- data:
Recipe.experiment({ ...common, objective, data: binary, test: larger }) //! the model takes examples of [256] but the test data has [400] <- test:
Recipe.experiment({ ...common, objective, data: binary, test: binary, measure: reconstructs }) //! the model does not supply reconstruction <- measure:
Recipe.experiment({ ...common, objective, data: anything, test: binary }) //! the data is any <- { ...common
Recipe.experiment({ ...common, objective: anything, data: binary, test: binary }) //! the objective is any <- { ...common
Recipe.experiment({ optimizer, model: 3, objective, data: binary, test: binary }) //! the model is not a model <- model:
Recipe.game({ model, data: binary, test: binary, players: [q, r] }) //! player r moves discriminator: the model has no such part <- r]
Recipe.game({ model, data: binary, test: binary, players: [] }) //! play: there are no players <- players:
Recipe.game({ model, data: grey, test: binary, players: [q] }) //! the likelihood is over binary data but the data is unitInterval <- data:

// -----------------------------------------------------------------------------
// recipes
// -----------------------------------------------------------------------------

Recipe.make({ ...parts, options: { seed: Recipe.whole({ default: 1, about: 'mine' }) }, build: ({ data }) => Recipe.experiment({ ...common, objective, data, test: data }) }) //! recipe: every recipe has the option seed: give it another name <- seed:
Recipe.make({ ...parts, options: {}, build: ({ data, options }) => Recipe.experiment({ ...common, objective, data, test: data, optimizer: Optimizer.adam({ learningRate: options.rate }) }) }) //! Property 'rate' does not exist on type <- rate
Recipe.make({ ...parts, options: {}, build: () => Recipe.experiment({ ...common, objective, data: grey, test: binary }) }) //! the likelihood is over binary data but the data is unitInterval <- data:
Recipe.choice(['relu', 'tanh'], { default: 'selu', about: 'the nonlinearity' }) //! Type '"selu"' is not assignable to type <- default:
Recipe.experiment({ ...common, objective, data: binary, test: binary, looks: Recipe.ofVae(other) }) //! the looks are of another model <- looks:
Recipe.experiment({ ...common, objective, data: binary, test: binary, looks: 3 }) //! the looks are made by Recipe.ofVae <- looks:
