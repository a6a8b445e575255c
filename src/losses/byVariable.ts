/** Terms of one variable of a model of several: the KL divergence of a latent, the log-likelihood of what is observed. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import * as T from '../tensors/index.js'
import { closedKl, variable } from './asks.js'
import { formula } from './formula.js'
import { latexText } from './notation.js'
import { atom } from './term.js'

// -----------------------------------------------------------------------------
// what a model supplies
// -----------------------------------------------------------------------------

/** A number for every sample of every example, in nats. */
type PerSample = T.Tensor<readonly ['samples', 'batch']>

/** A KL divergence in closed form, in nats: for every sample of what it depends on, and the mean over these. */
export interface ClosedKl {
  readonly perSample: PerSample
  readonly mean: T.Tensor<readonly ['batch']>
}

/** The KL divergence of each latent that has one in closed form. */
export interface HasKls<Names extends string = string> {
  readonly kls: { readonly [Name in Names]: ClosedKl }
}

/** `log p` of each latent at its samples, given what p draws it from. */
export interface HasLogPriors<Names extends string = string> {
  readonly logPriors: { readonly [Name in Names]: PerSample }
}

/** `log q` of each latent at its samples, given what q draws it from. */
export interface HasLogPosteriors<Names extends string = string> {
  readonly logPosteriors: { readonly [Name in Names]: PerSample }
}

/** `log p` of each observed variable, given what p draws it from. */
export interface HasLogLikelihoods<Names extends string = string> {
  readonly logLikelihoods: { readonly [Name in Names]: PerSample }
}

/** `log q` of latents at what the data has of them, given what q draws them from. */
export interface HasLogPosteriorsAtData<Names extends string = string> {
  readonly logPosteriorsAtData: { readonly [Name in Names]: PerSample }
}

/** The samples of the latents, for terms of a user. */
export interface HasLatents<Latents> {
  readonly latents: Latents
}

declare const closed: unique symbol

/** The KL divergence of a latent in closed form: only for the compiler, which refuses a model that has none. */
export interface HasClosedKlOf<Name extends string> extends HasKls<Name> {
  readonly [closed]?: { readonly [Each in Name]: true } | undefined
}

/** The latents whose KL divergence something needs in closed form. */
export type ClosedKlsNeeded<Needs> = typeof closed extends keyof Needs
  ? keyof NonNullable<Needs[typeof closed & keyof Needs]> & string
  : never

/** What is supplied of a variable. Errors: a `ShapeError` where there is none of its name, which a cast let through. */
const own = <Value>(all: { readonly [name: string]: Value }, name: string): Value =>
  all[name] ?? refuse(`the model has no ${name}`)

// -----------------------------------------------------------------------------
// terms
// -----------------------------------------------------------------------------

/** How the KL divergence of a variable reads. */
const klFormula = (name: string) =>
  formula(`KL(q(${name}) || p(${name}))`, `\\mathrm{KL}(q(${latexText(name)}) \\,\\|\\, p(${latexText(name)}))`)

const klCaption = (name: string) => ({
  title: `KL divergence of ${name}`,
  note: `The KL divergence of ${name} is what its code costs, and is never negative.`,
})

/**
 * The KL divergence of one latent in closed form, given what p and q draw it from, as the mean over the samples of these: a cost.
 *
 * The sum over all latents is the KL divergence of the joint distributions.
 *
 * Axes: batch. Units: nats per example. Range: never negative.
 * Errors: a latent without a closed form is refused where the model and the objective meet.
 * Source: the chain rule of relative entropy: Cover and Thomas, "Elements of Information Theory", 2nd edition, theorem 2.5.3.
 */
export const klOf = <const Name extends string>(name: Name) =>
  atom(`+kl of ${name}` as const, {
    axes: ['batch'] as const,
    sense: 'cost',
    needs: ['kls'],
    asks: [variable('kls', name), closedKl(name)],
    formula: klFormula(name),
    ...klCaption(name),
    nats: (supplied: HasClosedKlOf<Name>) => own<ClosedKl>(supplied.kls, name).mean,
  })

