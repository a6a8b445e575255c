import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Normal from '../../src/distributions/diagonalNormal.js'
import * as Standard from '../../src/distributions/standardNormal.js'
import { from, normal } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectMean, expectNear } from '../support/near.js'
import { normalLogProb } from '../support/reference.js'
import { matrix, rowwise, TORCH, X } from './matrices.js'

const standard = (x: number) => normalLogProb(x, 0, 0)

onEach(() => {
  conforms('logProb', {
    inputs: [matrix(X)],
    operation: (z) => Standard.logProb(Standard.standard(3))<readonly ['batch']>(z),
    gives: [['batch'], [2]],
    reference: rowwise(standard as never),
  })

  conforms('logProb under samples', {
    inputs: [hostOf(['samples', 'batch', 3], [2, 1, 3], X)],
    operation: (z) => Standard.logProb(Standard.standard(3))<readonly ['samples', 'batch']>(z),
    gives: [
      ['samples', 'batch'],
      [2, 1],
    ],
    reference: rowwise(standard as never),
  })

  it('logProb is that of torch.distributions, and of a diagonal normal of mean 0 and log-variance 0', () =>
    scoped(() => {
      const z = tensorOf(['batch', 3], [2, 3], X)
      const zeros = tensorOf(['batch', 3], [2, 3], [0, 0, 0, 0, 0, 0])
      const given = valuesOf(Standard.logProb(Standard.standard(3))<readonly ['batch']>(z))
      expectNear(given, TORCH.standardLogProb)
      const diagonal = Normal.make<'batch', readonly [3]>(zeros, zeros)
      expectNear(valuesOf(Normal.logProb(diagonal)<readonly []>(z)), given)
    }))

  it('samples are the noise of the key', () =>
    scoped(() => {
      const z = Standard.sample(from(7), 'batch', 4)(Standard.standard(3, named('width', 2)))
      expect([z.shape, z.sizes]).toEqual([
        ['batch', 3, 'width'],
        [4, 3, 2],
      ])
      expect(valuesOf(z)).toEqual([...normal(from(7), 24)])
    }))
})

describe('standard', () => {
  onCpu()

  it('has a shape of literals and names, and their sizes', () => {
    const prior = Standard.standard(3, named('latent', 20))
    expect(prior).toMatchObject({
      _tag: 'StandardNormal',
      shape: [3, 'latent'],
      event: [
        { dim: 3, size: 3 },
        { dim: 'latent', size: 20 },
      ],
    })
    expect(Standard.standard().shape).toEqual([])
  })

  it('refuses a size that is not a whole number above 0', () => {
    for (const size of [0, -1, 2.5, Number.NaN])
      expect(() => Standard.standard(size as never)).toThrow(
        new ShapeError(`DiagonalNormal.standard: a dimension must be a positive whole number, not ${size}`),
      )
    expect(() => Standard.standard('latent' as never)).toThrow(
      new ShapeError(
        "DiagonalNormal.standard: a dimension is the name 'latent', which has no number here: use Dim.named('latent', size)",
      ),
    )
  })

  it('is exported where its siblings are', () => {
    expect(Normal.standard).toBe(Standard.standard)
  })

  it('under one name has as many numbers', () => {
    const prior = Standard.flattenEvent('latent')(Standard.standard(3, named('width', 4)))
    expect([prior.shape, prior.event]).toEqual([['latent'], [{ dim: 'latent', size: 12 }]])
  })

  it('the entropy of its samples is that of the distribution', () =>
    scoped(() => {
      const prior = Standard.standard(3)
      const draws = pipe(Standard.sample(from(5), 'batch', 20_000)(prior), Standard.logProb(prior)<readonly ['batch']>)
      expectMean(
        valuesOf(draws).map((each) => -each),
        1.5 * (1 + Math.log(2 * Math.PI)),
      )
    }))

  it('leaves no tensor', () => {
    expectNothingKept(() =>
      pipe(
        Standard.sample(from(5), 'batch', 2)(Standard.standard(3)),
        Standard.logProb(Standard.standard(3))<readonly ['batch']>,
      ),
    )
  })
})
