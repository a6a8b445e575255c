import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { coordinateOf } from '../../src/distributions/coordinates.js'
import {
  type AnyPosterior,
  type Family,
  type LatentKind,
  logPosteriorOf,
  record,
} from '../../src/distributions/family.js'
import * as Distributions from '../../src/distributions/index.js'
import type { FlowKind } from '../../src/flows/distribution.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { onWebAssembly, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'

onWebAssembly()

const LOGITS = [0.5, -1, 2, 0.25, -0.75, 1.5]
const rows = (values = LOGITS) => tensorOf(['batch', 3], [2, 3], values)
type Rows = ReturnType<typeof rows>
const mixed = () =>
  Distributions.NormalMixture.make<'batch', readonly [3]>(
    tensorOf(['batch', 'components'], [2, 2], [0.5, -0.5, 0, 1]),
    tensorOf(['batch', 'components', 3], [2, 2, 3], [...LOGITS, ...LOGITS.toReversed()]),
    tensorOf(['batch', 'components', 3], [2, 2, 3], [...LOGITS, ...LOGITS]),
  )
const factor = () => tensorOf(['batch', 3, 3], [2, 3, 3], [1, 0, 0, 0.5, 2, 0, -1, 0.3, 0.5, 2, 0, 0, 0, 1, 0, 1, 1, 1])

/** A distribution of every kind that is one of its own: what a flow makes has a record for each flow. */
type OwnKind = Exclude<LatentKind, FlowKind>

/** A distribution of every kind over two rows of three numbers. */
const distributions: { readonly [Name in OwnKind]: () => { readonly [record]: Family<Name> } } = {
  DiagonalNormal: () => Distributions.DiagonalNormal.make(rows(), rows(LOGITS.toReversed())),
  FullNormal: () => Distributions.FullNormal.make<'batch', readonly [3]>(rows(), factor()),
  Laplace: () => Distributions.Laplace.make(rows(), rows(LOGITS.toReversed())),
  RelaxedBernoulli: () => Distributions.RelaxedBernoulli.make(rows(), T.scalar(0.7)),
  ContinuousBernoulli: () => Distributions.ContinuousBernoulli.make(rows()),
  RelaxedCategorical: () => Distributions.RelaxedCategorical.make(rows(), T.scalar(0.7)),
  NormalMixture: mixed,
  EvenMixture: () => Distributions.EvenMixture.make<'batch', readonly [3]>(mixed().mean, mixed().logVariance),
  Bernoulli: () => Distributions.Bernoulli.make(rows()),
  Categorical: () => Distributions.Categorical.make(rows()),
  Poisson: () => Distributions.Poisson.make(rows()),
  NegativeBinomial: () => Distributions.NegativeBinomial.make(rows(), rows(LOGITS.toReversed())),
  ZeroInflatedNegativeBinomial: () =>
    Distributions.ZeroInflatedNegativeBinomial.make(rows(), rows(LOGITS.toReversed()), rows()),
  DiscretizedLogistic: () =>
    Distributions.DiscretizedLogistic.make<'batch', readonly [3]>(
      tensorOf(['batch', 'components', 3], [2, 2, 3], [...LOGITS, ...LOGITS.toReversed()]),
      tensorOf(['batch', 'components', 3], [2, 2, 3], [10, 0, 255, 90, 3, 128, 7, 250, 60, 33, 200, 1]),
      tensorOf(['batch', 'components', 3], [2, 2, 3], [...LOGITS, ...LOGITS]),
    ),
  PowerSpherical: () =>
    Distributions.PowerSpherical.make<'batch', readonly [3]>(rows(), tensorOf(['batch'], [2], [0.5, 3])),
  StudentT: () => Distributions.StudentT.make(rows(), rows(LOGITS.toReversed()), T.scalar(4)),
  WrappedNormal: () => {
    const [location, logVariance] = [0, 1].map((at) => rows(LOGITS.map((each) => at + each / 4))) as [Rows, Rows]
    return Distributions.WrappedNormal.make(location, logVariance, T.scalar(0.7))
  },
}

/** The record of each, from its own module: as that of one of them, for its values come from the same module. */
const families: { readonly [Name in OwnKind]: Family<Name> } = {
  DiagonalNormal: Distributions.DiagonalNormal.family,
  FullNormal: Distributions.FullNormal.family,
  Laplace: Distributions.Laplace.family,
  RelaxedBernoulli: Distributions.RelaxedBernoulli.family,
  ContinuousBernoulli: Distributions.ContinuousBernoulli.family,
  RelaxedCategorical: Distributions.RelaxedCategorical.family,
  NormalMixture: Distributions.NormalMixture.family,
  EvenMixture: Distributions.EvenMixture.family,
  Bernoulli: Distributions.Bernoulli.family,
  Categorical: Distributions.Categorical.family,
  Poisson: Distributions.Poisson.family,
  NegativeBinomial: Distributions.NegativeBinomial.family,
  ZeroInflatedNegativeBinomial: Distributions.ZeroInflatedNegativeBinomial.family,
  DiscretizedLogistic: Distributions.DiscretizedLogistic.family,
  PowerSpherical: Distributions.PowerSpherical.family,
  StudentT: Distributions.StudentT.family,
  WrappedNormal: Distributions.WrappedNormal.family,
}

