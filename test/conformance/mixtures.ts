/** Distributions of real numbers that are no diagonal normal ones: Laplace, of full covariance, and mixtures, as programs. */

import { pipe } from 'fp-ts/lib/function.js'
import { EvenMixture, FullNormal, Kl, Laplace, MixturePrior, NormalMixture } from '../../src/distributions/index.js'
import { standard } from '../../src/distributions/standardNormal.js'
import type { Key } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import type * as T from '../../src/tensors/index.js'
import { type Case, lower, of, type Sizes, some } from './case.js'

type X = T.Tensor<readonly ['batch', 'n']>
type Many = T.Tensor<readonly ['samples', 'batch', 'n']>
type Rows = readonly ['n']

// -----------------------------------------------------------------------------
// Laplace
// -----------------------------------------------------------------------------

type Double = { readonly mean: X; readonly logScale: X }
const laplaceOf = ({ mean, logScale }: Double) => Laplace.make<'batch', Rows>(mean, logScale)

export const laplaceCases = (sizes: Sizes): readonly Case[] => {
  const given = some(sizes)
  const distribution = { mean: given(['batch', 'n'], 121), logScale: given(['batch', 'n'], 122) }
  const other = { mean: given(['batch', 'n'], 123), logScale: given(['batch', 'n'], 124) }
  const x = given(['samples', 'batch', 'n'], 125)
  const row = given(['batch', 'n'], 126)
  const by = (name: string, program: (distribution: ReturnType<typeof laplaceOf>, key: Key) => unknown): Case =>
    of<Double>(name, { inputs: distribution }, (at, key) => program(laplaceOf(at), key))
  return [
    by('Laplace.make', ({ mean, logScale }) => [mean, logScale]),
    by('Laplace.flattenEvent', (at) => Laplace.entropy(Laplace.flattenEvent('event')(at))),
    by('Laplace.entropy', Laplace.entropy),
    by('Laplace.scale', Laplace.scale),
    by('Laplace.sample', (at, key) => Laplace.sample(key, 'samples', sizes.samples)(at)),
    by('Laplace.sampleWithLogProb', (at, key) => Laplace.sampleWithLogProb(key, 'samples', sizes.samples)(at)),
    of<{ distribution: Double; x: Many }>('Laplace.logProb', { inputs: { distribution, x } }, (at) =>
      Laplace.logProb(laplaceOf(at.distribution))<readonly ['samples']>(at.x),
    ),
    of<{ distribution: Double; row: X }>('Laplace.family', { inputs: { distribution, row } }, (at, key) => [
      Laplace.family.logProb(laplaceOf(at.distribution))(at.row),
      Laplace.family.mean(laplaceOf(at.distribution)),
      Laplace.family.sample(key)(laplaceOf(at.distribution)),
    ]),
    by('Kl.closedForm', (at) => Kl.closedForm(at, Laplace.standard(named('n', sizes.n)))),
    of<{ q: Double; p: Double }>('Kl.toLaplace', { inputs: { q: distribution, p: other } }, ({ q, p }) =>
      Kl.toLaplace(laplaceOf(p))(laplaceOf(q)),
    ),
  ]
}

// -----------------------------------------------------------------------------
// of full covariance
// -----------------------------------------------------------------------------

type Full = { readonly mean: X; readonly factor: T.Tensor<readonly ['batch', 'n', 'n']> }
const fullOf = ({ mean, factor }: Full) => FullNormal.make<'batch', Rows>(mean, factor)

