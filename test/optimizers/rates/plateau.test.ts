import { describe, expect, it } from 'vitest'
import { plateau } from '../../../src/optimizers/rates/plateau.js'
import { ShapeError } from '../../../src/shapes/defect.js'
import { PLATEAU } from '../torch.js'

describe('plateau', () => {
  it('gives the rates of ReduceLROnPlateau of PyTorch, which watches the negative objective', () => {
    const rate = plateau({ rate: 0.1, factor: 0.5, patience: 1, threshold: 1e-3, cooldown: 2, least: 0.01 })
    const watched = PLATEAU.losses.map((each) => -each)
    expect(PLATEAU.rates.map((_, epoch) => rate(1, watched.slice(0, epoch)))).toEqual(PLATEAU.rates)
  })

  it('is the first rate before anything was watched, and takes what is not a number for no better', () => {
    const rate = plateau({ rate: 1, patience: 0, factor: 0.5 })
    expect([rate(9), rate(9, [-3]), rate(9, [-3, Number.NaN])]).toEqual([1, 1, 0.5])
    expect(rate(9, [Number.NaN])).toBe(0.5)
    expect(rate(9, [0, 1e-9])).toBe(1)
  })

  it('refuses numbers out of their range', () => {
    expect(() => plateau({ rate: -1 })).toThrow(
      new ShapeError('Rate.plateau: the rate must be 0 or more and finite in float32, not -1'),
    )
    expect(() => plateau({ rate: 1, factor: 1 })).toThrow(
      new ShapeError('Rate.plateau: the factor must be above 0 and below 1, not 1'),
    )
    expect(() => plateau({ rate: 1, patience: -1 })).toThrow(
      new ShapeError('Rate.plateau: the patience must be 0 or a positive whole number, not -1'),
    )
  })
})
