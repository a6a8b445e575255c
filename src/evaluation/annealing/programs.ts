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
import { type Place, transition } from './hamiltonian.js'
import type { Annealable, Erased } from './options.js'

type Inputs = Place & { readonly params: unknown; readonly x: Batch }

type Supplied = HasLogLikelihoodAt & { readonly prior: AnyPrior }

/** One transition of the chains of a batch. */
export const mover = ({ model, chains, leaps }: Erased, engine: Engine) => {
  const program = engine.run(({ params, x, ...place }: Inputs, key: Key) => {
    const beside = { key: child('supply')(key), samples: chains, mode: 'evaluation' } as const
    const supplied: Supplied = suppliedOn(model)(params, x, beside)
    const densities = {
      prior: (z: Place['z']) => logPriorOf(supplied.prior)({ z }),
      likelihood: supplied.logLikelihoodAt,
    }
    return transition(densities, leaps)(place, child('move')(key))
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
