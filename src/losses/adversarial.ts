/** How far codes are from the prior, by a network that tells them from draws of it. */

import { child } from '../random/key.js'
import * as T from '../tensors/index.js'
import type { HasPrior, HasSamples } from './atoms.js'
import { drawsOfPrior } from './discrepancy.js'
import { formula } from './formula.js'
import { latexText } from './notation.js'
import { atom, type HasKey } from './term.js'
import { byLogit, type HasDiscriminator, halfLogRight, logitOf, type NetworkOffer } from './totalCorrelation.js'

const NOTE = 'How far codes are from the prior, for a network that tells them apart: 0 is not at all.'

/**
 * The divergence `KL(q(z) || p(z))` of all codes from the prior, estimated by the logit of a discriminator, which is the logarithm of
 * their ratio where it is the best one: a cost. The model has it by `Vae.beside`.
 *
 * `Elbo.priorDiscrimination` of the same name trains it, as another player. It is the penalty of an adversarial autoencoder.
 *
 * Axes: samples, batch. Units: nats per example. Range: any number; not negative in expectation, under the best discriminator.
 * Source: Mescheder, Nowozin and Geiger, "Adversarial Variational Bayes", arXiv:1701.04722, proposition 1, for all codes together.
 */
export const marginalKl = <const Name extends NetworkOffer>(name: Name) =>
  atom('+marginal kl', {
    ...byLogit(name),
    title: 'KL divergence of all codes, estimated',
    note: NOTE,
  })

/**
 * `-log(1 - d(z))` of each code, with `d` the probability that it is a code and not a draw from the prior: a cost, and the penalty of
 * the adversarial Wasserstein autoencoder. Its gradient does not vanish where the discriminator is sure.
 *
 * Axes: samples, batch. Units: nats per example. Range: never negative; log 2 where the discriminator cannot tell.
 * Source: Tolstikhin et al., "Wasserstein Auto-Encoders", arXiv:1711.01558, algorithm 1.
 */
export const adversarialPenalty = <const Name extends NetworkOffer>(name: Name) =>
  atom('+adversarial penalty', {
    axes: ['samples', 'batch'] as const,
    sense: 'cost',
    needs: ['z', 'networks'],
    formula: formula(`-log(1 - ${name}(z))`, `-\\log(1 - ${latexText(name)}(z))`),
    title: 'Adversarial penalty',
    note: 'How sure a network is that codes are not drawn from the prior: 0.69 is not at all.',
    nats: (supplied: HasSamples & HasDiscriminator<Name>) => T.softplus(logitOf(supplied, name, supplied.z)),
  })

/**
 * How well a discriminator tells codes from draws of the prior, as its mean log-probability of being right: a gain, and the
 * objective of a player that moves it alone. No gradient goes to the codes.
 *
 * Axes: samples, batch. Units: nats per example. Range: never positive; -log 2 for one that cannot tell.
 * Source: Tolstikhin et al., arXiv:1711.01558, algorithm 1; Makhzani et al., "Adversarial Autoencoders", arXiv:1511.05644, section 2.
 */
export const priorDiscrimination = <const Name extends NetworkOffer>(name: Name) =>
  atom('+discrimination of the prior', {
    axes: ['samples', 'batch'] as const,
    sense: 'gain',
    needs: ['z', 'prior', 'networks', 'key'],
    formula: formula(
      `(log ${name}(z) + log(1 - ${name}(z of the prior))) / 2`,
      `\\frac12 (\\log ${latexText(name)}(z) + \\log(1 - ${latexText(name)}(z_{\\mathrm{prior}})))`,
    ),
    title: 'Discrimination',
    note: 'How well codes are told from draws of the prior: -0.69 is not at all, and 0 always.',
    nats: (supplied: HasSamples & HasPrior & HasDiscriminator<Name> & HasKey) => {
      const z = T.stopGradient(supplied.z)
      const drawn = drawsOfPrior(child(name)(supplied.key), z)
      return halfLogRight(logitOf(supplied, name, z), logitOf(supplied, name, drawn))
    },
  })
