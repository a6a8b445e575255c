import { describe, expect, it } from 'vitest'
import { Bernoulli, Categorical, DiagonalNormal, Joint } from '../../../src/index.js'
import type { AnyVariable } from '../../../src/joints/variable.js'
import { drawnEach, valuesOf as everyValueOf, hasFewValues } from '../../../src/models/joint/values.js'
import { ShapeError } from '../../../src/shapes/defect.js'
import { onCpu, scoped, valuesOf } from '../../support/engine.js'

onCpu()

/** A latent of q: what its head gives is called as the distribution, and a standard prior as its own. */
const latent = (from: string, prior: Parameters<typeof Joint.variable<'y', unknown>>[1]): AnyVariable => ({
  ...(Joint.variable('y', prior) as unknown as AnyVariable),
  from,
})

describe('the values of a latent', () => {
  it('are all lists of bits', () => {
    const bits = latent('Bernoulli', Bernoulli.standard(2) as never)
    expect(everyValueOf(bits)).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ])
  })

  it('are all classes, of each of several variables', () => {
    expect(everyValueOf(latent('Categorical', Categorical.standard(3) as never))).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
    const two = everyValueOf(latent('Categorical', Categorical.standard(2, 2) as never))
    expect(two).toEqual([
      [1, 0, 1, 0],
      [1, 0, 0, 1],
      [0, 1, 1, 0],
      [0, 1, 0, 1],
    ])
  })

  it('are few of bits and classes alone, and at most 4,096', () => {
    const numbers = latent('DiagonalNormal', DiagonalNormal.standard(2) as never)
    const many = latent('Bernoulli', Bernoulli.standard(13) as never)
    expect([hasFewValues(numbers), hasFewValues(many)]).toEqual([false, true])
    expect(() => everyValueOf(many)).toThrow(
      new ShapeError('the model: y has 8192 values, and a sum takes at most 4096'),
    )
  })

  it('stand for all samples of all examples, one value after the other', () =>
    scoped(() => {
      const z = drawnEach(
        [
          [1, 2],
          [3, 4],
        ],
        2,
        1,
      )
      expect([z.shape, z.sizes, valuesOf(z)]).toEqual([
        ['samples', 'batch', 'latent'],
        [4, 1, 2],
        [1, 2, 1, 2, 3, 4, 3, 4],
      ])
    }))
})
