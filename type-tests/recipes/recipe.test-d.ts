// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import * as TE from 'fp-ts/lib/TaskEither.js'
import { Data, DiagonalNormal, Dim, Elbo, Key, Layer, Optimizer, Recipe, Train, Vae } from 'shapebound'
import { expectAssignable, expectNotAssignable, expectType } from 'tsd'

// options have the types of their values, and of those without a default what is missing too
expectType<Recipe.Option<number, Recipe.TakesNumbers<'whole', { default: 8; from: 1; about: 'a size' }>>>(
  Recipe.whole({ default: 8, from: 1, about: 'a size' }),
)
const given = <Value>(_: Recipe.Option<Value>): Value => ({}) as Value
expectType<number>(given(Recipe.whole({ default: 8, from: 1, about: 'a size' })))
expectType<number | undefined>(given(Recipe.whole({ from: 1, about: 'a size' })))
expectType<number>(given(Recipe.real({ default: 0.5, above: 0, to: 1, about: 'a weight' })))
expectType<number | undefined>(given(Recipe.real({ about: 'a rate' })))
expectType<'relu' | 'tanh'>(given(Recipe.choice(['relu', 'tanh'], { default: 'relu', about: 'which' })))
expectType<'relu' | 'tanh' | undefined>(given(Recipe.choice(['relu', 'tanh'], { about: 'which' })))
expectType<boolean>(given(Recipe.flag({ about: 'whether' })))
expectType<string>(given(Recipe.text({ default: '', about: 'a text' })))
expectType<string | undefined>(given(Recipe.text({ about: 'a text' })))

// a default is a value of its option, and every option says what it is for
// @ts-expect-error a number
Recipe.whole({ default: '8', about: 'a size' })
// @ts-expect-error whole: there is no above
Recipe.whole({ default: 8, above: 7, about: 'a size' })
// @ts-expect-error whole: there is no defualt
Recipe.whole({ defualt: 8, about: 'a size' })
// @ts-expect-error real: there is no form
Recipe.real({ default: 8, form: 1, about: 'a weight' })
// @ts-expect-error about is missing
Recipe.whole({ default: 8 })
// @ts-expect-error a number
Recipe.real({ default: null, about: 'a rate' })
// @ts-expect-error one of its words
Recipe.choice(['relu', 'tanh'], { default: 'elu', about: 'which' })
// @ts-expect-error one word or more
Recipe.choice([], { about: 'which' })
// @ts-expect-error it is no where it is left out
Recipe.flag({ default: true, about: 'whether' })
// @ts-expect-error a text
Recipe.text({ default: 3, about: 'a text' })

const spritesOf = (key: Key.Key) => Data.sprites({ key, count: 64, size: 8 }).binary
const sprites = { names: ['sprites'], load: ({ key }: Recipe.DataRequest) => TE.right(spritesOf(key)) } as const
const parts = { name: 'mine', paper: 'a paper', about: 'a model', data: sprites } as const
const options = {
  latent: Recipe.whole({ default: 2, from: 1, about: 'dimensions of the latent' }),
  lr: Recipe.real({ above: 0, about: 'learning rate' }),
  deep: Recipe.flag({ about: 'deeper' }),
  activation: Recipe.choice(['relu', 'tanh'], { default: 'relu', about: 'the nonlinearity' }),
}

const modelOf = (size: number) => {
  const latent = Dim.named('latent', size)
  return Vae.make({
    encoder: Layer.sequence(Layer.normalHead(64, latent)),
    decoder: Layer.sequence(Layer.bernoulliHead(latent, 64)),
    prior: DiagonalNormal.standard(latent),
  })
}
const model = modelOf(2)
const common = { model, objective: Elbo.elbo, optimizer: Optimizer.adam() } as const
const looks = Recipe.ofVae(model)
declare const experiment: Recipe.Experiment
declare const anything: any

// `build` is given the options and the data, each with its type; what comes out has none
const recipe = Recipe.make({
  ...parts,
  options,
  build: (given) => {
    expectType<number>(given.options.latent)
    expectType<number | undefined>(given.options.lr)
    expectType<boolean>(given.options.deep)
    expectType<'relu' | 'tanh'>(given.options.activation)
    expectType<Data.Dataset<readonly [64], 'binary'>>(given.data)
    // @ts-expect-error it is refused
    given.options.lantent
    return Recipe.experiment({ ...common, data: given.data, test: given.data, looks })
  },
})
expectAssignable<Recipe.Recipe>(recipe)
expectType<typeof options>(recipe.options)
expectType<readonly [string, ...string[]]>(recipe.data)