export const fullCases = (sizes: Sizes): readonly Case[] => {
  const given = some(sizes)
  const distribution = { mean: given(['batch', 'n'], 131), factor: lower(given(['batch', 'n', 'n'], 132)) }
  const other = { mean: given(['batch', 'n'], 133), factor: lower(given(['batch', 'n', 'n'], 134)) }
  const x = given(['samples', 'batch', 'n'], 135)
  const row = given(['batch', 'n'], 136)
  const prior = standard(named('n', sizes.n))
  const by = (name: string, program: (distribution: ReturnType<typeof fullOf>, key: Key) => unknown): Case =>
    of<Full>(name, { inputs: distribution }, (at, key) => program(fullOf(at), key))
  const pair = (name: string, divergence: (p: Full, q: Full) => unknown): Case =>
    of<{ q: Full; p: Full }>(name, { inputs: { q: distribution, p: other } }, ({ q, p }) => divergence(p, q))
  return [
    by('FullNormal.make', ({ mean, factor }) => [mean, factor]),
    by('FullNormal.flattenEvent', (at) => FullNormal.entropy(FullNormal.flattenEvent('event')(at))),
    by('FullNormal.logDiagonal', FullNormal.logDiagonal),
    by('FullNormal.entropy', FullNormal.entropy),
    by('FullNormal.sample', (at, key) => FullNormal.sample(key, 'samples', sizes.samples)(at)),
    by('FullNormal.sampleWithLogProb', (at, key) => FullNormal.sampleWithLogProb(key, 'samples', sizes.samples)(at)),
    of<{ distribution: Full; x: Many }>('FullNormal.logProb', { inputs: { distribution, x } }, (at) =>
      FullNormal.logProb(fullOf(at.distribution))<readonly ['samples']>(at.x),
    ),
    of<{ distribution: Full; row: X }>('FullNormal.family', { inputs: { distribution, row } }, (at, key) => [
      FullNormal.family.logProb(fullOf(at.distribution))(at.row),
      FullNormal.family.mean(fullOf(at.distribution)),
      FullNormal.family.sample(key)(fullOf(at.distribution)),
    ]),
    by('Kl.fullToStandardNormal', Kl.fullToStandardNormal(prior)),
    pair('Kl.toFullNormal', (p, q) => Kl.toFullNormal(fullOf(p))(fullOf(q))),
    by('Kl.closedForm', (at) => Kl.closedForm(at, prior)),
    of<{ q: Full; p: Full }>('Kl.closedForm', { as: 'of two', inputs: { q: distribution, p: other } }, ({ q, p }) =>
      Kl.closedForm(fullOf(q), fullOf(p)),
    ),
  ]
}

// -----------------------------------------------------------------------------
// mixtures
// -----------------------------------------------------------------------------

type Mixture = {
  readonly logits: T.Tensor<readonly ['batch', 'components']>
  readonly mean: T.Tensor<readonly ['batch', 'components', 'n']>
  readonly logVariance: T.Tensor<readonly ['batch', 'components', 'n']>
}
type Prior = {
  readonly logits: T.Tensor<readonly ['components']>
  readonly mean: T.Tensor<readonly ['components', 'n']>
  readonly logVariance: T.Tensor<readonly ['components', 'n']>
}

const mixtureOf = ({ logits, mean, logVariance }: Mixture) =>
  NormalMixture.make<'batch', Rows>(logits, mean, logVariance)
const evenOf = ({ mean, logVariance }: Omit<Mixture, 'logits'>) => EvenMixture.make<'batch', Rows>(mean, logVariance)
const priorOf = ({ logits, mean, logVariance }: Prior) => MixturePrior.make<Rows>(logits, mean, logVariance)

