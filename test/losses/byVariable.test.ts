import { describe, expect, it } from 'vitest'
import * as Elbo from '../../src/losses/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const perSample = (...values: readonly number[]) => tensorOf(['samples', 'batch'], [2, 2], values)

describe('terms of one variable', () => {
  it('are read from what the model supplies under its name', () =>
    scoped(() => {
      const kls = { z: { perSample: perSample(1, 2, 3, 4), mean: tensorOf(['batch'], [2], [2, 3]) } }
      expect(valuesOf(Elbo.klOf('z').evaluate({ kls }).value)).toEqual([2, 3])
      expect(valuesOf(Elbo.klPerSampleOf('z').evaluate({ kls }).value)).toEqual([1, 2, 3, 4])
      const logs = { logPriors: { z: perSample(1, 1, 1, 1) }, logPosteriors: { z: perSample(2, 3, 4, 5) } }
      expect(valuesOf(Elbo.klByMonteCarloOf('z').evaluate(logs).value)).toEqual([2, 3])
      const logLikelihoods = { x: perSample(-1, -2, -3, -4) }
      expect(valuesOf(Elbo.logLikelihoodOf('x').evaluate({ logLikelihoods }).value)).toEqual([-1, -2, -3, -4])
      const logPosteriorsAtData = { y: perSample(-1, -2, -3, -4) }
      expect(valuesOf(Elbo.logPosteriorAtData('y').evaluate({ logPosteriorsAtData }).value)).toEqual([-2, -3])
    }))

  it('say what they are of', () => {
    expect(
      [Elbo.klOf('z'), Elbo.klByMonteCarloOf('z'), Elbo.logLikelihoodOf('x'), Elbo.logPosteriorAtData('y')].map(
        ({ formula, sense, parts }) => [formula.text, sense, parts[0]?.title],
      ),
    ).toEqual([
      ['KL(q(z) || p(z))', 'cost', 'KL divergence of z'],
      ['E_q[log q(z) - log p(z)]', 'cost', 'KL divergence of z, estimated'],
      ['log p(x|z)', 'gain', 'Reconstruction of x'],
      ['log q(y|x)', 'gain', 'Prediction of y'],
    ])
  })

  it('refuse a variable that is not there', () =>
    scoped(() => {
      expect(() => Elbo.klOf('w').evaluate({ kls: {} } as never)).toThrow(new ShapeError('the model has no w'))
    }))
})
