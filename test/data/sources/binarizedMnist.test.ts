import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { binarizedMnist, named } from '../../../src/data/sources/binarizedMnist.js'
import { from, type Key } from '../../../src/random/key.js'
import { absent, left, range, realData, right } from '../real.js'

const missing = absent('binarized-mnist')

describe('binarizedMnist', () => {
  it('gives 50,000, 10,000 and 10,000 images of 0 and 1, as bright on average as MNIST', async (ctx) => {
    if (missing !== null) return ctx.skip(missing)
    const { train, valid, test } = await right(binarizedMnist({ directory: realData }))
    expect([train, valid, test].map(({ count }) => count)).toEqual([50_000, 10_000, 10_000])
    expect([train.shape, train.support, train.picture]).toEqual([[784], 'binary', { height: 28, width: 28 }])
    for (const data of [train, valid, test]) {
      const pixels = data.rows(range(0, 10_000), from(0))
      expect([...new Set(pixels)].sort()).toEqual([0, 1])
      expect(pixels.reduce((sum, pixel) => sum + pixel) / pixels.length).toBeCloseTo(0.131, 2)
    }
  })

  it('is found in its own folder too, and does not take the files of MNIST for its own', async (ctx) => {
    if (missing !== null) return ctx.skip(missing)
    expect((await right(binarizedMnist({ directory: join(realData, 'binarized-mnist') }))).test.count).toBe(10_000)
    expect((await left(binarizedMnist({ directory: join(realData, 'mnist') })))._tag).toBe('FileDamaged')
  })

  it('by name its first test images are of all classes, as they are not in the file', async (ctx) => {
    if (missing !== null) return ctx.skip(missing)
    const [inFile, byName] = await Promise.all([
      right(binarizedMnist({ directory: realData })),
      right(named._tag === 'Read' ? named.load({ directory: realData }) : expect.fail(named._tag)),
    ])
    // of a zero the middle is empty
    const holes = (data: { readonly rows: (indices: Uint32Array, key: Key) => ArrayLike<number> }): number => {
      const pixels = data.rows(range(0, 100), from(0))
      return range(0, 100).filter((row) => pixels[row * 784 + 14 * 28 + 14] === 0).length
    }
    expect(holes(inFile.test)).toBeGreaterThan(90)
    expect(holes(byName.binary?.test ?? inFile.test)).toBeLessThan(70)
  })

  it('says what is missing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'shapebound-binarized-'))
    const error = await left(binarizedMnist({ directory: folder }))
    await rm(folder, { recursive: true })
    expect(error._tag).toBe('FileMissing')
    expect(error.message).toContain(join(folder, 'binarized-mnist'))
  })
})
