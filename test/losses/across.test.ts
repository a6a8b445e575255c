import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as Kl from '../../src/distributions/kl.js'
import * as Elbo from '../../src/losses/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const term = Elbo.klAcross('both', 'picture')
const rows = (values: readonly number[]) => tensorOf(['batch', 'latent'], [1, 2], values)
const q = () => DiagonalNormal.make(rows([0.3, -0.2]), rows([-0.5, 0.4]))
const r = (mean = [0, 1]) => DiagonalNormal.make(rows(mean), rows([0.2, -0.1]))

/** What two parts supply, at samples of the first. */
const supplied = (samples: number, mean?: number[]) => ({
  parts: {
    both: { posterior: q(), z: DiagonalNormal.sample(from(4), 'samples', samples)(q()) },
    picture: { posterior: r(mean) },
  },
})
const valueAt = (samples: number, mean?: number[]) =>
  valuesOf(term.evaluate(supplied(samples, mean) as never).value as T.Tensor<readonly ['batch']>)[0] as number

describe('klAcross', () => {
  it('is the difference of both log-densities at a sample, by hand', () =>
    scoped(() => {
      const [a = 0, b = 0] = valuesOf(DiagonalNormal.sample(from(4), 'samples', 1)(q()))
      const log = (x: number, mean: number, logVariance: number) =>
        -0.5 * (Math.log(2 * Math.PI) + logVariance + (x - mean) ** 2 / Math.exp(logVariance))
      expect(valueAt(1)).toBeCloseTo(log(a, 0.3, -0.5) + log(b, -0.2, 0.4) - log(a, 0, 0.2) - log(b, 1, -0.1), 5)
    }))

  it('is the KL in closed form, within 4 of its standard errors', () =>
    scoped(() => {
      const count = 4000
      const { parts } = supplied(count)
      const logOf = (p: ReturnType<typeof q>) =>
        valuesOf(DiagonalNormal.logProb(p)<readonly ['samples']>(parts.both.z as never))
      const [own, others] = [logOf(q()), logOf(r())]
      const each = Array.from(own, (value, at) => value - (others[at] as number))
      const mean = each.reduce((sum, value) => sum + value, 0) / count
      const error = Math.sqrt(each.reduce((sum, value) => sum + (value - mean) ** 2, 0)) / count
      const exact = valuesOf(Kl.closedForm(q(), r()))[0] as number
      expect(Math.abs(valueAt(count) - exact)).toBeLessThan(4 * error)
    }))

  it('moves the posterior that it is measured from, as finite differences have it', () =>
    scoped(() => {
      const { parts } = supplied(5)
      const of = (mean: ReturnType<typeof rows>) => {
        const picture = { posterior: DiagonalNormal.make(mean, rows([0.2, -0.1])) }
        const { value } = term.evaluate({ parts: { ...parts, picture } } as never)
        return [T.sum('batch')(value as T.Tensor<readonly ['batch']>), null] as const
      }
      const { gradient } = T.valueAndGradient(of)(rows([0, 1]))
      const step = 1e-2
      expect(valuesOf(gradient)[0]).toBeCloseTo((valueAt(5, [step, 1]) - valueAt(5, [-step, 1])) / (2 * step), 2)
      expect(valuesOf(gradient)[1]).toBeCloseTo((valueAt(5, [0, 1 + step]) - valueAt(5, [0, 1 - step])) / (2 * step), 2)
    }))

  it('names its parts, and one that there is not', () => {
    expect(term.needs).toEqual(['part both: posterior', 'part both: z', 'part picture: posterior'])
    expect(() => scoped(() => term.evaluate({ parts: { both: supplied(1).parts.both } } as never))).toThrow(
      new ShapeError('the model has no part picture'),
    )
  })
})
