import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Kl from '../../src/distributions/kl.js'
import * as Laplace from '../../src/distributions/laplace.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { bySample } from '../support/bySample.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { runsCompiled } from './compiled.js'
import { LOG_VARIANCE, MEAN, matrix, rowwise, TORCH_LAPLACE, X } from './matrices.js'
import { columns, expectFinite, expectIntegral, expectMoments } from './samples.js'

const distribution = (mean: T.Tensor<readonly ['batch', 3]>, logScale: T.Tensor<readonly ['batch', 3]>) =>
  Laplace.make<'batch', readonly [3]>(mean, logScale)
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const q = () => distribution(of(MEAN), of(LOG_VARIANCE))
const given = (x: readonly number[] | undefined) => x as readonly number[]

const logProb = (x: number, mean: number, logScale: number) =>
  -Math.abs(x - mean) / Math.exp(logScale) - logScale - Math.LN2

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(X), matrix(MEAN), matrix(LOG_VARIANCE)],
    operation: (x, mean, logScale) => Laplace.logProb(distribution(mean, logScale))<readonly []>(x),
    gives: [['batch'], [2]],
    reference: rowwise(logProb as never),
  })

  conforms('logProb under samples', {
    inputs: [hostOf(['samples', 'batch', 3], [2, 2, 3], [...X, ...MEAN.map((each) => each + 0.7)]), matrix(MEAN)],
    operation: (x, mean) => Laplace.logProb(distribution(mean, T.zerosLike(mean)))<readonly ['samples']>(x),
    gives: [
      ['samples', 'batch'],
      [2, 2],
    ],
    reference: (x, mean) =>
      rowwise(((a: number, b: number) => logProb(a, b, 0)) as never)(given(x), [...given(mean), ...given(mean)]),
  })

  conforms('entropy', {
    inputs: [matrix(LOG_VARIANCE)],
    operation: (logScale) => Laplace.entropy(distribution(T.zerosLike(logScale), logScale)),
    gives: [['batch'], [2]],
    reference: rowwise(((logScale: number) => 1 + Math.LN2 + logScale) as never),
  })

  const noise = [...bySample('uniform')(from(7), 2, 6)].map(
    (u) => -Math.sign(2 * u - 1) * Math.log(1 - Math.abs(2 * u - 1)),
  )
  conforms('sample', {
    inputs: [matrix(MEAN), matrix(LOG_VARIANCE)],
    operation: (mean, logScale) => Laplace.sample(from(7), 'samples', 2)(distribution(mean, logScale)),
    gives: [
      ['samples', 'batch', 3],
      [2, 2, 3],
    ],
    reference: (mean, logScale) =>
      noise.map((each, at) => (given(mean)[at % 6] as number) + Math.exp(given(logScale)[at % 6] as number) * each),
    tolerance: { absolute: 2e-5, relative: 2e-5 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  it('logProb and entropy are those of torch.distributions', () =>
    scoped(() => {
      expectNear(valuesOf(Laplace.logProb(q())<readonly []>(of(X))), TORCH_LAPLACE.logProb)
      expectNear(valuesOf(Laplace.family.logProb(q())(of(X))), TORCH_LAPLACE.logProb)
      expectNear(valuesOf(Laplace.entropy(q())), TORCH_LAPLACE.entropy)
    }))

  it('by hand: at its mean ½ over the scale, and a nat less one scale away', () =>
    scoped(() => {
      const wide = Laplace.make<'batch', readonly [1]>(
        tensorOf(['batch', 1], [2, 1], [3, 3]),
        tensorOf(['batch', 1], [2, 1], [Math.log(4), Math.log(4)]),
      )
      const at = valuesOf(Laplace.logProb(wide)<readonly []>(tensorOf(['batch', 1], [2, 1], [3, 7])))
      expectNear(at, [Math.log(1 / 8), Math.log(1 / 8) - 1])
    }))

  it('is finite with its gradient at the bounds of a head and far from its mean', () =>
    scoped(() => {
      const own = { mean: of([1e6, -1e6, 0, 1e6, -1e6, 0]), logScale: of([-5, 5, 5, 5, -5, -5]) }
      const { gradient, rest } = T.valueAndGradient(({ mean, logScale }: typeof own) => {
        const each = pipe(
          Laplace.logProb(distribution(mean, logScale))<readonly []>(of([0, 0, 1, 0, 0, 0])),
          T.same.add(
            Kl.toLaplace(distribution(of([0, 0, 0, 0, 0, 0]), of([5, -5, 5, -5, 5, -5])))(distribution(mean, logScale)),
          ),
          T.same.add(Laplace.entropy(distribution(mean, logScale))),
        )
        return [T.sum(0)(each), each]
      })(own)
      expectFinite(valuesOf(rest), valuesOf(gradient.mean), valuesOf(gradient.logScale))
    }))
})

describe('laws', () => {
  onCpu()

  it('the density integrates to 1', () =>
    scoped(() => {
      for (const [mean, logScale] of [
        [0, 0],
        [1.5, -2],
        [-2, 1],
      ] as const) {
        const far = 25 * Math.exp(logScale)
        expectIntegral(
          (points) => {
            const rows = (value: number) =>
              tensorOf(
                ['batch', 1],
                [points.length, 1],
                points.map(() => value),
              )
            const one = Laplace.make<'batch', readonly [1]>(rows(mean), rows(logScale))
            return valuesOf(Laplace.logProb(one)<readonly []>(tensorOf(['batch', 1], [points.length, 1], points)))
          },
          [mean - far, mean + far],
        )
      }
    }))

  it('samples have the moments of the distribution, and the entropy is minus their mean log-density', () =>
    scoped(() => {
      const z = Laplace.sample(from(11), 'samples', 20_000)(q())
      for (const [at, own] of columns(valuesOf(z), 6).entries())
        expectMoments(own, MEAN[at] as number, 2 * Math.exp(2 * (LOG_VARIANCE[at] as number)))
      for (const [row, each] of columns(valuesOf(Laplace.logProb(q())<readonly ['samples']>(z)), 2).entries())
        expectMean(
          each.map((nats) => -nats),
          TORCH_LAPLACE.entropy[row] as number,
        )
    }))

  it('sampleWithLogProb gives the same samples, each with its log-density', () =>
    scoped(() => {
      const { z, logProb } = Laplace.sampleWithLogProb(from(11), 'samples', 50)(q())
      expectNear(valuesOf(z), valuesOf(Laplace.sample(from(11), 'samples', 50)(q())))
      expectNear(valuesOf(logProb), valuesOf(Laplace.logProb(q())<readonly ['samples']>(z)))
    }))

  it('flattenEvent keeps every number under one name', () =>
    scoped(() => {
      const named = Laplace.flattenEvent('latent')(q())
      expect([named._tag, named.mean.shape, named.logScale.shape]).toEqual([
        'Laplace',
        ['batch', 'latent'],
        ['batch', 'latent'],
      ])
      expectNear(valuesOf(Laplace.entropy(named)), TORCH_LAPLACE.entropy)
    }))

  it('its family is over real data, and draws of the distribution', () =>
    scoped(() => {
      expect([Laplace.family.kind, Laplace.family.over]).toEqual(['Laplace', 'real'])
      expect(valuesOf(Laplace.family.mean(q()))).toEqual(MEAN)
      expect(valuesOf(Laplace.family.sample(from(7))(q()))).toEqual(
        valuesOf(Laplace.sample(from(7), 'samples', 1)(q())),
      )
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() =>
      pipe(Laplace.sample(from(1), 'samples', 3)(q()), Laplace.logProb(q())<readonly ['samples']>),
    )
  })

  runsCompiled(
    'samples, densities and entropies',
    [matrix(MEAN), matrix(LOG_VARIANCE), matrix(X)],
    (key, mean, logScale, x) => [
      Laplace.sample(key, 'samples', 2)(distribution(mean, logScale)),
      Laplace.logProb(distribution(mean, logScale))<readonly []>(x),
      Laplace.entropy(distribution(mean, logScale)),
      Laplace.family.sample(key)(distribution(mean, logScale)),
    ],
  )
})

describe('parts that a cast has let past the compiler', () => {
  onCpu()

  it('are refused by `make`', () =>
    scoped(() => {
      const [mean, other] = [tensorOf(['batch', 3], [2, 3], [1, 2, 3, 4, 5, 6]), tensorOf(['batch', 1], [2, 1], [1, 2])]
      expect(() => Laplace.make(mean, other as never)).toThrow(
        new ShapeError('Laplace.make: takes two tensors of one shape but is given [batch, 3] and [batch, 1]'),
      )
    }))
})
