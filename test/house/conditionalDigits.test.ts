import { Engine } from 'shapebound'
import { Source } from 'shapebound/node'
import { describe, expect, it } from 'vitest'
import { reproduce } from '../../scripts/cvae.mjs'
import { absent, realData, right } from '../data/real.js'

const words = absent('mnist')

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)

describe(`a conditional model of MNIST${words === null ? '' : `, ${words}`}`, () => {
  it.skipIf(words !== null)('generates the digit that it is asked for', { timeout: 600_000 }, async () => {
    const mnist = await right(Source.labelledMnist({ directory: realData }))
    const { engine } = await right(Engine.choose('auto'))
    const found = await reproduce({ mnist, engine, latent: 2, images: 20_000, epochs: 4, each: 100, seed: 1 })
    expect(found.accuracy).toBeGreaterThan(0.95)
    expect(found.curve.at(-1)).toBeGreaterThan((found.curve[0] ?? 0) + 20)
    // of 1000 images, 100 of each digit
    expect(sum(found.inMeans)).toBeGreaterThan(900)
    expect(sum(found.inDraws)).toBeGreaterThan(900)
    for (const count of [...found.inMeans, ...found.inDraws]) expect(count).toBeGreaterThan(50)
  })
})
