/** Every distribution, as programs. */

import { pipe } from 'fp-ts/lib/function.js'
import { Bernoulli, DiagonalNormal, Kl, StandardNormal } from '../../src/distributions/index.js'
import type { Key } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import type * as T from '../../src/tensors/index.js'
import { bits, type Case, of, type Sizes, some } from './case.js'

type X = T.Tensor<readonly ['batch', 'n']>
type Many = T.Tensor<readonly ['samples', 'batch', 'n']>
type Normal = { readonly mean: X; readonly logVariance: X }
type Rows = readonly ['n']

const normalOf = ({ mean, logVariance }: Normal) => DiagonalNormal.make<'batch', Rows>(mean, logVariance)
const bernoulliOf = (logits: X) => Bernoulli.make<'batch', Rows>(logits)

export const distributionCases = (sizes: Sizes): readonly Case[] => {
  const given = some(sizes)
  const x = given(['batch', 'n'], 21)
  const normal = { mean: given(['batch', 'n'], 22), logVariance: given(['batch', 'n'], 23) }
  const other = { mean: given(['batch', 'n'], 24), logVariance: given(['batch', 'n'], 25) }
  const z = given(['samples', 'batch', 'n'], 26)
  const logits = given(['batch', 'n'], 27)
  const prior = DiagonalNormal.standard(named('n', sizes.n))
  const q = <Out>(name: string, program: (q: ReturnType<typeof normalOf>, key: Key) => Out): Case =>
    of<Normal>(name, { inputs: normal }, (at, key) => program(normalOf(at), key))
  const p = <Out>(name: string, program: (p: ReturnType<typeof bernoulliOf>, key: Key) => Out): Case =>
    of<X>(name, { inputs: logits }, (at, key) => program(bernoulliOf(at), key))
  return [
    of<{ q: Normal; z: Many }>('DiagonalNormal.logProb', { inputs: { q: normal, z } }, (at) =>
      DiagonalNormal.logProb(normalOf(at.q))<readonly ['samples']>(at.z),
    ),
    q('DiagonalNormal.make', ({ mean, logVariance }) => [mean, logVariance]),
    q('DiagonalNormal.entropy', DiagonalNormal.entropy),
    q('DiagonalNormal.standardDeviation', DiagonalNormal.standardDeviation),
    q('DiagonalNormal.sample', (distribution, key) =>
      DiagonalNormal.sample(key, 'samples', sizes.samples)(distribution),
    ),
    q('DiagonalNormal.sampleWithLogProb', (distribution, key) =>
      DiagonalNormal.sampleWithLogProb(key, 'samples', sizes.samples)(distribution),
    ),
    q('DiagonalNormal.flattenEvent', (distribution) =>
      DiagonalNormal.entropy(DiagonalNormal.flattenEvent('event')(distribution)),
    ),
    of<{ q: Normal; x: X }>('DiagonalNormal.family', { inputs: { q: normal, x } }, (at, key) => [
      DiagonalNormal.family.logProb(normalOf(at.q))(at.x),
      DiagonalNormal.family.mean(normalOf(at.q)),
      DiagonalNormal.family.sample(key)(normalOf(at.q)),
    ]),
    of<Many>('StandardNormal.logProb', { inputs: z }, (at) =>
      StandardNormal.logProb(prior)<readonly ['samples', 'batch']>(at),
    ),
    of<null>('StandardNormal.sample', { inputs: null, differentiable: false }, (_, key) =>
      StandardNormal.sample(key, 'batch', sizes.batch)(prior),
    ),
    of<null>('StandardNormal.flattenEvent', { inputs: null, differentiable: false }, (_, key) =>
      pipe(prior, StandardNormal.flattenEvent('event'), StandardNormal.sample(key, 'batch', sizes.batch)),
    ),
    of<null>('StandardNormal.standard', { inputs: null, differentiable: false }, (_, key) =>
      pipe(DiagonalNormal.standard(3), StandardNormal.sample(key, 'batch', sizes.batch)),
    ),
    of<{ logits: X; x: X }>('Bernoulli.logProb', { inputs: { logits, x: bits(x) } }, (at) =>
      Bernoulli.logProb(bernoulliOf(at.logits))(at.x),
    ),
    p('Bernoulli.make', (distribution) => distribution.logits),
    p('Bernoulli.mean', Bernoulli.mean),
    p('Bernoulli.entropy', Bernoulli.entropy),
    p('Bernoulli.flattenEvent', (distribution) => Bernoulli.entropy(Bernoulli.flattenEvent('event')(distribution))),
    p('Bernoulli.mode', Bernoulli.mode),
    p('Bernoulli.draw', (distribution, key) => Bernoulli.draw(key, 'samples', sizes.samples)(distribution)),
    of<{ logits: X; z: Many }>('Bernoulli.logProbOfSamples', { inputs: { logits, z: bits(z) } }, (at) =>
      Bernoulli.logProbOfSamples(bernoulliOf(at.logits))<readonly ['samples']>(at.z),
    ),
    p('Bernoulli.standard', (distribution) => Kl.closedForm(distribution, Bernoulli.standard(named('n', sizes.n)))),
    of<{ logits: X; x: X }>(
      'Bernoulli.family',
      { inputs: { logits, x: bits(x) }, differentiable: false },
      (at, key) => [
        Bernoulli.family.logProb(bernoulliOf(at.logits))(at.x),
        Bernoulli.family.mean(bernoulliOf(at.logits)),
        Bernoulli.family.sample(key)(bernoulliOf(at.logits)),
      ],
    ),
    q('Kl.toStandardNormal', Kl.toStandardNormal(prior)),
    q('DiagonalNormal.klToStandardPerDimension', DiagonalNormal.klToStandardPerDimension),
    q('Kl.closedFormOf', (distribution) => Kl.closedFormOf(distribution, prior)),
    q('Kl.toStandardNormalPerDimension', Kl.toStandardNormalPerDimension),
    of<{ q: Normal; p: Normal }>('Kl.toDiagonalNormal', { inputs: { q: normal, p: other } }, (at) =>
      Kl.toDiagonalNormal(normalOf(at.p))(normalOf(at.q)),
    ),
  ]
}