/**
 * The KL divergence of one latent in closed form, for every sample of what it depends on: a cost.
 *
 * Axes: samples, batch. Units: nats per example. Range: never negative. Errors and source: as `klOf`.
 */
export const klPerSampleOf = <const Name extends string>(name: Name) =>
  atom(`+kl of ${name}` as const, {
    axes: ['samples', 'batch'] as const,
    sense: 'cost',
    needs: ['kls'],
    asks: [variable('kls', name), closedKl(name)],
    formula: klFormula(name),
    ...klCaption(name),
    nats: (supplied: HasClosedKlOf<Name>) => own<ClosedKl>(supplied.kls, name).perSample,
  })

/**
 * `E_q[log q - log p]` of one latent by the samples, whatever its distributions: a cost.
 *
 * It is a KL divergence, and so not negative in expectation, only where `klOf` may be asked for. The sum over all latents
 * always is.
 *
 * Axes: batch. Units: nats per example. Range: any number. Source: as `klOf`.
 */
export const klByMonteCarloOf = <const Name extends string>(name: Name) =>
  atom(`+log q - log p of ${name}` as const, {
    axes: ['batch'] as const,
    sense: 'cost',
    needs: ['logPriors', 'logPosteriors'],
    asks: [variable('logPriors', name)],
    formula: formula(
      `E_q[log q(${name}) - log p(${name})]`,
      `\\mathbb{E}_q[\\log q(${latexText(name)}) - \\log p(${latexText(name)})]`,
    ),
    title: `KL divergence of ${name}, estimated`,
    nats: (supplied: HasLogPriors<Name> & HasLogPosteriors<Name>) =>
      pipe(
        own<PerSample>(supplied.logPosteriors, name),
        T.same.sub(own<PerSample>(supplied.logPriors, name)),
        T.mean('samples'),
      ),
  })

/**
 * `log p` of one observed variable, given what p draws it from: a gain. With a weight other than that of the rest, it is not a bound.
 *
 * Axes: samples, batch. Units: nats per example. Source: Kingma and Welling, arXiv:1312.6114, equation 7.
 */
export const logLikelihoodOf = <const Name extends string>(name: Name) =>
  atom(`+log p of ${name}` as const, {
    axes: ['samples', 'batch'] as const,
    sense: 'gain',
    needs: ['logLikelihoods'],
    asks: [variable('logLikelihoods', name)],
    formula: formula(`log p(${name}|z)`, `\\log p(${latexText(name)}|z)`),
    title: `Reconstruction of ${name}`,
    note: `The log-likelihood of ${name} says how well it is explained by z: higher is better.`,
    nats: (supplied: HasLogLikelihoods<Name>) => own<PerSample>(supplied.logLikelihoods, name),
  })

/**
 * `log q` of a latent at its value in the data, averaged over the samples that q draws it from: a gain.
 *
 * A part of a model of several has it for what another part is shown: `q(label|x)` at the label, which no bound of an image
 * with its label moves.
 *
 * Axes: batch. Units: nats per example. Errors: a model without it is refused where it and the objective meet.
 * Source: Kingma, Rezende, Mohamed and Welling, "Semi-supervised Learning with Deep Generative Models", arXiv:1406.5298,
 * equation 9.
 */
export const logPosteriorAtData = <const Name extends string>(name: Name) =>
  atom(`+log q of ${name} at the data` as const, {
    axes: ['batch'] as const,
    sense: 'gain',
    needs: ['logPosteriorsAtData'],
    asks: [variable('logPosteriorsAtData', name)],
    formula: formula(`log q(${name}|x)`, `\\log q(${latexText(name)}|x)`),
    title: `Prediction of ${name}`,
    note: `The log-probability that q gives to the ${name} of the data: higher is better.`,
    nats: (supplied: HasLogPosteriorsAtData<Name>) =>
      T.mean('samples')(own<PerSample>(supplied.logPosteriorsAtData, name)),
  })