export const mixtureCases = (sizes: Sizes): readonly Case[] => {
  const given = some(sizes)
  const distribution = {
    logits: given(['batch', 'components'], 141),
    mean: given(['batch', 'components', 'n'], 142),
    logVariance: given(['batch', 'components', 'n'], 143),
  }
  const prior = {
    logits: given(['components'], 144),
    mean: given(['components', 'n'], 145),
    logVariance: given(['components', 'n'], 146),
  }
  const x = given(['samples', 'batch', 'n'], 147)
  const row = given(['batch', 'n'], 148)
  const still = { differentiable: false } as const // draws carry no gradient, though they move with the means
  return [
    of<Mixture>('NormalMixture.make', { inputs: distribution }, (at) => mixtureOf(at).mean),
    of<Mixture>('NormalMixture.flattenEvent', { inputs: distribution }, (at) =>
      NormalMixture.mean(NormalMixture.flattenEvent('event')(mixtureOf(at))),
    ),
    of<Mixture>('NormalMixture.mean', { inputs: distribution }, (at) => NormalMixture.mean(mixtureOf(at))),
    of<Mixture>('NormalMixture.draw', { inputs: distribution, ...still }, (at, key) =>
      NormalMixture.draw(key, 'samples', sizes.samples)(mixtureOf(at)),
    ),
    of<{ distribution: Mixture; x: Many }>('NormalMixture.logProb', { inputs: { distribution, x } }, (at) =>
      NormalMixture.logProb(mixtureOf(at.distribution))<readonly ['samples']>(at.x),
    ),
    of<{ distribution: Mixture; row: X }>('NormalMixture.family', { inputs: { distribution, row } }, (at) => [
      NormalMixture.family.logProb(mixtureOf(at.distribution))(at.row),
      NormalMixture.family.mean(mixtureOf(at.distribution)),
    ]),
    of<Mixture>('NormalMixture.family', { as: 'draws', inputs: distribution, ...still }, (at, key) =>
      NormalMixture.family.sample(key)(mixtureOf(at)),
    ),
    of<Mixture>('EvenMixture.make', { inputs: distribution }, (at) => evenOf(at).mean),
    of<Mixture>('EvenMixture.flattenEvent', { inputs: distribution }, (at) =>
      EvenMixture.mean(EvenMixture.flattenEvent('event')(evenOf(at))),
    ),
    of<Mixture>('EvenMixture.mean', { inputs: distribution }, (at) => EvenMixture.mean(evenOf(at))),
    of<Mixture>('EvenMixture.sample', { inputs: distribution }, (at, key) =>
      EvenMixture.sample(key, 'samples', sizes.samples)(evenOf(at)),
    ),
    of<{ distribution: Mixture; x: Many }>('EvenMixture.logProb', { inputs: { distribution, x } }, (at) =>
      EvenMixture.logProb(evenOf(at.distribution))<readonly ['samples']>(at.x),
    ),
    of<{ distribution: Mixture; row: X }>('EvenMixture.family', { inputs: { distribution, row } }, (at, key) => [
      EvenMixture.family.logProb(evenOf(at.distribution))(at.row),
      EvenMixture.family.mean(evenOf(at.distribution)),
      EvenMixture.family.sample(key)(evenOf(at.distribution)),
    ]),
    of<X>('MixturePrior.learned', { inputs: row }, (at, key) => {
      const { logits, mean, logVariance } = MixturePrior.learned({ components: 3 })(named('n', sizes.n)).init(key)
      return MixturePrior.logProb(MixturePrior.make(logits, mean, logVariance))<readonly ['batch']>(at as never)
    }),
    of<Prior>('MixturePrior.make', { inputs: prior }, (at) => priorOf(at).mean),
    of<{ prior: Prior; x: Many }>('MixturePrior.flattenEvent', { inputs: { prior, x } }, (at) =>
      MixturePrior.logProb(MixturePrior.flattenEvent('n')(priorOf(at.prior)))<readonly ['samples', 'batch']>(at.x),
    ),
    of<{ prior: Prior; x: Many }>('MixturePrior.logProb', { inputs: { prior, x } }, (at) =>
      MixturePrior.logProb(priorOf(at.prior))<readonly ['samples', 'batch']>(at.x),
    ),
    of<Prior>('MixturePrior.draw', { inputs: prior, ...still }, (at, key) =>
      pipe(priorOf(at), MixturePrior.draw(key, 'batch', sizes.batch)),
    ),
  ]
}
