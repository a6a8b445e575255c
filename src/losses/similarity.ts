/** Examples and what is decoded, compared by the features of a network beside the model, and told apart by a discriminator of these. */

import { pipe } from 'fp-ts/lib/function.js'
import { child } from '../random/key.js'
import type { OwnName } from '../shapes/hint.js'
import * as T from '../tensors/index.js'
import type { HasData, HasMeanAt, HasPrior, HasSamples } from './atoms.js'
import { drawsOfPrior } from './discrepancy.js'
import { type Examples, examplesOf } from './examples.js'
import { formula } from './formula.js'
import { latexText } from './notation.js'
import { atom, type HasKey } from './term.js'
import { type HasNetworks, type NetworkOffer, networkOf } from './totalCorrelation.js'

// -----------------------------------------------------------------------------
// what a model supplies
// -----------------------------------------------------------------------------

type Features = T.Tensor<readonly ['samples', 'batch', 'similarity']>
type FeatureNetwork = (x: Examples) => Features
type Logits = T.Tensor<readonly ['samples', 'batch', 1]>

/** A network of examples, applied: their features, on an axis that is named `similarity`. */
export interface HasSimilarity<Name extends string> extends HasNetworks<{ readonly [Each in Name]: FeatureNetwork }> {}

/** A network of such features with one result, applied: the logit that they are of an example, and not of what is decoded. */
export interface HasFeatureDiscriminator<Name extends string>
  extends HasNetworks<{ readonly [Each in Name]: (of: Features) => Logits }> {}

/** The name of the network of features, as one is written. */
export type SimilarityOffer = 'similarity' | OwnName

/** The names of both networks. */
interface Names {
  readonly similarity: string
  readonly discriminator: string
}

/** What both terms of the discriminator read. */
type Reads<Similarity extends string, Discriminator extends string> = HasSamples &
  HasMeanAt &
  HasPrior &
  HasKey &
  HasSimilarity<Similarity> &
  HasFeatureDiscriminator<Discriminator>

// -----------------------------------------------------------------------------
// what is compared
// -----------------------------------------------------------------------------

/** What is decoded of the codes of a batch, and of as many draws from the prior. */
const decoded = ({ z, meanAt, key }: HasSamples & HasMeanAt & HasKey, discriminator: string) => ({
  ofCodes: meanAt(z),
  ofPrior: meanAt(drawsOfPrior(child(discriminator)(key), z)),
})

/** The logit of a discriminator for what it is shown. */
const logitsOf =
  (features: HasSimilarity<string>, discriminators: HasFeatureDiscriminator<string>, names: Names) =>
  (shown: Examples) =>
    pipe(shown, networkOf(features, names.similarity), networkOf(discriminators, names.discriminator), T.squeeze(2))

// -----------------------------------------------------------------------------
// terms
// -----------------------------------------------------------------------------

/**
 * `|D(x) - D(E[x|z])|² / 2`, of the features D of a network beside the model: a cost, in the place of an error of the numbers of x. But for
 * a constant it is minus the log-density of `D(x)` under a normal distribution of variance 1 around those of what is decoded.
 *
 * The network gives an axis that is named `similarity`: `Dim.named('similarity', 64)`.
 *
 * Axes: samples, batch. Range: never negative.
 * Source: Larsen, Sønderby, Larochelle and Winther, "Autoencoding beyond pixels using a learned similarity metric", arXiv:1512.09300,
 * equations 7 and 8.
 *
 * @example
 * learnedError('similarity').formula.text
 * //=> '|similarity(x) - similarity(E[x|z])|²/2'
 */
export const learnedError = <const Name extends SimilarityOffer>(name: Name) =>
  atom('+learned error', {
    axes: ['samples', 'batch'] as const,
    sense: 'cost',
    needs: ['x', 'z', 'meanAt', 'networks'],
    formula: formula(
      `|${name}(x) - ${name}(E[x|z])|²/2`,
      `\\frac12 \\lVert ${latexText(name)}(x) - ${latexText(name)}(\\mathbb{E}[x|z]) \\rVert^2`,
    ),
    title: 'Learned error',
    unit: 'squared features',
    note: 'How far what is decoded is from its example to the features of a network: 0 is the same to it.',
    nats: (supplied: HasData & HasSamples & HasMeanAt & HasSimilarity<Name>) => {
      const features = networkOf<FeatureNetwork>(supplied, name)
      const [own, made] = [features(examplesOf(supplied)), features(supplied.meanAt(supplied.z))]
      return pipe(own, T.same.sub(made), T.square, T.sum('similarity'), T.mulScalar(0.5))
    },
  })

