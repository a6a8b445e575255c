import { describe, expect, it } from 'vitest'
import * as Bernoulli from '../../src/distributions/bernoulli.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as Layer from '../../src/layers/index.js'
import { likelihoodOf } from '../../src/models/likelihood.js'

describe('likelihoodOf', () => {
  it('is the family of the head', () => {
    expect(likelihoodOf(Layer.sequence(Layer.bernoulliHead(2, 3)))).toBe(Bernoulli.family)
    expect(likelihoodOf(Layer.sequence(Layer.normalHead(2, 3)))).toBe(DiagonalNormal.family)
  })
})
