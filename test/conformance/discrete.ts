/** Distributions of bits, classes and counts, and of what lies between bits, as programs. */

import { Bernoulli, Categorical, ContinuousBernoulli, Kl, Poisson } from '../../src/distributions/index.js'
import type { Key } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import type * as T from '../../src/tensors/index.js'
import { type Case, counts, of, oneHot, type Sizes, some, unit } from './case.js'

type X = T.Tensor<readonly ['batch', 'n']>
type Many = T.Tensor<readonly ['samples', 'batch', 'n']>
type Rows = readonly ['n']
type Host = T.HostTensor<readonly ['batch', 'n']>
type Density = (logits: X) => (x: Many) => unknown

const categoricalOf = (logits: X) => Categorical.make<'batch', Rows>(logits)
const bernoulliOf = (logits: X) => Bernoulli.make<'batch', Rows>(logits)
const continuousOf = (logits: X) => ContinuousBernoulli.make<'batch', Rows>(logits)
const poissonOf = (logRates: X) => Poisson.make<'batch', Rows>(logRates)

/** What a family does, with its types erased. */
interface AnyFamily {
  readonly kind: string
  readonly logProb: (distribution: never) => (x: never) => unknown
  readonly mean: (distribution: never) => unknown
  readonly sample: (key: Key) => (distribution: never) => unknown
}

/** All that a family does, of a distribution of one tensor. */
const familyCases = (
  family: AnyFamily,
  inputs: Host,
  data: Host,
  distributionOf: (given: X) => unknown,
): readonly Case[] => [
  of<{ given: X; data: X }>(`${family.kind}.family`, { inputs: { given: inputs, data } }, (at) => [
    family.logProb(distributionOf(at.given) as never)(at.data as never),
    family.mean(distributionOf(at.given) as never),
  ]),
  of<X>(`${family.kind}.family`, { as: 'draws', inputs, differentiable: false }, (given, key) =>
    family.sample(key)(distributionOf(given) as never),
  ),
]

export const discreteCases = (sizes: Sizes): readonly Case[] => {
  const given = some(sizes)
  const logits = given(['batch', 'n'], 101)
  const other = given(['batch', 'n'], 102)
  const many = given(['samples', 'batch', 'n'], 103)
  const row = given(['batch', 'n'], 104)
  const by =
    <Distribution>(distributionOf: (logits: X) => Distribution) =>
    (name: string, program: (distribution: Distribution, key: Key) => unknown, differentiable = true): Case =>
      of<X>(name, { inputs: logits, differentiable }, (at, key) => program(distributionOf(at), key))
  const densities = (name: string, x: T.HostTensor<readonly ['samples', 'batch', 'n']>, density: Density): Case =>
    of<{ logits: X; x: Many }>(name, { inputs: { logits, x } }, (at) => density(at.logits)(at.x))
  const pair = (name: string, divergence: (p: X, q: X) => unknown): Case =>
    of<{ q: X; p: X }>(name, { inputs: { q: logits, p: other } }, ({ q, p }) => divergence(p, q))
  const [categorical, continuous, poisson] = [by(categoricalOf), by(continuousOf), by(poissonOf)]
  return [
    categorical('Categorical.make', (distribution) => distribution.logits),
    categorical('Categorical.nameClasses', (distribution) => Categorical.nameClasses(distribution).logits),
    categorical('Categorical.mean', Categorical.mean),
    categorical('Categorical.mode', Categorical.mode),
    categorical('Categorical.entropy', Categorical.entropy),
    categorical('Categorical.draw', (distribution, key) =>
      Categorical.draw(key, 'samples', sizes.samples)(distribution),
    ),
    densities(
      'Categorical.logProb',
      oneHot(many),
      (at) => Categorical.logProb(categoricalOf(at))<readonly ['samples']>,
    ),
    ...familyCases(Categorical.family, logits, oneHot(row), categoricalOf),
    continuous('ContinuousBernoulli.make', (distribution) => distribution.logits),
    continuous('ContinuousBernoulli.flattenEvent', (distribution) =>
      ContinuousBernoulli.entropy(ContinuousBernoulli.flattenEvent('event')(distribution)),
    ),
    continuous('ContinuousBernoulli.mean', ContinuousBernoulli.mean),
    continuous('ContinuousBernoulli.entropy', ContinuousBernoulli.entropy),
    continuous('ContinuousBernoulli.sample', (distribution, key) =>
      ContinuousBernoulli.sample(key, 'samples', sizes.samples)(distribution),
    ),
    continuous('ContinuousBernoulli.sampleWithLogit', (distribution, key) =>
      ContinuousBernoulli.sampleWithLogit(key, 'samples', sizes.samples)(distribution),
    ),
    densities(
      'ContinuousBernoulli.logProbOfLogit',
      many,
      (at) => ContinuousBernoulli.logProbOfLogit(continuousOf(at))<readonly ['samples']>,
    ),
    densities(
      'ContinuousBernoulli.logProb',
      unit(many),
      (at) => ContinuousBernoulli.logProb(continuousOf(at))<readonly ['samples']>,
    ),
    ...familyCases(ContinuousBernoulli.family, logits, unit(row), continuousOf),
    poisson('Poisson.make', (distribution) => distribution.logRates),
    poisson('Poisson.flattenEvent', (distribution) => Poisson.flattenEvent('event')(distribution).logRates),
    poisson('Poisson.draw', (distribution, key) => Poisson.draw(key, 'samples', sizes.samples)(distribution), false),
    poisson('Poisson.mean', Poisson.mean),
    poisson('Poisson.mode', Poisson.mode, false),
    densities('Poisson.logProb', counts(many), (at) => Poisson.logProb(poissonOf(at))<readonly ['samples']>),
    ...familyCases(Poisson.family, logits, counts(row), poissonOf),
    categorical('Kl.closedForm', (distribution) =>
      Kl.closedForm(distribution, Categorical.standard(named('n', sizes.n))),
    ),
    continuous('Kl.closedForm', (distribution) =>
      Kl.closedForm(distribution, ContinuousBernoulli.standard(named('n', sizes.n))),
    ),
    poisson('Kl.closedForm', (distribution) => Kl.closedForm(distribution, Poisson.standard(named('n', sizes.n)))),
    pair('Kl.toBernoulli', (p, q) => Kl.toBernoulli(bernoulliOf(p))(bernoulliOf(q))),
    pair('Kl.toContinuousBernoulli', (p, q) => Kl.toContinuousBernoulli(continuousOf(p))(continuousOf(q))),
    pair('Kl.toCategorical', (p, q) => Kl.toCategorical(categoricalOf(p))(categoricalOf(q))),
    pair('Kl.toPoisson', (p, q) => Kl.toPoisson(poissonOf(p))(poissonOf(q))),
  ]
}