const kinds = Object.keys(distributions) as readonly OwnKind[]
const erased = (name: OwnKind) => families[name] as unknown as Family<'DiagonalNormal'>
const own = (name: OwnKind) => erased(name).named<readonly [3]>(distributions[name]() as never)

it.each(kinds)('%s is carried by its values, by a walk through their tensors too', (name) =>
  scoped(() => {
    const value = distributions[name]()
    expect(value).toMatchObject({ _tag: name })
    expect(value[record]).toBe(families[name])
    expect(T.Tree.map(T.stopGradient)(value)[record]).toBe(families[name])
    expect(T.Tree.leaves(value).map(({ path }) => path)).toEqual(families[name].parameters)
  }),
)

describe.each(kinds)('%s', (name) => {
  it('draws samples of one axis, with a density each, the same for the same key', () =>
    scoped(() => {
      const q = own(name)
      const at = erased(name).draw(from(3), 4)(q)
      const { z } = at
      expect([z.shape, z.sizes]).toEqual([
        ['samples', 'batch', 'latent'],
        [4, 2, 3],
      ])
      const nats = logPosteriorOf(q)(at)
      expect([nats.shape, nats.sizes]).toEqual([
        ['samples', 'batch'],
        [4, 2],
      ])
      expect(valuesOf(nats).every(Number.isFinite)).toBe(true)
      expect(valuesOf(erased(name).draw(from(3), 4)(q).z)).toEqual(valuesOf(z))
      expect(valuesOf(erased(name).draw(from(4), 4)(q).z)).not.toEqual(valuesOf(z))
    }))

  it('weighs its samples as its density does, where it does', () =>
    scoped(() => {
      const q = own(name)
      const { logProb, ...at } = erased(name).draw(from(3), 4)(q)
      expect(logProb !== undefined).toBe(['FullNormal', 'Laplace', 'PowerSpherical', 'WrappedNormal'].includes(name))
      if (logProb !== undefined)
        expectNear(valuesOf(logProb), valuesOf(logPosteriorOf(q)(at)), { absolute: 2e-4, relative: 2e-4 })
    }))

  it('has a coordinate of its samples exactly where these may be rounded: the one that the samples have', () =>
    scoped(() => {
      const { z, coordinate } = erased(name).draw(from(3), 4)(own(name))
      const { over, coordinate: chart } = families[name]
      expect(coordinate !== undefined).toBe(['unitInterval', 'simplex', 'ball'].includes(over))
      if (coordinate !== undefined)
        expectNear(valuesOf(coordinate), valuesOf(coordinateOf(chart)({ z })), { absolute: 1e-4, relative: 1e-4 })
    }))

  it('has a gradient through its samples exactly when it says so', () =>
    scoped(() => {
      const { gradient } = T.valueAndGradient((q: AnyPosterior) => {
        const { z } = erased(name).draw(from(3), 4)(q as never)
        return [T.meanOfAll(z), null] as const
      })(own(name) as AnyPosterior)
      const moved = T.Tree.leaves(gradient).some(({ value }) => valuesOf(value).some((each) => Math.abs(each) > 1e-6))
      // the numbers of a point of the simplex add up to 1, so that their mean does not move
      if (name !== 'RelaxedCategorical') expect(moved).toBe(families[name].gradient === 'pathwise')
    }))

  it('has a score whose expectation is 0, over its own draws', () =>
    scoped(() => {
      const q = own(name) as AnyPosterior
      const { z, coordinate = z } = erased(name).draw(from(5), 4000)(q as never)
      const at = { z: T.stopGradient(z), coordinate: T.stopGradient(coordinate) }
      const { gradient } = T.valueAndGradient(
        (distribution: AnyPosterior) => [T.meanOfAll(logPosteriorOf(distribution)(at)), null] as const,
      )(q)
      const [first] = T.Tree.leaves(gradient)
      for (const each of valuesOf(first?.value as T.AnyTensor)) expect(Math.abs(each)).toBeLessThan(0.05)
    }))

  it('has a center of the shape of the event', () =>
    scoped(() => {
      const point = erased(name).center<'batch', readonly [3]>(distributions[name]() as never)
      expect(point.sizes).toEqual([2, 3])
      const { over } = families[name]
      if (over === 'binary' || over === 'oneHot')
        expect(valuesOf(point).every((each) => each === 0 || each === 1)).toBe(true)
    }))
})

it('draws bits with the probabilities of the distribution, and classes of several distributions apart', () =>
  scoped(() => {
    const { z: bits } = pipe(own('Bernoulli') as never, families.Bernoulli.draw(from(6), 20_000))
    for (const [at, logit] of LOGITS.entries())
      expectMean(
        valuesOf(bits).filter((_, index) => index % 6 === at),
        1 / (1 + Math.exp(-logit)),
      )
  }))
