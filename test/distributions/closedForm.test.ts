import { expect, it } from 'vitest'
import * as Bernoulli from '../../src/distributions/bernoulli.js'
import * as Categorical from '../../src/distributions/categorical.js'
import { closedForm, hasClosedForm } from '../../src/distributions/closedForm.js'
import * as Normal from '../../src/distributions/diagonalNormal.js'
import * as Full from '../../src/distributions/fullNormal.js'
import * as Kl from '../../src/distributions/kl.js'
import * as Laplace from '../../src/distributions/laplace.js'
import * as Mixture from '../../src/distributions/mixturePrior.js'
import * as Poisson from '../../src/distributions/poisson.js'
import * as Relaxed from '../../src/distributions/relaxedBernoulli.js'
import * as Standard from '../../src/distributions/standardNormal.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import {
  FACTOR,
  LOG_RATES,
  LOG_VARIANCE,
  LOGITS,
  MEAN,
  OTHER_FACTOR,
  OTHER_LOG_RATES,
  OTHER_LOG_VARIANCE,
  OTHER_LOGITS,
  OTHER_MEAN,
  TORCH_CATEGORICAL,
  TORCH_FULL,
  TORCH_POISSON,
} from './matrices.js'

onCpu()

type B = Bernoulli.Bernoulli<'batch', readonly [3]>
type C = Categorical.Categorical<'batch', readonly [3]>
type P = Poisson.Poisson<'batch', readonly [3]>

const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const normal = () => Normal.make<'batch', readonly [3]>(of(MEAN), of(LOG_VARIANCE))
const otherNormal = () => Normal.make<'batch', readonly [3]>(of(OTHER_MEAN), of(OTHER_LOG_VARIANCE))
const laplace = () => Laplace.make<'batch', readonly [3]>(of(MEAN), of(LOG_VARIANCE))
const otherLaplace = () => Laplace.make<'batch', readonly [3]>(of(OTHER_MEAN), of(OTHER_LOG_VARIANCE))

it('is the function of its pair', () =>
  scoped(() => {
    const standard = Standard.standard(3)
    expect(valuesOf(closedForm(normal(), standard))).toEqual(valuesOf(Kl.toStandardNormal(standard)(normal())))
    expect(valuesOf(closedForm(normal(), otherNormal()))).toEqual(
      valuesOf(Kl.toDiagonalNormal(otherNormal())(normal())),
    )
    const full = (mean: readonly number[], factor: readonly number[]) =>
      Full.make<'batch', readonly [3]>(of(mean), tensorOf(['batch', 3, 3], [2, 3, 3], factor))
    expectNear(valuesOf(closedForm(full(MEAN, FACTOR), full(OTHER_MEAN, OTHER_FACTOR))), TORCH_FULL.kl)
    expectNear(valuesOf(closedForm(full(MEAN, FACTOR), standard)), TORCH_FULL.klToStandard)
    const [bits, otherBits] = [LOGITS, OTHER_LOGITS].map((each) => Bernoulli.make<'batch', readonly [3]>(of(each))) as [
      B,
      B,
    ]
    expectNear(valuesOf(closedForm(bits, otherBits)), TORCH_CATEGORICAL.bernoulliKl)
    const [one, other] = [LOGITS, OTHER_LOGITS].map((each) => Categorical.make<'batch', readonly [3]>(of(each))) as [
      C,
      C,
    ]
    expectNear(valuesOf(closedForm(one, other)), TORCH_CATEGORICAL.kl)
    const [count, otherCount] = [LOG_RATES, OTHER_LOG_RATES].map((each) =>
      Poisson.make<'batch', readonly [3]>(of(each)),
    ) as [P, P]
    expectNear(valuesOf(closedForm(count, otherCount)), TORCH_POISSON.kl, { absolute: 0, relative: 1e-5 })
    expect(valuesOf(closedForm(laplace(), otherLaplace()))).toEqual(valuesOf(Kl.toLaplace(otherLaplace())(laplace())))
  }))

