import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as StudentT from '../../src/distributions/studentT.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, onCpu, onEach, onWebAssembly, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { logGamma } from '../support/reference.js'
import { runsCompiled } from './compiled.js'
import { LOG_VARIANCE, MEAN, matrix, rowwise, X } from './matrices.js'
import { expectFinite, expectIntegral, expectMoments } from './samples.js'
import { FAR_T, SCIPY_STUDENT_T } from './scipy.js'

type Rows = T.Tensor<readonly ['batch', 3]>
const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const distribution = (location: Rows, logScale: Rows, degrees = T.scalar(4)) =>
  StudentT.make<'batch', readonly [3]>(location, logScale, degrees)

const logProb = (x: number, location: number, logScale: number, degrees = 4): number => {
  const t = (x - location) / Math.exp(logScale)
  const normalizer = logGamma((degrees + 1) / 2) - logGamma(degrees / 2) - 0.5 * Math.log(Math.PI * degrees)
  return normalizer - logScale - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees)
}

/** The standard distribution of one number, for as many rows. */
const one = (count: number, degrees: number, logScale = 0) => {
  const row = (value: number) => tensorOf(['batch', 1], [count, 1], Array<number>(count).fill(value))
  return StudentT.make<'batch', readonly [1]>(row(0), row(logScale), T.scalar(degrees))
}
const column = (x: readonly number[]) => tensorOf(['batch', 1], [x.length, 1], x)

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(X), matrix(MEAN), matrix(LOG_VARIANCE)],
    operation: (x, location, logScale) => StudentT.logProb(distribution(location, logScale))<readonly []>(x),
    gives: [['batch'], [2]],
    reference: rowwise(((x: number, location: number, logScale: number) => logProb(x, location, logScale)) as never),
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  it('logProb is that of scipy', () =>
    scoped(() => {
      for (const [degrees, nats] of SCIPY_STUDENT_T) {
        const given = valuesOf(
          StudentT.logProb(distribution(of(MEAN), of(LOG_VARIANCE), T.scalar(degrees)))<readonly []>(of(X)),
        )
        expectNear(given, nats, { absolute: 0, relative: 2e-6 })
      }
    }))

  it('is that of mpmath in the tails, at few degrees and at many', () =>
    scoped(() => {
      for (const [x, degrees, nats] of FAR_T)
        expectNear(valuesOf(StudentT.logProb(one(1, degrees))<readonly []>(column([x]))), [nats], {
          absolute: 0,
          relative: 2e-6,
        })
    }))

  it('by hand: of one degree it is 1 / π(1 + x²)', () =>
    scoped(() => {
      const given = valuesOf(StudentT.logProb(one(3, 1))<readonly []>(column([0, 1, -3])))
      expectNear(
        given,
        [Math.PI, 2 * Math.PI, 10 * Math.PI].map((each) => -Math.log(each)),
      )
    }))

  it('of many degrees it is normal', () =>
    scoped(() => {
      const { location, logScale } = one(4, 1)
      const x = column([0, 0.5, -1, 2])
      const normal = DiagonalNormal.make<'batch', readonly [1]>(location, T.mulScalar(2)(logScale))
      expectNear(
        valuesOf(StudentT.logProb(one(4, 1e9))<readonly []>(x)),
        valuesOf(DiagonalNormal.logProb(normal)<readonly []>(x)),
      )
    }))

  it('its gradient by the degrees is that of differences', () =>
    scoped(() => {
      for (const degrees of [0.3, 3, 15, 40]) {
        const own = one(1, degrees)
        const nats = (given: T.Tensor<readonly []>) =>
          T.sum(0)(StudentT.logProb({ ...own, degrees: given })<readonly []>(column([1.3])))
        const { gradient } = T.valueAndGradient((given: T.Tensor<readonly []>) => [nats(given), null])(
          T.scalar(degrees),
        )
        const step = 1e-4 * degrees
        const slope = (logProb(1.3, 0, 0, degrees + step) - logProb(1.3, 0, 0, degrees - step)) / (2 * step)
        expectNear(valuesOf(gradient), [slope], { absolute: 1e-6, relative: 1e-4 })
      }
    }))

  it('is finite with its gradient at the bounds of a head and far from its location', () =>
    scoped(() => {
      const own = { location: of([1e6, -1e6, 0, 1e6, -1e6, 0]), logScale: of([-5, 5, 5, 5, -5, -5]) }
      const { gradient, rest } = T.valueAndGradient(({ location, logScale }: typeof own) => {
        const each = StudentT.logProb(distribution(location, logScale))<readonly []>(of([0, 0, 1, 0, 0, 0]))
        return [T.sum(0)(each), each]
      })(own)
      expectFinite(valuesOf(rest), valuesOf(gradient.location), valuesOf(gradient.logScale))
    }))
})

