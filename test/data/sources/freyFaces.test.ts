import { describe, expect, it } from 'vitest'
import { freyFaces } from '../../../src/data/sources/freyFaces.js'
import { from } from '../../../src/random/key.js'
import { absent, left, range, realData, right } from '../real.js'

const missing = absent('frey-faces')

describe('freyFaces', () => {
  it('gives 1,965 faces of 28 x 20 pixels, neighbors more alike than strangers', async (ctx) => {
    if (missing !== null) return ctx.skip(missing)
    const faces = await right(freyFaces({ directory: realData }))
    expect([faces.count, faces.shape, faces.support]).toEqual([1965, [560], 'unitInterval'])
    expect(faces.picture).toEqual({ height: 28, width: 20 })
    const pixels = faces.rows(range(0, 1965), from(0))
    const distance = (one: number, other: number) =>
      range(0, 560).reduce((sum, at) => sum + ((pixels[one * 560 + at] ?? 0) - (pixels[other * 560 + at] ?? 0)) ** 2, 0)
    const apart = (step: number) => range(0, 200).reduce((sum, at) => sum + distance(at * 7, at * 7 + step), 0)
    expect(apart(1)).toBeLessThan(apart(500) / 3)
    // pixels below one another are alike when the width is right
    const below = (width: number) =>
      range(0, 500).reduce((sum, at) => sum + Math.abs((pixels[at] ?? 0) - (pixels[at + width] ?? 0)), 0)
    expect(below(20)).toBeLessThan(below(28))
  })

  it('says what is missing', async () => {
    const error = await left(freyFaces({ directory: '/nowhere/at/all' }))
    expect([error._tag, error.message.split(' but ')[0]]).toEqual([
      'FileMissing',
      'freyFaces: needs the file images-idx3-ubyte',
    ])
  })
})
