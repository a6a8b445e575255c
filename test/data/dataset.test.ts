import { describe, expect, it } from 'vitest'
import { eventOf, numbersPerRow, pictureOf, within } from '../../src/data/dataset.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'

describe('eventOf', () => {
  it('keeps numbers and names', () => {
    expect(eventOf('test', [28, named('width', 20)])).toEqual({
      shape: [28, 'width'],
      event: [
        { dim: 28, size: 28 },
        { dim: 'width', size: 20 },
      ],
    })
    expect(numbersPerRow(eventOf('test', [28, named('width', 20)]).event)).toBe(560)
    expect(numbersPerRow([])).toBe(1)
  })

  it('refuses what the types cannot see', () => {
    expect(() => eventOf('test', [0 as 1])).toThrow('test: a dimension must be a positive whole number, not 0')
  })
})

describe('pictureOf', () => {
  it.each([
    [[4, 5], { height: 4, width: 5 }],
    [[4, 5, 3], { height: 4, width: 5, channels: 3 }],
    [[4, 5, 4], null],
    [[4], null],
    [[], null],
    [[2, 4, 5, 3], null],
  ])('of %j is %j', (sizes, picture) => expect(pictureOf(sizes)).toEqual(picture))
})

describe('within', () => {
  it('passes indices below the count and refuses the first other', () => {
    const indices = Uint32Array.from([0, 2, 1])
    expect(within('faces', 3, indices)).toBe(indices)
    expect(() => within('faces', 2, indices)).toThrow(ShapeError)
    expect(() => within('faces', 2, indices)).toThrow('rows: faces has 2 examples but is asked for number 2')
  })
})
