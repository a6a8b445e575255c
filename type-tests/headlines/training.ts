// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says when a model, an objective and data do not fit.
import { pipe } from 'fp-ts/lib/function.js'
import { Autoencoder, Data, DiagonalNormal, Elbo, type Engine, Evaluate, Key, Layer, type Model, Optimizer, T, Train, Vae } from 'shapebound'

declare const anything: any
declare const which: boolean
declare const engine: Engine.Engine
declare const noData: readonly number[]
const key = Key.from(7)
const encoder = Layer.sequence(Layer.dense(256, 50), Layer.tanh, Layer.normalHead(50, 5))
const decoder = Layer.sequence(Layer.dense(5, 50), Layer.tanh, Layer.bernoulliHead(256))
const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(5) })
const plain = Autoencoder.make({
  encoder: Layer.sequence(Layer.dense(256, 5)),
  decoder: Layer.sequence(Layer.dense(5, 256)),
})
const { binary: data, grey } = Data.sprites({ key, size: 16 })
const larger = Data.sprites({ key }).binary
const perhapsGrey: Data.Dataset<readonly [256], 'binary' | 'unitInterval'> = data
const common = { optimizer: Optimizer.adam(), epochs: 1, key } as const
const withLabels = pipe(
  Elbo.elbo,
  Elbo.plus(
    Elbo.term({
      name: 'log q(y|x)',
      axes: ['batch'],
      sense: 'gain',
      needs: ['labels'],
      nats: (supplied: { readonly labels: T.Tensor<readonly ['batch']> }) => supplied.labels,
    }),
  ),
)
const otherPrior = Elbo.term({
  name: 'other',
  axes: ['batch'],
  sense: 'gain',
  needs: ['x'],
  nats: (supplied: { readonly x: T.Tensor<readonly ['batch']> }) => supplied.x,
})
const player = Train.player({ name: 'q', objective: Elbo.elbo, moves: ['encoder'], optimizer: Optimizer.adam() })
const again = Train.player({ name: 'r', objective: Elbo.elbo, moves: ['decoder', 'encoder'], optimizer: Optimizer.adam() })
const idle = Train.player({ name: 'idle', objective: Elbo.elbo, moves: [], optimizer: Optimizer.adam() })
const halfKl = Elbo.elboWithBeta(0.5)

// -----------------------------------------------------------------------------
// the objective
// -----------------------------------------------------------------------------

Train.fit({ ...common, model, data, objective: withLabels }) //! the model does not supply labels <- objective:
Train.fit({
  ...common,
  model,
  objective: withLabels, //! the model does not supply labels <- objective:
  data,
})
Train.fit({ ...common, model: plain, data, objective: Elbo.elbo }) //! the model does not supply <- objective:
Train.fit({ ...common, model, data, objective: otherPrior }) //! the model supplies another type for: x <- objective:
Train.fit({ ...common, model, data, objective: Elbo.minimize(Elbo.squaredError) }) //! the model does not supply reconstruction <- objective:
Train.fit({ ...common, model, data, objective: Elbo.kl }) //! the objective must be a gain, not a cost; use Elbo.minimize <- objective:
Train.fit({ ...common, model, data, objective: Elbo.logLikelihood }) //! the objective has the axes [samples, batch] but must have [batch] or none; average over the others <- objective:
Train.fit({ ...common, model, data, objective: 'elbo' }) //! the objective is not a term <- objective:
Train.fit({ ...common, model, data, objective: anything }) //! the objective is any <- {

// -----------------------------------------------------------------------------
// the data
// -----------------------------------------------------------------------------

