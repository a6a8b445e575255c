/** Metropolis transitions: chains of bits or of classes, one variable of which changes at a time, and a density stays as it is. */

import { pipe } from 'fp-ts/lib/function.js'
import { uniform } from '../../random/index.js'
import { child, type Key } from '../../random/key.js'
import { mergeClasses, splitClasses } from '../../tensors/classes.js'
import * as T from '../../tensors/index.js'
import { oneHotOfLargest } from '../../tensors/softmax.js'
import type { Chains, Densities, Moved, Place } from './hamiltonian.js'

// -----------------------------------------------------------------------------
// another value
// -----------------------------------------------------------------------------

/** Where chains could go. Every change is as likely as its way back. */
export type Propose = (z: Chains, key: Key) => Chains

/** Any of some bits becomes the other. */
export const flip: Propose = (z, key) => {
  const which = oneHotOfLargest(uniform(key)({ shape: ['samples', 'batch', 'latent'] as const, sizes: z.sizes }))
  return pipe(z, T.mulScalar(-2), T.addScalar(1), T.same.mul(which), T.same.add(z))
}

/** Any of some variables, of so many classes each, becomes any other class. */
export const change =
  (classes: number): Propose =>
  (z, key) => {
    const all = splitClasses(classes)<readonly ['samples', 'batch'], 'latent'>(z)
    const [samples = 0, batch = 0, variables = 0] = all.sizes
    const which = pipe(
      uniform(child('variable')(key))({
        shape: ['samples', 'batch', 'variables'] as const,
        sizes: [samples, batch, variables],
      }),
      oneHotOfLargest,
      T.expand(3),
    )
    const now = pipe(all, T.mul(which), T.sum('variables'))
    const next = pipe(
      uniform(child('class')(key))({
        shape: ['samples', 'batch', 'classes'] as const,
        sizes: [samples, batch, classes],
      }),
      T.same.sub(now), // noise is below 1: the class that it has is the last to be taken
      oneHotOfLargest,
      T.expand(2),
    )
    return mergeClasses('latent')<readonly ['samples', 'batch']>(pipe(which, T.where(next, all)))
  }

// -----------------------------------------------------------------------------
// one transition
// -----------------------------------------------------------------------------

/**
 * So many changes of a chain, one after the other, that leave `p(z) p(x|z)^temperature` as it is: each is made where the density grows,
 * and else with the probability that it falls by.
 *
 * Which variable changes is drawn each time, so that the transition is its own way back. It has no step: that of the place is not read.
 *
 * Shapes: `['samples', 'batch', 'latent'] -> ['samples', 'batch', 'latent']`. A pure function: an engine runs it.
 * Source: Metropolis et al., "Equation of State Calculations by Fast Computing Machines", J. Chem. Phys. 21, 1953.
 */
export const transition =
  ({ prior, likelihood }: Densities, propose: Propose, changes: number) =>
  ({ z: from, temperature }: Omit<Place, 'step'>, key: Key): Moved => {
    const before = likelihood(from)
    const logAt = (z: Chains, own: typeof before) => pipe(own, T.mul(temperature), T.same.add(prior(z)))
    let [z, log, accepted] = [from, logAt(from, before), T.zerosLike(before)]
    for (let turn = 0; turn < changes; turn++) {
      const own = child(turn)(key)
      const next = propose(z, child('change')(own))
      const nextLog = logAt(next, likelihood(next))
      const chance = uniform(child('chance')(own))({ shape: ['samples', 'batch'] as const, sizes: before.sizes })
      // what is not a number is not greater
      const taken = pipe(nextLog, T.same.sub(log), T.greater(T.log(chance)))
      z = pipe(taken, T.expand(2), T.where(next, z)) as Chains
      log = pipe(taken, T.where(nextLog, log))
      accepted = pipe(taken, T.same.add(accepted))
    }
    return { z, likelihood: before, accepted: T.mulScalar(1 / changes)(accepted) }
  }