describe('laws', () => {
  onCpu()

  it('the density integrates to 1', () =>
    scoped(() => {
      // beyond 3,000 are 1e-9 of three degrees
      for (const degrees of [3, 8])
        expectIntegral(
          (points) => valuesOf(StudentT.logProb(one(points.length, degrees))<readonly []>(column(points))),
          [-300, 300],
          60_000,
        )
    }))

  it('its family is over real data; its parameters are of one shape', () => {
    expect([StudentT.family.kind, StudentT.family.over]).toEqual(['StudentT', 'real'])
    scoped(() => {
      const q = distribution(of(MEAN), of(LOG_VARIANCE))
      expect(valuesOf(StudentT.mean(q))).toEqual(MEAN)
      expect(StudentT.flattenEvent('latent')(q).location.shape).toEqual(['batch', 'latent'])
      expect(() => StudentT.make(of(MEAN), tensorOf(['batch', 1], [2, 1], [1, 2]) as never, T.scalar(4))).toThrow(
        new ShapeError('StudentT.make: takes two tensors of one shape but is given [batch, 3] and [batch, 1]'),
      )
    })
  })

  it('its standard is a prior of given degrees, which are above 0', () => {
    expect(StudentT.standard({ degrees: 3 })(20)._tag).toBe('StandardStudentT')
    const given = -1 as number
    expect(() => StudentT.standard({ degrees: given })).toThrow(
      new ShapeError('StudentT.standard: the degrees must be a positive number, not -1'),
    )
  })

  it('leaves no tensor', () => {
    expectNothingKept(() => StudentT.logProb(distribution(of(MEAN), of(LOG_VARIANCE)))<readonly []>(of(X)))
    expectNothingKept(() => StudentT.sample(from(1), 'samples', 2)(distribution(of(MEAN), of(LOG_VARIANCE))))
  })

  runsCompiled('densities and samples', [matrix(X), matrix(MEAN), matrix(LOG_VARIANCE)], (key, x, ...parameters) => [
    StudentT.logProb(distribution(...parameters))<readonly []>(x),
    StudentT.sample(key, 'samples', 2)(distribution(...parameters)),
  ])
})

describe('samples', () => {
  onWebAssembly()

  it('have the moments of the distribution, and lie beyond 3 as often as it says', () =>
    scoped(() => {
      const own = valuesOf(StudentT.family.sample(from(3))(one(20_000, 10, Math.log(2))))
      expectMoments(own, 0, (4 * 10) / 8)
      const cauchy = valuesOf(StudentT.family.sample(from(5))(one(20_000, 1)))
      expectMean(
        cauchy.map((x) => (Math.abs(x) > 3 ? 1 : 0)),
        1 - (2 / Math.PI) * Math.atan(3),
      )
    }))

  it('move with the location and the scale, and not with the degrees', () =>
    scoped(() => {
      const own = one(4, 5)
      const { gradient } = T.valueAndGradient((q: typeof own) => [
        T.sum(0)(T.sum(1)(StudentT.family.sample(from(1))(q))),
        null,
      ])(own)
      const drawn = valuesOf(StudentT.family.sample(from(1))(own))
      expectNear(valuesOf(gradient.location), [1, 1, 1, 1])
      expectNear(valuesOf(gradient.logScale), drawn)
      expect(valuesOf(gradient.degrees).map(Math.abs)).toEqual([0])
    }))
})
