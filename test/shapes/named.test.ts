import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import { literal, named } from '../../src/shapes/named.js'

describe('named', () => {
  it('is a size under a name', () => {
    expect(named('latent', 20)).toEqual({ dim: 'latent', size: 20 })
  })

  it('refuses a size that is not a whole number above 0, and says whose', () => {
    for (const size of [0, -1, 2.5, Number.NaN, 2 ** 53])
      expect(() => named('latent', size)).toThrow(
        new ShapeError(`Dim.named: the size of 'latent' must be a positive whole number, not ${size}`),
      )
  })

  it('refuses a name that is a number', () => {
    expect(() => named('20' as never, 20)).toThrow(
      new ShapeError("Dim.named: the name is the name '20', but a name must not read as a number"),
    )
    expect(() => named('' as never, 20)).toThrow(ShapeError)
  })
})

describe('literal', () => {
  it('is a number under its own name', () => {
    expect(literal(784)).toEqual({ dim: 784, size: 784 })
  })

  it('refuses what is not a whole number above 0', () => {
    for (const size of [0, -1, 2.5, Number.NaN])
      expect(() => literal(size as never)).toThrow(
        new ShapeError(`Dim.literal: the size must be a positive whole number, not ${size}`),
      )
  })
})
