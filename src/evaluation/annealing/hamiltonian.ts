/** Hamiltonian transitions: chains of latents that move along the slope of a density and leave it as it is. */

import { pipe } from 'fp-ts/lib/function.js'
import { normal, uniform } from '../../random/index.js'
import { child, type Key } from '../../random/key.js'
import * as T from '../../tensors/index.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The latents of several chains of each example. */
export type Chains = T.Tensor<readonly ['samples', 'batch', 'latent']>

type PerChain = T.Tensor<readonly ['samples', 'batch']>

type Scalar = T.Tensor<readonly []>

/** The log-densities that chains move between: of the prior, and of the data given the latents. Units: nats. */
export interface Densities {
  readonly prior: (z: Chains) => PerChain
  readonly likelihood: (z: Chains) => PerChain
}

/** Where chains are, the power that the likelihood has, and how far a leap goes. */
export interface Place {
  readonly z: Chains
  readonly temperature: Scalar
  readonly step: Scalar
}

/** Where chains have come to, with the log-likelihood of where they were. */
export interface Moved {
  readonly z: Chains
  readonly likelihood: PerChain
  /** 1 for a chain that has moved, 0 for one that has stayed; of one that moves several times the share of these. */
  readonly accepted: PerChain
}

// -----------------------------------------------------------------------------
// one transition
// -----------------------------------------------------------------------------

const total = (values: PerChain): Scalar => pipe(values, T.sum('samples'), T.sum('batch'))

/** The log-density at a place, its slope, and the log-likelihood. */
const slopeAt = ({ prior, likelihood }: Densities, { z, temperature }: Omit<Place, 'step'>) => {
  const { gradient, rest } = T.valueAndGradient((at: Chains) => {
    const own = likelihood(at)
    const log: PerChain = pipe(own, T.mul(temperature), T.same.add(prior(at)))
    return [total(log), { log, likelihood: own }] as const
  })(z)
  return { gradient, ...rest }
}

const kinetic = (momentum: Chains): PerChain => pipe(momentum, T.square, T.sum('latent'), T.mulScalar(0.5))

/** How far a leap of each chain goes: longer or shorter by up to a fifth, so that no chain comes back to where it was, turn by turn. */
type Steps = T.Tensor<readonly ['samples', 'batch', 1]>

const stepsOf = (step: Scalar, sizes: readonly number[], key: Key): Steps =>
  pipe(
    uniform(key)({ shape: ['samples', 'batch'] as const, sizes: sizes.slice(0, 2) }),
    T.mulScalar(0.4),
    T.addScalar(0.8),
    T.mul(step),
    T.expand(2),
  )

/** Moves a tensor along another. */
const along =
  (step: Steps, by: Chains) =>
  (from: Chains): Chains =>
    pipe(by, T.mul(step), T.same.add(from))

/**
 * A transition of Hamiltonian Monte Carlo that leaves `p(z) p(x|z)^temperature` as it is: so many leaps with a momentum that is drawn,
 * taken back where the energy has grown by more than chance allows, or is not a number.
 *
 * Shapes: `['samples', 'batch', 'latent'] -> ['samples', 'batch', 'latent']`. A pure function: an engine runs it.
 * Source: Neal, "MCMC Using Hamiltonian Dynamics", arXiv:1206.1901, section 3.2 and its figure 2.
 */
export const transition =
  (densities: Densities, leaps: number) =>
  ({ z, temperature, step: length }: Place, key: Key): Moved => {
    const { shape, sizes } = z
    const step = stepsOf(length, sizes, child('step')(key))
    const drawn: Chains = normal(child('momentum')(key))({ shape, sizes } as never) as Chains // safe: the shape is that of z
    const before = slopeAt(densities, { z, temperature })
    const half = T.mulScalar(0.5)(step)
    let [place, momentum, now] = [z, along(half, before.gradient)(drawn), before]
    for (let leap = 1; leap <= leaps; leap++) {
      place = along(step, momentum)(place)
      now = slopeAt(densities, { z: place, temperature })
      momentum = along(leap === leaps ? half : step, now.gradient)(momentum)
    }
    const gained: PerChain = pipe(
      now.log,
      T.same.sub(before.log),
      T.same.sub(kinetic(momentum)),
      T.same.add(kinetic(drawn)),
    )
    const chance = uniform(child('chance')(key))({ shape: ['samples', 'batch'] as const, sizes: sizes.slice(0, 2) })
    // what is not a number is not greater
    const accepted: PerChain = pipe(gained, T.greater(T.log(chance)))
    return {
      z: pipe(accepted, T.expand(2), T.where(place, z)) as Chains,
      likelihood: before.likelihood,
      accepted,
    }
  }
