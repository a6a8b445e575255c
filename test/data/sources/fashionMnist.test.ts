import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FASHION_CLASSES, fashionMnist } from '../../../src/data/sources/fashionMnist.js'
import { from } from '../../../src/random/key.js'
import { left, range, realData, right } from '../real.js'

/** Where Debian's package dataset-fashion-mnist puts the files, or the folder of real data. */
const directory = ['/usr/share/datasets', realData].find((each) => existsSync(`${each}/fashion-mnist`))

describe('fashionMnist', () => {
  it('gives the known counts, mean 0.2860 and deviation 0.3530, and the classes of its first images', async (ctx) => {
    if (directory === undefined) return ctx.skip('Fashion-MNIST is not there')
    const { train, test } = await right(fashionMnist({ directory }))
    expect([train.count, test.count, train.fields.x.shape]).toEqual([60_000, 10_000, [784]])
    const sums = [0, 0]
    for (let at = 0; at < train.count; at += 1000)
      for (const pixel of train.fields.x.rows(range(at, at + 1000), from(0))) {
        sums[0] = (sums[0] ?? 0) + pixel
        sums[1] = (sums[1] ?? 0) + pixel * pixel
      }
    const [mean = 0, square = 0] = sums.map((sum) => sum / (60_000 * 784))
    expect(mean).toBeCloseTo(0.286, 4)
    expect(Math.sqrt(square - mean * mean)).toBeCloseTo(0.353, 4)
    const first = test.fields.label.rows(range(0, 3), from(0))
    const names = [0, 1, 2].map((row) => FASHION_CLASSES[first.subarray(row * 10, (row + 1) * 10).indexOf(1)])
    expect(names).toEqual(['Ankle boot', 'Pullover', 'Trouser'])
  })

  it('says what is missing', async () =>
    expect((await left(fashionMnist({ directory: '/nowhere' }))).message).toContain(
      'fashionMnist: needs the file train-images-idx3-ubyte but finds none at',
    ))
})