Train.fit({ ...common, model, objective: Elbo.elbo, data: grey }) //! the likelihood is over binary data but the data is unitInterval <- data:
Train.fit({ ...common, model, objective: Elbo.elbo, data: perhapsGrey }) //! the likelihood is over binary data but the data is unitInterval <- data:
Train.fit({ ...common, model, objective: Elbo.elbo, data: which ? data : grey }) //! the likelihood is over binary data but the data is unitInterval <- data:
Train.fit({ ...common, model, objective: Elbo.elbo, data: larger }) //! the model takes examples of [256] but the data has [400] <- data:
Train.fit({ ...common, model, objective: Elbo.elbo, data: noData }) //! the data is not a data set <- data:
Train.fit({ ...common, model, objective: Elbo.elbo, data: anything }) //! the data is any <- {
Train.fit({ ...common, model, objective: Elbo.elbo, data, validation: anything }) //! the validation is any <- {
Train.play({ epochs: 1, key, model, data: anything, players: [player] }) //! the data is any <- {
Evaluate.objective({ model: anything, params: anything, data, key, engine, objective: Elbo.elbo }) //! the model is any <- {
Train.fit({ ...common, model, objective: Elbo.elbo, data, validation: grey }) //! the likelihood is over binary data but the validation data is unitInterval <- validation:
Train.fit({ ...common, model, objective: Elbo.elbo, data, validation: larger }) //! the model takes examples of [256] but the validation data has [400] <- validation:
Train.fit({ ...common, model, objective: Elbo.elbo, data, validation: noData }) //! the validation data is not a data set <- validation:

// -----------------------------------------------------------------------------
// the model and the options
// -----------------------------------------------------------------------------

Train.fit({ ...common, model: encoder, objective: Elbo.elbo, data }) //! the model is not a model <- model:
Train.fit({ ...common, model: which ? model : plain, objective: Elbo.elbo, data }) //! the model is a union; pass one <- model:
Train.fit({ ...common, model: anything, objective: Elbo.elbo, data }) //! the model is any <- {
Train.fit({ ...common, model, objective: Elbo.elbo, data, optimizer: 'adam' }) //! Type 'string' is not assignable to type 'Optimizer' <- optimizer:
Train.fit({ ...common, model, objective: Elbo.elbo, data, patience: 'five' }) //! Type 'string' is not assignable to type 'number' <- patience:
Train.fit({ ...common, model, objective: Elbo.elbo, data, patiense: 5 }) //! 'patiense' <- patiense:
Train.fit({ model, objective: Elbo.elbo, data, epochs: 1, key }) //!~ Property 'optimizer' is missing in type <- {

// -----------------------------------------------------------------------------
// bounds and other objectives
// -----------------------------------------------------------------------------

declare const params: Parameters<typeof Evaluate.bound<typeof model, typeof Elbo.elbo, typeof data>>[0]['params']
const measured = { model, params, data, key, engine } as const
Evaluate.bound({ ...measured, bound: halfKl }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: Elbo.elboWithBeta(0.999) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: Elbo.elboWithBeta(4 as number) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: pipe(Elbo.elbo, Elbo.sum('batch')) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: Elbo.elboWithBeta(0.5 as 0.5 | 4) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: pipe(Elbo.logWeight, Elbo.average('batch'), Elbo.logMeanExp('samples')) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: pipe(Elbo.logLikelihood, Elbo.average('samples')) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: withLabels }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: pipe(Elbo.logWeight, Elbo.logMeanExp('batch')) }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: Elbo.logWeight }) //! the objective has the axes [samples, batch] but must have [batch] or none; average over the others <- bound:
Evaluate.bound({ ...measured, bound: 'elbo' }) //! the bound is not a term <- bound:
Evaluate.bound({ ...measured, bound: anything }) //! the bound is any <- {
Evaluate.bound({ ...measured, bound: Elbo.elbo, data: grey }) //! the likelihood is over binary data but the data is unitInterval <- data:
Evaluate.bound({ ...measured, bound: Elbo.elbo, data: larger }) //! the model takes examples of [256] but the data has [400] <- data:
Evaluate.bound({ ...measured, bound: Elbo.elbo, params: null }) //! null <- params:

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

Train.fit({ ...common, model, data, objective: Elbo.elbo, samples: 5, patience: 3, batch: 64, engine, validation: data })
Train.fit({ ...common, model, data, objective: halfKl })
Train.fit({ ...common, model, data: Data.Binarize.relaxed(grey), objective: Elbo.elbo, validation: data })
Train.fit({ ...common, model, data, objective: Elbo.iwae(Elbo.logWeight) })
Train.fit({ ...common, model: plain, data, objective: Elbo.minimize(Elbo.squaredError) })
Train.fit({ ...common, model: plain, data: grey, objective: Elbo.minimize(Elbo.squaredError) })
Train.fit({ ...common, model, data: Data.Binarize.relaxed(grey), objective: Elbo.elbo })
Evaluate.bound({ ...measured, bound: Elbo.elbo })
Evaluate.bound({ ...measured, bound: Elbo.elboWithBeta(4) })
Evaluate.bound({ ...measured, bound: Elbo.elboByMonteCarlo })
Evaluate.bound({ ...measured, bound: Elbo.iwae(Elbo.logWeight) })

