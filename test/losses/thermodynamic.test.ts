import { describe, expect, it } from 'vitest'
import { scoreFunction } from '../../src/losses/gradients.js'
import { vimco } from '../../src/losses/multisample.js'
import { describe as described } from '../../src/losses/term.js'
import { thermodynamic } from '../../src/losses/thermodynamic.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { differencesOf } from '../support/differences.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import {
  at,
  bits,
  classes,
  exactElbo,
  expected,
  givenOf,
  logLikelihoodOf,
  supplyOf,
  tuples,
} from '../support/enumerated.js'
import { distance } from '../support/near.js'

onCpu()

const BETAS = [0, 0.05, 0.3, 0.7]
const widthAt = (place: number) => (BETAS[place + 1] ?? 1) - (BETAS[place] ?? Number.NaN)

/** The left sum over the path, exactly. */
const exact = (model: typeof bits, params: readonly number[]) => {
  const logits = params.slice(0, -1)
  const weights = model.values.map(
    (z) => logLikelihoodOf(z, params.at(-1) ?? Number.NaN) + model.logPrior - model.logQ(logits, z),
  )
  return BETAS.reduce((sum, beta, place) => {
    const path = model.values.map((z, row) => Math.exp(model.logQ(logits, z) + beta * (weights[row] ?? Number.NaN)))
    const total = path.reduce((a, b) => a + b, 0)
    return sum + widthAt(place) * path.reduce((mean, each, row) => mean + (each / total) * (weights[row] ?? 0), 0)
  }, 0)
}

const evidence = (model: typeof bits) =>
  Math.log(model.values.reduce((sum, z) => sum + Math.exp(logLikelihoodOf(z, 0.3) + model.logPrior), 0))

describe.each([
  ['two bits', bits],
  ['one of three classes', classes],
] as const)('thermodynamic of a latent of %s', (_, model) => {
  it('of the temperature 0 alone is the ELBO with the gradient of its score', () => {
    const [found, wanted] = [expected(thermodynamic([0]), model, 3), expected(scoreFunction('none'), model, 3)]
    expect(found.value).toBeCloseTo(exactElbo(model, at(model)), 6)
    // a covariance of L samples is smaller than that of all by (L - 1) / L
    const gradient = wanted.gradient.slice(0, -1).map((each) => (each * 2) / 3)
    expect(distance(found.gradient.slice(0, -1), gradient)).toBeLessThan(1e-6)
    expect(found.gradient.at(-1)).toBeCloseTo(wanted.gradient.at(-1) ?? Number.NaN, 6)
  })

  it('lies between the ELBO and IWAE, and so below log p(x), for any number of samples', () => {
    for (const samples of [2, 4]) {
      const [found, above] = [thermodynamic(BETAS), vimco].map((term) => expected(term, model, samples).value)
      expect(found).toBeGreaterThan(exactElbo(model, at(model)))
      expect(found).toBeLessThan(above ?? Number.NaN)
      expect(above).toBeLessThan(evidence(model))
    }
    expect(expected(thermodynamic(BETAS), model, 1).value).toBeCloseTo(exactElbo(model, at(model)), 6)
  })

  it('moves p by the gradient of its value, exactly over every draw', () => {
    const value = (b: number) =>
      tuples(model.values, 2).reduce((sum, draws) => {
        const logits = model.logits
        const log = draws.reduce((total, z) => total + model.logQ(logits, z), 0)
        const weights = draws.map((z) => logLikelihoodOf(z, b) + model.logPrior - model.logQ(logits, z))
        const of = BETAS.reduce((all, beta, place) => {
          const powers = weights.map((each) => Math.exp(beta * each))
          const total = powers.reduce((a, c) => a + c, 0)
          return (
            all + widthAt(place) * powers.reduce((mean, each, row) => mean + (each / total) * (weights[row] ?? 0), 0)
          )
        }, 0)
        return sum + Math.exp(log) * of
      }, 0)
    const found = expected(thermodynamic(BETAS), model, 2)
    expect(found.value).toBeCloseTo(value(at(model).at(-1) ?? Number.NaN), 6)
    const [wanted] = differencesOf(([b = 0]) => value(b), [at(model).at(-1) ?? Number.NaN])
    expect(found.gradient.at(-1)).toBeCloseTo(wanted ?? Number.NaN, 6)
  })

  it('moves q by the gradient of the exact sum, where the draws stand for all values alike', () => {
    // of equal logits every value once is q itself
    const zeros = model.logits.map(() => 0)
    const gradient = scoped(() => {
      const draws = tensorOf(
        ['samples', 'batch', 'latent'],
        [model.values.length, 1, zeros.length],
        model.values.flat(),
      )
      const of = (logits: T.Tensor<readonly ['batch', 'latent']>) => {
        const { value, surrogate } = thermodynamic(BETAS).evaluate(
          supplyOf(model, logits, draws, givenOf(model)) as never,
        )
        return [T.meanOfAll(surrogate), value] as const
      }
      const found = T.valueAndGradient(of)(tensorOf(['batch', 'latent'], [1, zeros.length], zeros))
      return { value: valuesOf(found.rest)[0], logits: valuesOf(found.gradient) }
    })
    expect(gradient.value).toBeCloseTo(exact(model, [...zeros, 0.3]), 5)
    const wanted = differencesOf((logits) => exact(model, [...logits, 0.3]), zeros)
    expect(distance(gradient.logits, wanted)).toBeLessThan(1e-4)
  })
})

describe('thermodynamic', () => {
  it('is a bound', () => expect(described(thermodynamic([0, 0.5])).guarantee).toBe('bound'))

  it.each([[[]], [[0.1]], [[0, 1]], [[0, 0.5, 0.4]], [[0, Number.NaN]]])('refuses the temperatures %j', (betas) =>
    expect(() => thermodynamic(betas)).toThrow(
      new ShapeError(
        `thermodynamic: the temperatures must be 0 and larger ones below 1, rising, not [${betas.join(', ')}]`,
      ),
    ),
  )
})
