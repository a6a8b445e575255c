/** The total correlation of the latents, by a network that tells their samples from permuted ones. */

import { pipe } from 'fp-ts/lib/function.js'
import { child } from '../random/key.js'
import { permuteRows } from '../random/permuteRows.js'
import { refuse } from '../shapes/defect.js'
import type { OwnName } from '../shapes/hint.js'
import * as T from '../tensors/index.js'
import type { HasSamples } from './atoms.js'
import { formula } from './formula.js'
import { latexText } from './notation.js'
import { atom, type HasKey } from './term.js'

// -----------------------------------------------------------------------------
// what a model supplies
// -----------------------------------------------------------------------------

/** The samples of all latents, side by side along one axis. */
type Codes = HasSamples['z']

/** A network of the latents with one result, applied: the logit that a code is a sample, and not a permuted one. */
export type Discriminator = (z: Codes) => T.Tensor<readonly ['samples', 'batch', 1]>

/** Networks beside a model, applied, by their names. */
export interface HasNetworks<out Networks> {
  readonly networks: Networks
}

/** A discriminator beside a model, by its name. */
export interface HasDiscriminator<Name extends string>
  extends HasNetworks<{ readonly [Each in Name]: Discriminator }> {}

type Logits = T.Tensor<readonly ['samples', 'batch']>

/** A network by its name. Internal. Errors: a `ShapeError` where there is none of the name, as under a sum over a latent. */
export const networkOf = <Network>(
  { networks }: Partial<HasNetworks<Readonly<Record<string, Network>>>>,
  name: string,
): Network => networks?.[name] ?? refuse(`the model has no network ${name}`)

/** The logit of each code. Internal. Errors: as those of `networkOf`. */
export const logitOf = (supplied: Partial<HasDiscriminator<string>>, name: string, z: Codes) =>
  pipe(z, networkOf(supplied, name), T.squeeze(2))

/** The logit of a discriminator for each sample: of the best one, the logarithm of a ratio of densities. Internal. */
export const byLogit = <const Name extends string>(name: Name) => ({
  axes: ['samples', 'batch'] as const,
  sense: 'cost' as const,
  needs: ['z', 'networks'] as const,
  formula: formula(
    `log ${name}(z) / (1 - ${name}(z))`,
    `\\log \\frac{${latexText(name)}(z)}{1 - ${latexText(name)}(z)}`,
  ),
  nats: (supplied: HasSamples & HasDiscriminator<Name>) => logitOf(supplied, name, supplied.z),
})

/** Half the log-probability of being right about what is so and what is not, of their logits. Internal. */
export const halfLogRight = (is: Logits, isNot: Logits): Logits =>
  // log sigmoid(t) = -softplus(-t)
  pipe(T.softplus(isNot), T.same.add(pipe(is, T.negate, T.softplus)), T.mulScalar(-0.5))

// -----------------------------------------------------------------------------
// terms
// -----------------------------------------------------------------------------

/** The name of a network, as one is written. */
export type NetworkOffer = 'discriminator' | OwnName

/**
 * The total correlation `KL(q(z) || Π_j q(z_j))` of the latents under all data, estimated by the logit of a discriminator, which
 * is the logarithm of their ratio where it is the best one: a cost. The model has it by `Vae.beside`.
 *
 * `Elbo.discrimination` of the same name trains it, as another player.
 *
 * Axes: samples, batch. Units: nats per example. Range: any number; not negative in expectation, under the best discriminator.
 * Source: Kim and Mnih, "Disentangling by Factorising", arXiv:1802.05983, equation 3.
 */
export const totalCorrelation = <const Name extends NetworkOffer>(name: Name) =>
  atom('+total correlation', {
    ...byLogit(name),
    title: 'Total correlation, estimated',
    note: 'The total correlation says how far the latents are from independent: 0 is independent.',
  })

/**
 * How well a discriminator tells codes from permuted ones, as its mean log-probability of being right: a gain, and the objective of
 * a player that moves it alone. No gradient goes to the codes.
 *
 * The codes that are permuted are those of the batch itself, each dimension by itself, by the key of the term: the paper takes a
 * second batch.
 *
 * Axes: samples, batch. Units: nats per example. Range: never positive; -log 2 for one that cannot tell.
 * Source: Kim and Mnih, "Disentangling by Factorising", arXiv:1802.05983, algorithm 2.
 */
export const discrimination = <const Name extends NetworkOffer>(name: Name) =>
  atom('+discrimination', {
    axes: ['samples', 'batch'] as const,
    sense: 'gain',
    needs: ['z', 'networks', 'key'],
    formula: formula(
      `(log ${name}(z) + log(1 - ${name}(permuted z))) / 2`,
      `\\frac12 (\\log ${latexText(name)}(z) + \\log(1 - ${latexText(name)}(\\mathrm{permuted}\\ z)))`,
    ),
    title: 'Discrimination',
    note: 'How well codes are told from permuted ones: -0.69 is not at all, and 0 always.',
    nats: (supplied: HasSamples & HasDiscriminator<Name> & HasKey) => {
      const z = T.stopGradient(supplied.z)
      const permuted = permuteRows(child(name)(supplied.key))(z)
      return halfLogRight(logitOf(supplied, name, z), logitOf(supplied, name, permuted))
    },
  })