Train.play({ epochs: 1, key, model, data, players: [player, again] })
Train.play({ epochs: 1, key, model, data, players: [player, again], order: 'in turn' })

// -----------------------------------------------------------------------------
// the players
// -----------------------------------------------------------------------------

Train.play({ epochs: 1, key, model, data, players: [] }) //! play: there are no players <- players:
Train.play({ epochs: 1, key, model, data, players: [player, idle] }) //! play: player idle moves nothing <- idle
Train.play({ epochs: 1, key, model, data, players: [player, again], order: 'at once' }) //! play: encoder is moved twice at once: let the players move in turn <- again
Train.play({ epochs: 1, key, model, data, order: 'at once', players: [again, player] }) //! play: encoder is moved twice at once: let the players move in turn <- player]

// -----------------------------------------------------------------------------
// what a term needs
// -----------------------------------------------------------------------------

const own = { name: 'own', axes: ['batch'], sense: 'cost' } as const
const kl = ({ posterior, prior }: Elbo.HasPosterior & { readonly prior: unknown }) => pipe(posterior.mean, T.square, T.sum('latent'), (cost) => (prior ? cost : cost))
declare const names: ('posterior' | 'prior')[]
Elbo.term({ ...own, needs: ['posterior'], nats: kl }) //! term own: nats reads prior, which needs does not name <- needs:
Elbo.term({ ...own, needs: [], nats: kl }) //! which needs does not name <- needs:
Elbo.term({ ...own, needs: ['posterior', 'prior', 'z'], nats: kl }) //! term own: needs names z, which nats does not read <- needs:
Elbo.term({ ...own, needs: names, nats: kl }) //! term own: needs is known only when the program runs: it must name what nats reads <- needs:
Elbo.term({ ...own, needs: ['prior', 'posterior'], nats: kl })

// -----------------------------------------------------------------------------
// the event of a user's own model and data
// -----------------------------------------------------------------------------

const ownModel = { name: 'own', over: 'real', supplies: [], init: () => null, supply: () => () => ({}) } as const
const ownData = { name: 'own', support: 'real', count: 4, picture: null, rows: () => new Float32Array(8) } as const
export const model49: Model<readonly [49], 'real', null, object> = { ...ownModel, event: [{ dim: 48, size: 48 }] } //! Type '48' is not assignable to type '49' <- dim
export const modelOf: Model<readonly ['features'], 'real', null, object> = { ...ownModel, event: [{ dim: 'feature', size: 48 }] } //! Type '"feature"' is not assignable to type '"features"' <- dim
export const modelRank: Model<readonly [7, 7], 'real', null, object> = { ...ownModel, event: [{ dim: 7, size: 7 }] } //! is not assignable to type 'readonly [EventSize<7>, EventSize<7>]' <- event:
export const data49: Data.Dataset<readonly [49], 'real'> = { ...ownData, shape: [49], event: [{ dim: 48, size: 48 }] } //! Type '48' is not assignable to type '49' <- dim
export const dataOf: Data.Dataset<readonly ['n', 2], 'real'> = { ...ownData, shape: ['n', 2], event: [{ dim: 'n', size: 2 }, { dim: 2, size: 2 }] }
export const modelRight: Model<readonly [7, 'n'], 'real', null, object> = { ...ownModel, event: [{ dim: 7, size: 7 }, { dim: 'n', size: 3 }] }

// -----------------------------------------------------------------------------
// records that nothing has checked
// -----------------------------------------------------------------------------

Train.fit(anything) //! is not assignable to parameter of type 'never' <- anything
Train.fit(JSON.parse('{}')) //! is not assignable to parameter of type 'never' <- JSON.parse
Train.play(anything) //! is not assignable to parameter of type 'never' <- anything
Vae.make(anything) //! is not assignable to parameter of type 'never' <- anything
Autoencoder.make(anything) //! is not assignable to parameter of type 'never' <- anything
Evaluate.bound(anything) //! is not assignable to parameter of type 'never' <- anything
Evaluate.objective(anything) //! is not assignable to parameter of type 'never' <- anything