// it may be refused in words, and gives nothing else
expectAssignable<Recipe.Recipe>(Recipe.make({ ...parts, options, build: () => Recipe.refused('latent', 'too few') }))
// @ts-expect-error it is refused
Recipe.make({ ...parts, options, build: () => model })
// @ts-expect-error it is refused
Recipe.make({ ...parts, options })
// @ts-expect-error it is refused
Recipe.make({ ...parts, options: { latent: 8 }, build: () => experiment })
// @ts-expect-error it is refused
Recipe.make({ ...parts, options, data: { ...sprites, names: [] }, build: () => experiment })
// @ts-expect-error it is refused
Recipe.make({ ...parts, options, data: { names: ['sprites'], load: () => 3 }, build: () => experiment })
// @ts-expect-error it is refused
Recipe.make({ ...parts, options, settings: { epoch: 3 }, build: () => experiment })
// @ts-expect-error it is refused
Recipe.make({ ...parts, options, conflict: (given) => given.none, build: () => experiment })

// every recipe has some options of its own accord
const seed = Recipe.whole({ default: 1, about: 'mine' })
// @ts-expect-error it is refused
Recipe.make({ ...parts, options: { seed }, build: () => experiment })
// @ts-expect-error it is refused
Recipe.make({ ...parts, options: { epochs: seed }, build: () => experiment })

// the parts of an experiment fit each other, as those of `Train.fit`
const data = spritesOf(Key.from(1))
const larger = Data.sprites({ key: Key.from(1), count: 64, size: 10 }).binary
const { grey } = Data.sprites({ key: Key.from(1), count: 64, size: 8 })
expectType<Recipe.Experiment>(Recipe.experiment({ ...common, data, test: data }))
expectType<Recipe.Experiment>(Recipe.experiment({ ...common, data, test: data, measure: Elbo.elbo, looks }))
// @ts-expect-error it is refused
Recipe.experiment({ ...common, data: larger, test: data })
// @ts-expect-error it is refused
Recipe.experiment({ ...common, data, test: larger })
// @ts-expect-error it is refused
Recipe.experiment({ ...common, data: grey, test: data })
// @ts-expect-error it is refused
Recipe.experiment({ ...common, data: anything, test: data })
// @ts-expect-error it is refused
Recipe.experiment({ ...common, data })
// @ts-expect-error it is refused
Recipe.experiment({ model, objective: Elbo.elbo, data, test: data })
// @ts-expect-error it is refused
Recipe.experiment({ ...common, data, test: data, measure: Elbo.reconstruction })

// and the looks are those of the model
const deeper = Vae.make({
  encoder: Layer.sequence(Layer.dense(64, 16), Layer.tanh, Layer.normalHead(16, 2)),
  decoder: Layer.sequence(Layer.bernoulliHead(2, 64)),
  prior: DiagonalNormal.standard(2),
})
// @ts-expect-error it is refused
Recipe.experiment({ ...common, data, test: data, looks: Recipe.ofVae(deeper) })
// @ts-expect-error it is refused
Recipe.experiment({ ...common, data, test: data, looks: 3 })

// of several players each moves a part of the model
const player = { objective: Elbo.elbo, optimizer: Optimizer.adam() } as const
const recognition = Train.player({ ...player, name: 'recognition', moves: ['encoder'] })
const generation = Train.player({ ...player, name: 'generation', moves: ['decoder'] })
const nowhere = Train.player({ ...player, name: 'nowhere', moves: ['code'] })
expectType<Recipe.Experiment>(Recipe.game({ model, data, test: data, players: [recognition, generation], looks }))
// @ts-expect-error it is refused
Recipe.game({ model, data, test: data, players: [recognition, nowhere] })
// @ts-expect-error it is refused
Recipe.game({ model, data, test: data, players: [] })

// looks of conditions name the values of each
type Params = ReturnType<typeof model.init>
const kind = { kind: 'model', architecture: [] } as const
const conditions = { label: { dim: 3, names: ['a', 'b', 'c'] } } as const
const generate = () => ({ mean: anything, x: anything })
expectAssignable<Recipe.Looks<Params>>({ ...kind, given: { conditions, generate } })
expectNotAssignable<Recipe.Looks<Params>>({ ...kind, given: { conditions: { label: ['a'] }, generate } })
expectNotAssignable<Recipe.Looks<Params>>({ ...kind, given: { conditions } })
