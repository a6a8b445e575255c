import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { minus, plus } from '../../src/losses/algebra.js'
import { logLikelihood as likelihoodTerm, logPosteriorPathOnly, logPrior as priorTerm } from '../../src/losses/atoms.js'
import { average, logMeanExp } from '../../src/losses/axes.js'
import { elboByMonteCarlo, logWeight } from '../../src/losses/estimators.js'
import { groupSamples } from '../../src/losses/grouping.js'
import { ciwae, iwae, miwae, piwae, renyi } from '../../src/losses/importance.js'
import { isBound } from '../../src/losses/proof.js'
import { ShapeError } from '../../src/shapes/defect.js'
import {
  enumerated,
  exactRenyi,
  expectedLogLikelihood,
  klToPosterior,
  klToPrior,
  logEvidence,
} from '../support/discrete.js'
import { onCpu } from '../support/engine.js'

onCpu()

/** Float32 numbers of a few nats. */
const EXACT = 6

const exactElbo = expectedLogLikelihood - klToPrior

describe('the discrete model', () => {
  it('closes: log p(x) = ELBO + KL(q || p(z|x))', () => {
    expect(exactElbo + klToPosterior).toBeCloseTo(logEvidence, 12)
    expect(klToPosterior).toBeGreaterThan(0.1)
  })

  it('has the ELBO as the expectation of SGVB-A, and the reconstruction and the KL as those of its parts', () => {
    for (const samples of [1, 2, 3]) {
      const { logWeight, logLikelihood, expectation } = enumerated(samples)
      expect(expectation(pipe(logWeight, average('samples')))).toBeCloseTo(exactElbo, EXACT)
      // SGVB-B: the same expectation with the KL in closed form
      expect(expectation(pipe(logLikelihood, average('samples'))) - klToPrior).toBeCloseTo(exactElbo, EXACT)
      expect(logEvidence - expectation(pipe(logWeight, average('samples')))).toBeCloseTo(klToPosterior, EXACT)
    }
  })
})

describe('iwae, by enumeration', () => {
  it('is the ELBO for one sample, rises with each, and stays below the evidence', () => {
    const values = [1, 2, 3, 4, 5].map((samples) => {
      const { logWeight, expectation } = enumerated(samples)
      return expectation(iwae(logWeight))
    })
    expect(values[0]).toBeCloseTo(exactElbo, EXACT)
    values.forEach((value, index) => {
      expect(value).toBeLessThan(logEvidence)
      if (index > 0) expect(value - (values[index - 1] ?? 0)).toBeGreaterThan(1e-3)
    })
  })
})

describe('miwae and piwae', () => {
  const { logWeight, expectation } = enumerated(4)
  const alone = (samples: number) => {
    const each = enumerated(samples)
    return each.expectation(iwae(each.logWeight))
  }

  it('is in expectation the IWAE of the inner samples', () => {
    expect(expectation(miwae(1)(logWeight))).toBeCloseTo(alone(4), EXACT)
    expect(expectation(miwae(2)(logWeight))).toBeCloseTo(alone(2), EXACT)
    expect(expectation(miwae(4)(logWeight))).toBeCloseTo(exactElbo, EXACT)
  })

  it('is a bound with its formula, and piwae gives each player its own', () => {
    expect(isBound(miwae(2)(logWeight).content)).toBe(true)
    expect(miwae(2)(logWeight).formula.text).toBe(
      'mean over outer of [log mean over inner of exp[log p(x|z) + log p(z) - log q(z|x)]]',
    )
    const { q, p } = piwae(2)(logWeight)
    expect(expectation(q)).toBeCloseTo(alone(2), EXACT)
    expect(expectation(p)).toBeCloseTo(alone(4), EXACT)
  })

  it('is the logarithm of means of log-weights over either axis, and of both nothing proved', () => {
    const grouped = pipe(logWeight, groupSamples(2))
    expect(expectation(pipe(grouped, logMeanExp('outer'), average('inner')))).toBeCloseTo(alone(2), EXACT)
    expect(expectation(pipe(grouped, logMeanExp('inner'), logMeanExp('outer')))).toBeCloseTo(alone(4), EXACT)
    const twice: readonly '~'[] = pipe(grouped, logMeanExp('inner'), logMeanExp('outer')).content
    expect(twice).toEqual(['~'])
    const late: readonly '~'[] = pipe(grouped, average('outer'), logMeanExp('inner')).content
    expect(late).toEqual(['~'])
  })

  it('refuses groups that the samples do not fill', () => {
    expect(() => expectation(miwae(3)(logWeight))).toThrow(
      new ShapeError('groupSamples: 4 samples are not 3 equal groups'),
    )
  })

  it.each([0, -1, 2.5, Number.NaN, Number.POSITIVE_INFINITY, undefined])('refuses %s groups at once', (outer) => {
    const words = (name: string) =>
      new ShapeError(`${name}: the number of groups must be a positive whole number, not ${outer}`)
    expect(() => miwae<number>(outer as number)).toThrow(words('miwae'))
    expect(() => piwae<number>(outer as number)).toThrow(words('piwae'))
    expect(() => groupSamples<number>(outer as number)).toThrow(words('groupSamples'))
  })
})

