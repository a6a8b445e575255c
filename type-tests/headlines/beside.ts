// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to networks beside a model, and to terms that draw.
import { pipe } from 'fp-ts/lib/function.js'
import { Data, DiagonalNormal, Elbo, Evaluate, Joint, Key, Layer, Optimizer, Random, type T, Train, Vae } from 'shapebound'

declare const which: boolean
const { bernoulliHead, dense, normalHead, sequence, tanh } = Layer
const encoder = sequence(dense(256, 50), tanh, normalHead(5))
const decoder = sequence(dense(5, 50), tanh, bernoulliHead(256))
const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(5) })
const joint = Vae.of({
  p: Joint.of(Joint.variable('z', DiagonalNormal.standard(5)), Joint.variable('x', decoder, 'z')),
  q: Joint.of(Joint.given('x', [256]), Joint.variable('z', encoder, 'x')),
})
const discriminator = sequence(dense(5, 64), tanh, dense(64, 1))
const key = Key.from(7)
const { binary: data } = Data.sprites({ key, size: 16 })
const optimizer = Optimizer.adam()
const common = { data, optimizer, epochs: 1, key } as const

// -----------------------------------------------------------------------------
// networks
// -----------------------------------------------------------------------------

Vae.beside({ discriminator: 3 }) //! beside: the network discriminator is not a network <- discriminator
Vae.beside({ discriminator: dense(5, 1) }) //! beside: the network discriminator is not a network <- discriminator
Vae.beside({ discriminator: encoder }) //! beside: the network discriminator gives a DiagonalNormal but must give a Tensor <- discriminator
Vae.beside({ discriminator: sequence(Layer.inputs({ a: [2], b: [3] }), Layer.concat('a', 'b'), dense(1)) }) //! beside: the network discriminator must take one event of numbers and give one <- discriminator
Vae.beside({ discriminator: sequence(Layer.indices(5), Layer.embedding(2)) }) //! beside: the network discriminator must take one event of numbers and give one <- discriminator
Vae.beside({ discriminator: sequence(dense(5, 4), Layer.dropout(0.1), normalHead(2)) }) //! beside: the network discriminator gives a DiagonalNormal but must give a Tensor <- discriminator
Vae.beside({ state: discriminator }) //! beside: the name state is that of the states of networks: give the network another name <- state
Vae.beside({ discriminator: which ? discriminator : sequence(dense(5, 1)) }) //! beside: the network discriminator is a union; pass one <- discriminator

// -----------------------------------------------------------------------------
// models
// -----------------------------------------------------------------------------

Vae.beside({ discriminator })({}) //! beside: the model is not a model <- {}
Vae.beside({ encoder: discriminator })(model) //! beside: the model has a part encoder: give the network another name <- model
Vae.beside({ q: discriminator })(joint) //! beside: the model has a part q: give the network another name <- joint

// -----------------------------------------------------------------------------
// terms
// -----------------------------------------------------------------------------

const [factor, factorJoint] = [Vae.beside({ discriminator })(model), Vae.beside({ discriminator })(joint)]
const wide = Vae.beside({ discriminator: sequence(dense(7, 1)) })(model)
const twoLogits = Vae.beside({ discriminator: sequence(dense(5, 2)) })(joint)
const adversary = pipe(Elbo.discrimination('discriminator'), Elbo.average('samples'))
const tc = pipe(Elbo.totalCorrelation('discriminator'), Elbo.average('samples'))

Train.fit({ ...common, model, objective: adversary }) //! the model does not supply networks <- objective
Train.fit({ ...common, model: wide, objective: adversary }) //! the model supplies another type for: networks <- objective
Train.fit({ ...common, model: twoLogits, objective: adversary }) //! the model supplies another type for: networks <- objective
Train.fit({ ...common, model: factor, objective: pipe(Elbo.discrimination('critic'), Elbo.average('samples')) }) //! the model supplies another type for: networks <- objective
pipe(Elbo.elbo, Elbo.plus(tc)) //! is a cost: subtract it <- tc
pipe(Elbo.elbo, Elbo.minus(Elbo.totalCorrelation('discriminator'))) //!~ terms of different axes: [batch] and [samples, batch] <- Elbo.minus
Train.play({ ...common, model: factor, players: [
  Train.player({ name: 'd', objective: adversary, moves: ['critic'], optimizer }), //! player d moves critic: the model has no such part <- Train.player
] })
declare const params: { readonly params: Parameters<typeof Evaluate.bound<typeof factor, typeof Elbo.elbo, typeof data>>[0]['params'] }
Evaluate.bound({ ...params, model: factor, data, key, bound: pipe(Elbo.elbo, Elbo.minus(tc)) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound

// -----------------------------------------------------------------------------
// terms that draw
// -----------------------------------------------------------------------------

Elbo.term({
  name: 'noise', axes: ['batch'], sense: 'gain',
  needs: ['x'], //! term noise: nats reads key, which needs does not name <- needs
  nats: ({ x, key }: Elbo.HasKey & { readonly x: T.Tensor<readonly ['batch', 'features']> }) => Random.normal(key)({ shape: ['batch'], sizes: [x.sizes[0] ?? 1] }),
})
const noise = Elbo.term({
  name: 'noise', axes: ['batch'], sense: 'gain', needs: ['x', 'key'],
  nats: ({ x, key }: Elbo.HasKey & { readonly x: T.Tensor<readonly ['batch', 'features']> }) => Random.normal(key)({ shape: ['batch'], sizes: [x.sizes[0] ?? 1] }),
})
const seed = Elbo.term({
  name: 'seed', axes: [], sense: 'gain', needs: ['key'],
  nats: ({ key }: { readonly key: number }) => Random.normal(Key.from(key))({ shape: [], sizes: [] }),
})
Train.fit({ ...common, model, objective: seed }) //! the model supplies another type for: key <- objective

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

Train.fit({ ...common, model, objective: noise })
Train.play({ ...common, model: factor, players: [
  Train.player({ name: 'vae', objective: pipe(Elbo.elbo, Elbo.minus(tc)), moves: ['encoder', 'decoder'], optimizer }),
  Train.player({ name: 'discriminator', objective: adversary, moves: ['discriminator'], optimizer }),
] })
Train.fit({ ...common, model: factorJoint, objective: pipe(Elbo.elbo, Elbo.minus(tc)) })
const critical = sequence(Layer.spectralNorm(5, 64), tanh, Layer.dropout(0.2), dense(64, 1))
const normed = Vae.make({ encoder: sequence(dense(256, 50), Layer.batchNorm(), tanh, normalHead(5)), decoder, prior: DiagonalNormal.standard(5) })
const criticized = Vae.beside({ discriminator: critical })(normed)
Train.play({ ...common, model: criticized, players: [
  Train.player({ name: 'vae', objective: pipe(Elbo.elbo, Elbo.minus(tc)), moves: ['encoder', 'decoder'], optimizer }),
  Train.player({ name: 'discriminator', objective: adversary, moves: ['discriminator'], optimizer }),
] })
Train.fit({ ...common, model: Vae.beside({ discriminator: critical })(joint), objective: pipe(Elbo.elbo, Elbo.minus(tc)) })
declare const own: ReturnType<typeof criticized.init>
const [_u, _mean]: [T.Tensor<readonly [64]>, T.Tensor<readonly [50]>] = [own.state.discriminator[0].u, own.state.encoder[1].mean]
Train.play({ ...common, model: criticized, players: [
  Train.player({ name: 'd', objective: adversary, moves: ['state'], optimizer }), //! player d moves state: that of networks moves as they run, and no player moves it <- Train.player
] })