/**
 * How well a discriminator tells examples from what is decoded of their codes and of draws from the prior, as its mean log-probability of
 * being right about the three: a gain, and the objective of a player that moves it and the features. No gradient goes to the decoder.
 *
 * Axes: samples, batch. Units: nats per example. Range: never positive; -log 2 for one that always says a half.
 * Source: Larsen et al., arXiv:1512.09300, algorithm 1, a third of L_GAN.
 */
export const exampleDiscrimination = <
  const Similarity extends SimilarityOffer,
  const Discriminator extends NetworkOffer,
>(
  similarity: Similarity,
  discriminator: Discriminator,
) =>
  atom('+discrimination of examples', {
    axes: ['samples', 'batch'] as const,
    sense: 'gain',
    needs: ['x', 'z', 'meanAt', 'prior', 'networks', 'key'],
    formula: formula(
      `(log d(x) + log(1 - d(E[x|z])) + log(1 - d(E[x|z of the prior]))) / 3`,
      '\\frac13 (\\log d(x) + \\log(1 - d(\\mathbb{E}[x|z])) + \\log(1 - d(\\mathbb{E}[x|z_{\\mathrm{prior}}])))',
    ),
    title: 'Discrimination of examples',
    note: 'How well examples are told from what is decoded: -0.69 is not at all, and 0 always.',
    nats: (supplied: Reads<Similarity, Discriminator> & HasData) => {
      const logit = logitsOf(supplied, supplied, { similarity, discriminator })
      const { ofCodes, ofPrior } = decoded(supplied, discriminator)
      const wrong = pipe(examplesOf(supplied), logit, T.negate, T.softplus)
      const taken = [ofCodes, ofPrior].map((made) => pipe(made, T.stopGradient, logit, T.softplus))
      return pipe(
        taken.reduce((sum, each) => pipe(sum, T.same.add(each)), wrong),
        T.mulScalar(-1 / 3),
      )
    },
  })

/**
 * `-log d` of what is decoded of codes and of draws from the prior, with `d` the probability that it is an example: a cost, of which half
 * is for each, and what the decoder has against the discriminator. Its gradient does not vanish where the discriminator is sure, as
 * that of `log(1 - d)` does.
 *
 * Axes: samples, batch. Units: nats per example. Range: never negative; log 2 where the discriminator cannot tell.
 * Source: Larsen et al., arXiv:1512.09300, algorithm 1, in the form of Goodfellow et al., "Generative Adversarial Networks",
 * arXiv:1406.2661, section 3.
 */
export const examplePenalty = <const Similarity extends SimilarityOffer, const Discriminator extends NetworkOffer>(
  similarity: Similarity,
  discriminator: Discriminator,
) =>
  atom('+penalty of a discrimination of examples', {
    axes: ['samples', 'batch'] as const,
    sense: 'cost',
    needs: ['z', 'meanAt', 'prior', 'networks', 'key'],
    formula: formula(
      '-(log d(E[x|z]) + log d(E[x|z of the prior])) / 2',
      '-\\frac12 (\\log d(\\mathbb{E}[x|z]) + \\log d(\\mathbb{E}[x|z_{\\mathrm{prior}}]))',
    ),
    title: 'Penalty of what is decoded',
    note: 'How sure a network is that what is decoded is no example: 0.69 is not at all.',
    nats: (supplied: Reads<Similarity, Discriminator>) => {
      const logit = logitsOf(supplied, supplied, { similarity, discriminator })
      const { ofCodes, ofPrior } = decoded(supplied, discriminator)
      const unlike = (made: Examples) => pipe(made, logit, T.negate, T.softplus)
      return pipe(unlike(ofCodes), T.same.add(unlike(ofPrior)), T.mulScalar(0.5))
    },
  })