describe('ciwae', () => {
  const { logWeight, expectation } = enumerated(3)

  it('is between the ELBO and IWAE', () => {
    const whole = expectation(iwae(logWeight))
    expect(expectation(ciwae(0)(logWeight))).toBeCloseTo(whole, EXACT)
    expect(expectation(ciwae(1)(logWeight))).toBeCloseTo(exactElbo, EXACT)
    expect(expectation(ciwae(0.25)(logWeight))).toBeCloseTo(0.25 * exactElbo + 0.75 * whole, EXACT)
  })

  it('is a bound for a literal from 0 to 1', () => {
    const proved: readonly '+ciwae'[] = ciwae(0.25)(logWeight).content
    const wide: readonly '~'[] = ciwae(0.25 as number)(logWeight).content
    expect([...proved, ...wide]).toEqual(['+ciwae', '+ciwae'])
    for (const beta of [-0.1, 1.5, Number.NaN])
      expect(() => ciwae(beta)(logWeight)).toThrow(
        new ShapeError(`ciwae: the weight of the ELBO must be from 0 to 1, not ${beta}`),
      )
  })
})

describe('renyi, by enumeration', () => {
  it('of order 0 is IWAE, to the last bit, and of order 1 SGVB-A', () => {
    const { logWeight, expectation } = enumerated(3)
    expect(expectation(renyi(0)(logWeight))).toBe(expectation(iwae(logWeight)))
    expect(expectation(renyi(1)(logWeight))).toBe(expectation(pipe(logWeight, average('samples'))))
  })

  it('tends to the ELBO as its order tends to 1', () => {
    const { logWeight, expectation } = enumerated(3)
    const gap = (alpha: number) => Math.abs(expectation(renyi(alpha)(logWeight)) - exactElbo)
    expect(gap(0.9)).toBeLessThan(gap(0.5))
    expect(gap(0.99)).toBeLessThan(gap(0.9) / 5)
    expect(gap(0.999)).toBeLessThan(2e-3)
    expect(gap(1.001)).toBeLessThan(2e-3)
  })

  it('falls with its order, and is below the evidence for every order of 0 or more', () => {
    for (const samples of [1, 2, 3, 4]) {
      const { logWeight, expectation } = enumerated(samples)
      const values = [0, 0.25, 0.5, 0.9, 1, 2, 5].map((alpha) => expectation(renyi(alpha)(logWeight)))
      values.forEach((value, index) => {
        expect(value).toBeLessThan(logEvidence)
        if (index > 0) expect(value).toBeLessThanOrEqual((values[index - 1] ?? 0) + 1e-6)
      })
    }
  })

  it('below order 0 passes the evidence: no bound', () => {
    const { logWeight, expectation } = enumerated(5)
    expect(expectation(renyi(-4)(logWeight))).toBeGreaterThan(logEvidence)
    expect(isBound(renyi(-4)(logWeight).content)).toBe(false)
    expect(exactRenyi(-4)).toBeGreaterThan(logEvidence)
  })

  it('rises with the samples below order 1 towards the exact bound, and falls above it', () => {
    const values = (alpha: number) =>
      [1, 2, 3, 4, 5].map((samples) => {
        const { logWeight, expectation } = enumerated(samples)
        return expectation(renyi(alpha)(logWeight))
      })
    for (const [alpha, sign] of [
      [0.5, 1],
      [2, -1],
    ] as const) {
      const found = values(alpha)
      expect(found[0]).toBeCloseTo(exactElbo, EXACT)
      found.slice(1).forEach((value, index) => {
        expect(sign * (value - (found[index] ?? 0))).toBeGreaterThan(0)
        expect(sign * (exactRenyi(alpha) - value)).toBeGreaterThan(0)
      })
    }
    expect(exactRenyi(0)).toBeCloseTo(logEvidence, 12)
  })

  it('is proved for a literal order of 0 or more alone', () => {
    const half: readonly '+renyi'[] = renyi(0.5)(logWeight).content
    const wide: readonly '~'[] = renyi(0.5 as number)(logWeight).content
    const below: readonly '~'[] = renyi(-0.5)(logWeight).content
    expect([...half, ...wide, ...below]).toEqual(['+renyi', '+renyi', '~'])
    expect(renyi(-0.5)(logWeight).formula.text).toBe(
      '1/(1 - (-0.5)) log mean over samples of exp[(1 - (-0.5)) (log p(x|z) + log p(z) - log q(z|x))]',
    )
    // of order 0 it is IWAE, a bound
    const none: readonly '+renyi'[] = renyi(0)(logWeight).content
    expect([...none]).toEqual(['+renyi'])
    expect(renyi(0.5)(logWeight).formula.text).toBe(
      '1/(1 - 0.5) log mean over samples of exp[(1 - 0.5) (log p(x|z) + log p(z) - log q(z|x))]',
    )
    expect(renyi(0)(logWeight).formula.text).toContain('exp[(1 - 0) (')
    expect(renyi(1)(logWeight).formula).toEqual(elboByMonteCarlo.formula)
    expect(() => renyi(Number.NaN)(logWeight)).toThrow(
      new ShapeError('renyi: the order must be a finite number, not NaN'),
    )
  })
})

describe('every importance-weighted estimator', () => {
  const pathOnly = pipe(likelihoodTerm, plus(priorTerm), minus(logPosteriorPathOnly))

  it.each([
    ['iwae', iwae],
    ['miwae', miwae(2)],
    ['piwae', piwae(2)],
    ['ciwae', ciwae(0.5)],
    ['renyi', renyi(0.5)],
  ] as const)('%s takes only a log-weight of every sample, past a cast', (name, estimator) => {
    const take = estimator as (weight: never) => unknown
    const words = `${name} takes a log-weight: log p(x|z) + log p(z) - log q(z|x)`
    expect(() => take(likelihoodTerm as never)).toThrow(new ShapeError(words))
    // sticking the landing is biased there
    expect(() => take(pathOnly as never)).toThrow(new ShapeError(words))
    expect(() => take(elboByMonteCarlo as never)).toThrow(
      new ShapeError(
        `${name} takes a log-weight with axes [samples, batch] but is given [batch]; do not average before ${name}`,
      ),
    )
  })
})
