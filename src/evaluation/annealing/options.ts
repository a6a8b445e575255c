/** What annealed importance sampling is given, and what it cannot be of. */

import type { Family, LatentKind, Likelihood, LikelihoodKind } from '../../distributions/family.js'
import type { AnyPart } from '../../distributions/priors.js'
import type { Engine } from '../../engines/engine.js'
import type { Key } from '../../random/key.js'
import type { Sizes } from '../../shapes/dim.js'
import type { Host } from '../../tensors/tree.js'
import { modelFault, numbersFault } from '../../training/check.js'
import type { Evaluable } from '../logLikelihood.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** How chains go from the prior to the posterior. */
export interface ChainOptions {
  /** How many chains each example has. 16 if left out. */
  readonly chains?: number
  /** How many temperatures lie above that of the prior. 100 if left out; the more, the closer to log p(x). */
  readonly temperatures?: number
  /** How many leaps a transition has, or of a latent of bits or classes how many of them may change. 10 if left out. */
  readonly leaps?: number
}

// -----------------------------------------------------------------------------
// with the types erased
// -----------------------------------------------------------------------------

/** A model with a prior, an encoder and a decoder. */
export type Annealable = Evaluable & {
  readonly prior: AnyPart
  readonly posterior: Family<LatentKind>
  readonly likelihood: Likelihood<LikelihoodKind>
  readonly encoder: { readonly output: Sizes }
  readonly decoder: unknown
}

export interface Erased extends Required<ChainOptions> {
  readonly model: Annealable
  readonly params: Host<unknown>
  readonly batch: number
  readonly key: Key
  readonly engine?: Engine
}

const DEFAULTS = { chains: 16, temperatures: 100, leaps: 10, batch: 128 }

export const erased = (options: object): Erased => ({ ...DEFAULTS, ...options }) as unknown as Erased // safe: each is itself wherever the call compiles

/** The latents that chains move in. */
const MOVED: readonly string[] = ['real', 'binary', 'oneHot']

const isVae = (model: object): boolean =>
  ['prior', 'posterior', 'likelihood', 'encoder', 'decoder'].every((part) => part in model)

/** Why chains cannot move between the latents of a model, or `null`. */
export const annealingFault = (model: object): string | null =>
  !isVae(model)
    ? 'annealed: takes a model with one prior, one encoder and one decoder: Vae.make'
    : MOVED.includes((model as Annealable).posterior.over)
      ? null
      : `annealed: moves latents that are real numbers, bits or classes, not ${(model as Annealable).posterior.over}`

export const optionsFault = ({ model, chains, temperatures: powers, leaps, batch }: Erased): string | null =>
  modelFault(model) ?? annealingFault(model) ?? numbersFault('annealed', { chains, temperatures: powers, leaps, batch })
