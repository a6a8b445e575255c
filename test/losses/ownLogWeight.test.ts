import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Elbo from '../../src/losses/index.js'
import { ShapeError } from '../../src/shapes/defect.js'
import type { Tensor } from '../../src/tensors/tensor.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

interface Supplied {
  readonly joint: Tensor<readonly ['samples', 'batch']>
  readonly posterior: Tensor<readonly ['samples', 'batch']>
}

const weight = Elbo.logWeightBy({
  needs: ['joint', 'posterior'],
  logJoint: ({ joint }: Supplied) => joint,
  logPosterior: ({ posterior }) => posterior,
})

const supplied = (): Supplied => ({
  joint: tensorOf(['samples', 'batch'], [2, 2], [-1, -2, -3, -4]),
  posterior: tensorOf(['samples', 'batch'], [2, 2], [-0.5, -1, -0.5, -1]),
})

describe('a log-weight of one own', () => {
  it('is log p(x, z) - log q(z|x), with both as parts', () =>
    scoped(() => {
      const { value, parts } = weight.evaluate(supplied())
      expect(valuesOf(value)).toEqual([-0.5, -1, -2.5, -3])
      expect(parts.map(valuesOf)).toEqual([[-2.5], [-0.75]])
      expect(weight.formula.text).toBe('log p(x, z) - log q(z|x)')
    }))

  it('is one to all that takes one', () =>
    scoped(() => {
      const iwae = Elbo.iwae(weight)
      const guarantees: readonly ['bound', 'bound'] = [
        Elbo.describe(iwae).guarantee,
        Elbo.describe(pipe(weight, Elbo.average('samples'))).guarantee,
      ]
      expect(guarantees).toEqual(['bound', 'bound'])
      const [first = 0, second = 0] = valuesOf(iwae.evaluate(supplied()).value)
      expect(first).toBeCloseTo(Math.log((Math.exp(-0.5) + Math.exp(-2.5)) / 2), 6)
      expect(second).toBeCloseTo(Math.log((Math.exp(-1) + Math.exp(-3)) / 2), 6)
    }))

  it('refuses other axes, and what its needs do not name', () =>
    scoped(() => {
      const averaged = tensorOf(['batch'], [2], [1, 2])
      const wrong = Elbo.logWeightBy({
        needs: ['joint', 'posterior'],
        logJoint: (_: Supplied) => averaged as never,
        logPosterior: ({ posterior }) => posterior,
      })
      expect(() => wrong.evaluate(supplied())).toThrow(
        new ShapeError('logWeightBy: logJoint must give [samples, batch], not [batch]'),
      )
      const unnamed = Elbo.logWeightBy({
        needs: ['joint'] as never,
        logJoint: ({ joint }: Supplied) => joint,
        logPosterior: ({ posterior }) => posterior,
      })
      expect(() => unnamed.evaluate(supplied())).toThrow(
        'term log-weight: nats reads posterior, which needs does not name',
      )
    }))
})
