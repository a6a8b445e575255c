/** What an engine runs: transitions of chains, draws of a prior, and examples that a model makes. */

import type { LatentKind, LikelihoodKind } from '../../distributions/family.js'
import { type AnyPrior, drawPrior, logPriorOf } from '../../distributions/priors.js'
import type { Engine } from '../../engines/engine.js'
import type { HasLogLikelihoodAt } from '../../losses/atoms.js'
import { inEvaluation } from '../../models/vae/environment.js'
import { child, type Key } from '../../random/key.js'
import type { AnyShape } from '../../shapes/dim.js'
import type { AnyTensor } from '../../tensors/tensor.js'
import type { Host } from '../../tensors/tree.js'
import { orThrow } from '../../training/errors.js'
import type { Batch } from '../../training/examples.js'
import { suppliedOn } from '../../training/supplied.js'
import type { Move } from './chains.js'
import { type Densities, transition as leap, type Moved, type Place } from './hamiltonian.js'
import { change, flip, transition as metropolis } from './metropolis.js'
import type { Annealable, Erased } from './options.js'

type Inputs = Place & { readonly params: unknown; readonly x: Batch }

type Supplied = HasLogLikelihoodAt & { readonly prior: AnyPrior }

/** Whether chains leap, so far as is to be found: in real numbers. In bits and classes they change one at a time. */
export const isLeaping = ({ model: { posterior } }: Pick<Erased, 'model'>): boolean => posterior.over === 'real'

type Transition = (place: Place, key: Key) => Moved

/** What moves chains of the latents of a model between densities. */
const transitionOf = (given: Erased): ((densities: Densities) => Transition) => {
  const { model, leaps } = given
  if (isLeaping(given)) return (densities) => leap(densities, leaps)
  const propose = model.posterior.over === 'binary' ? flip : change(model.encoder.output.at(-1)?.size as number) // safe: classes are an axis
  return (densities) => metropolis(densities, propose, leaps)
}

/** One transition of the chains of a batch. */
export const mover = (given: Erased, engine: Engine) => {
  const { model, chains } = given
  const transition = transitionOf(given)
  const program = engine.run(({ params, x, ...place }: Inputs, key: Key) => {
    const beside = { key: child('supply')(key), samples: chains, mode: 'evaluation' } as const
    const supplied: Supplied = suppliedOn(model)(params, x, beside)
    // read here: what is worked out within a gradient is gone after it, and a learned prior is worked out once
    const { prior, logLikelihoodAt: likelihood } = supplied
    const densities = { prior: (z: Place['z']) => logPriorOf(prior)({ z }), likelihood }
    return transition(densities)(place, child('move')(key))
  })
  return (params: Host<unknown>, x: Host<Batch>): Move =>
    (place, key) =>
      program({ ...place, params, x } as Host<Inputs>, key)
}

/** The prior of a model at its parameters, as draws. */
const drawn = ({ prior, ...model }: Annealable, params: unknown, key: Key, count: number) => {
  const { encode, decode } = inEvaluation<AnyShape, AnyShape, LatentKind, LikelihoodKind>(model, params, key)
  // safe: the parameters are those of the model
  const own = (params as { readonly prior?: unknown }).prior
  const z = drawPrior(child('z')(key), 'rows', count)<AnyShape>(prior as never, own, encode)
  return { z, decode }
}

/** Latents from the prior, as many as are asked for. */
export const priorDraws =
  ({ model, params }: Erased, engine: Engine) =>
  async (count: number, key: Key): Promise<Float32Array> => {
    const program = engine.run((given: { readonly params: unknown }, own: Key) => ({
      z: drawn(model, given.params, own, count).z as AnyTensor,
    }))
    return (await orThrow(program({ params } as never, key))).z.values
  }

/** Examples that the model makes, with the latents that they are made from. */
export const simulated = async ({ model, params, key }: Erased, engine: Engine, count: number) => {
  const program = engine.run((given: { readonly params: unknown }, own: Key) => {
    const { z, decode } = drawn(model, given.params, own, count)
    const x = model.likelihood.sample(child('x')(own))<'rows', AnyShape>(decode(z as never) as never)
    return { z: z as AnyTensor, x: x as AnyTensor }
  })
  return orThrow(program({ params } as never, child('simulated')(key)))
}