it('to a standard distribution is that to its family at zeros: by hand', () =>
  scoped(() => {
    const event = (terms: readonly number[]) =>
      [0, 3].map((from) => terms.slice(from, from + 3).reduce((sum, each) => sum + each, 0))
    // E|z| of a Laplace distribution of mean m and scale b is |m| + b exp(-|m|/b)
    expectNear(
      valuesOf(closedForm(laplace(), Laplace.standard(3))),
      event(
        MEAN.map((mean, at) => {
          const [far, scale] = [Math.abs(mean), Math.exp(LOG_VARIANCE[at] as number)]
          return far + scale * Math.exp(-far / scale) - 1 - Math.log(scale)
        }),
      ),
      { absolute: 1e-5, relative: 1e-5 },
    )
    const bits = Bernoulli.make<'batch', readonly [3]>(of(LOGITS))
    const entropy = valuesOf(Bernoulli.entropy(bits))
    expectNear(
      valuesOf(closedForm(bits, Bernoulli.standard(3))),
      entropy.map((nats) => 3 * Math.LN2 - nats),
      { absolute: 1e-5, relative: 1e-5 },
    )
    const one = Categorical.make<'batch', readonly [3]>(of(LOGITS))
    expectNear(
      valuesOf(closedForm(one, Categorical.standard(3))),
      valuesOf(Categorical.entropy(one)).map((nats) => Math.log(3) - nats),
      { absolute: 1e-5, relative: 1e-5 },
    )
    const count = Poisson.make<'batch', readonly [3]>(of(LOG_RATES))
    expectNear(
      valuesOf(closedForm(count, Poisson.standard(3))),
      event(LOG_RATES.map((log) => Math.exp(log) * log - Math.exp(log) + 1)),
      { absolute: 1e-4, relative: 1e-5 },
    )
  }))

it('knows which pairs there are', () => {
  scoped(() => {
    const standard = Standard.standard(3)
    const relaxed = Relaxed.make<'batch', readonly [3]>(of(LOGITS), T.scalar(1))
    const three = (count: number) => tensorOf(['components', 3], [2, 3], Array(6).fill(count))
    const mixture = Mixture.make<readonly [3]>(tensorOf(['components'], [2], [0, 0]), three(0), three(0))
    expect(hasClosedForm(laplace(), Laplace.standard(3))).toBe(true)
    expect(hasClosedForm(relaxed, Relaxed.standard({ temperature: 1 })(3))).toBe(false)
    expect(hasClosedForm(normal(), mixture)).toBe(false)
    expect(hasClosedForm(normal(), standard)).toBe(true)
    expect(hasClosedForm(laplace(), laplace())).toBe(true)
    expect(hasClosedForm(laplace(), standard)).toBe(false)
    expect(hasClosedForm(standard, normal())).toBe(false)
  })
})

it('refuses a pair without one, where a cast has let it through, in the words of the compiler', () =>
  scoped(() => {
    expect(() => closedForm(laplace(), Standard.standard(3) as never)).toThrow(
      new ShapeError('KL(Laplace ‖ StandardNormal) has no closed form; average log q - log p over samples of q'),
    )
  }))

it('refuses distributions over other numbers, where a cast has let them through, in the words of the compiler', () =>
  scoped(() => {
    const other = Normal.make<'batch', readonly [2]>(
      tensorOf(['batch', 2], [2, 2], [1, 2, 3, 4]),
      tensorOf(['batch', 2], [2, 2], [1, 2, 3, 4]),
    )
    expect(() => closedForm(normal(), Standard.standard(2) as never)).toThrow(
      new ShapeError('Kl.closedForm: q is over [3] but p is over [2]'),
    )
    expect(() => closedForm(normal(), other as never)).toThrow(
      new ShapeError('Kl.closedForm: q is over [batch, 3] but p is over [batch, 2]'),
    )
    expect(() => Kl.toStandardNormal(Standard.standard(2))(normal() as never)).toThrow(
      new ShapeError('Kl.toStandardNormal: q is over [3] but p is over [2]'),
    )
    expect(() => Kl.toDiagonalNormal(other)(normal() as never)).toThrow(
      new ShapeError('Kl.toDiagonalNormal: q is over [batch, 3] but p is over [batch, 2]'),
    )
    const full = Full.make<'batch', readonly [3]>(of(MEAN), tensorOf(['batch', 3, 3], [2, 3, 3], FACTOR))
    expect(() => Kl.fullToStandardNormal(Standard.standard(2))(full as never)).toThrow(
      new ShapeError('Kl.fullToStandardNormal: q is over [3] but p is over [2]'),
    )
  }))
