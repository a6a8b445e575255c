// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import { Autoencoder, DiagonalNormal, Elbo, type Engine, Evaluate, Key, Layer, Optimizer, Train, Vae } from 'shapebound'
import { exactly } from '../exactly.js'

// a record that is given whole is not `any`, but any other: in the call, in a variable, and spread
declare const anything: any
declare const engine: Engine.Engine
declare const data: Parameters<typeof Train.fit<typeof model, typeof Elbo.elbo, unknown>>[0]['data']
const encoder = Layer.sequence(Layer.dense(64, 32), Layer.normalHead(3))
const decoder = Layer.sequence(Layer.dense(3, 32), Layer.bernoulliHead(64))
const parts = { encoder, decoder, prior: DiagonalNormal.standard(3) }
const model = Vae.make(parts)
exactly<ReturnType<typeof made>, typeof model>()
const made = () => Vae.make({ ...parts })
export const options = { model, objective: Elbo.elbo, optimizer: Optimizer.adam(), epochs: 1, key: Key.from(1) }

// @ts-expect-error any
Train.fit(anything)
// @ts-expect-error any
Train.fit(JSON.parse('{}'))
// @ts-expect-error any
Train.play(anything)
// @ts-expect-error any
Vae.make(anything)
// @ts-expect-error any
Autoencoder.make(anything)
// @ts-expect-error any
Evaluate.bound(anything)
// @ts-expect-error any
Evaluate.objective(anything)
void [data, engine]
