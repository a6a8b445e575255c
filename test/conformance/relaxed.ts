/** Relaxed distributions, at a temperature that is a tensor too, as programs. */

import { pipe } from 'fp-ts/lib/function.js'
import { RelaxedBernoulli, RelaxedCategorical } from '../../src/distributions/index.js'
import type { Key } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { above0, type Case, of, type Sizes, simplex, some, unit } from './case.js'

type X = T.Tensor<readonly ['batch', 'n']>
type Many = T.Tensor<readonly ['samples', 'batch', 'n']>
type Rows = readonly ['n']
type Distribution = { readonly logits: X; readonly temperature: T.Tensor<readonly []> }

const categoricalOf = ({ logits, temperature }: Distribution) =>
  RelaxedCategorical.make<'batch', Rows>(logits, temperature)
const bernoulliOf = ({ logits, temperature }: Distribution) => RelaxedBernoulli.make<'batch', Rows>(logits, temperature)

export const relaxedCases = (sizes: Sizes): readonly Case[] => {
  const given = some(sizes)
  const distribution = { logits: given(['batch', 'n'], 111), temperature: above0(given([], 112)) }
  const many = given(['samples', 'batch', 'n'], 113)
  const x = given(['batch', 'n'], 114)
  const of1 = (name: string, program: (distribution: Distribution, key: Key) => unknown): Case =>
    of<Distribution>(name, { inputs: distribution }, program)
  const { samples } = sizes
  return [
    of1('RelaxedCategorical.make', (at) => categoricalOf(at).logits),
    of1('RelaxedCategorical.atTemperature', (at, key) =>
      pipe(
        categoricalOf({ ...at, temperature: T.scalar(3) }),
        RelaxedCategorical.atTemperature(at.temperature),
        RelaxedCategorical.sample(key, 'samples', samples),
      ),
    ),
    of1('RelaxedCategorical.nameClasses', (at) => RelaxedCategorical.nameClasses(categoricalOf(at)).logits),
    of1('RelaxedCategorical.sampleEach', (at, key) => RelaxedCategorical.sampleEach(key)(categoricalOf(at))),
    of1('RelaxedCategorical.hardened', (at) => RelaxedCategorical.hardened(categoricalOf(at))),
    of<{ distribution: Distribution; x: Many }>(
      'RelaxedCategorical.logProb',
      { inputs: { distribution, x: simplex(many) } },
      (at) => RelaxedCategorical.logProb(categoricalOf(at.distribution))<readonly ['samples']>(at.x),
    ),
    of<{ distribution: Distribution; y: Many }>(
      'RelaxedCategorical.logProbOfLogarithms',
      { inputs: { distribution, y: many } },
      (at) => RelaxedCategorical.logProbOfLogarithms(categoricalOf(at.distribution))<readonly ['samples']>(at.y),
    ),
    of1('RelaxedCategorical.sampleLogarithms', (at, key) =>
      RelaxedCategorical.sampleLogarithms(key, 'samples', samples)(categoricalOf(at)),
    ),
    of1('RelaxedCategorical.sample', (at, key) =>
      RelaxedCategorical.sample(key, 'samples', samples)(categoricalOf(at)),
    ),
    of1('RelaxedCategorical.sampleWithLogProb', (at, key) =>
      RelaxedCategorical.sampleWithLogProb(key, 'samples', samples)(categoricalOf(at)),
    ),
    of<{ distribution: Distribution; x: X }>(
      'RelaxedCategorical.family',
      { inputs: { distribution, x: simplex(x) } },
      (at, key) => [
        RelaxedCategorical.family.logProb(categoricalOf(at.distribution))(at.x),
        RelaxedCategorical.family.sample(key)(categoricalOf(at.distribution)),
      ],
    ),
    of<{ distribution: Distribution; x: X }>(
      'RelaxedBernoulli.family',
      { inputs: { distribution, x: unit(x) } },
      (at, key) => [
        RelaxedBernoulli.family.logProb(bernoulliOf(at.distribution))(at.x),
        RelaxedBernoulli.family.sample(key)(bernoulliOf(at.distribution)),
      ],
    ),
    of1('RelaxedBernoulli.make', (at) => bernoulliOf(at).logits),
    of1('RelaxedBernoulli.atTemperature', (at, key) =>
      pipe(
        bernoulliOf({ ...at, temperature: T.scalar(3) }),
        RelaxedBernoulli.atTemperature(at.temperature),
        RelaxedBernoulli.sample(key, 'samples', samples),
      ),
    ),
    of1('RelaxedBernoulli.hardened', (at) => RelaxedBernoulli.hardened(bernoulliOf(at))),
    of1('RelaxedBernoulli.sampleEach', (at, key) => RelaxedBernoulli.sampleEach(key)(bernoulliOf(at))),
    of1('RelaxedBernoulli.flattenEvent', (at, key) =>
      pipe(bernoulliOf(at), RelaxedBernoulli.flattenEvent('event'), RelaxedBernoulli.sample(key, 'samples', samples)),
    ),
    of<{ distribution: Distribution; x: Many }>(
      'RelaxedBernoulli.logProb',
      { inputs: { distribution, x: unit(many) } },
      (at) => RelaxedBernoulli.logProb(bernoulliOf(at.distribution))<readonly ['samples']>(at.x),
    ),
    of<{ distribution: Distribution; y: Many }>(
      'RelaxedBernoulli.logProbOfLogit',
      { inputs: { distribution, y: many } },
      (at) => RelaxedBernoulli.logProbOfLogit(bernoulliOf(at.distribution))<readonly ['samples']>(at.y),
    ),
    of1('RelaxedBernoulli.sampleLogits', (at, key) =>
      RelaxedBernoulli.sampleLogits(key, 'samples', samples)(bernoulliOf(at)),
    ),
    of1('RelaxedBernoulli.sample', (at, key) => RelaxedBernoulli.sample(key, 'samples', samples)(bernoulliOf(at))),
    of1('RelaxedBernoulli.sampleWithLogProb', (at, key) =>
      RelaxedBernoulli.sampleWithLogProb(key, 'samples', samples)(bernoulliOf(at)),
    ),
  ]
}
