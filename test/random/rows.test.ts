import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noise } from '../../src/random/noise.js'
import { numbersFrom, rowAxisOf, takenBy } from '../../src/random/rows.js'
import type { AnyShape } from '../../src/shapes/dim.js'

const stream = noise('normal', [3, 4])

/** The numbers of rows `first` and on, under a shape whose row axis has another size for each count. */
const drawn = (sizesOf: (rows: number) => readonly number[], shape: AnyShape) => (first: number, count: number) =>
  numbersFrom(stream, takenBy({ shape, sizes: sizesOf(count) }, { first, count }))

describe('rowAxisOf', () => {
  it('is the axis of the batch, alone or merged with samples', () => {
    expect(rowAxisOf(['samples', 'batch', 3])).toBe(1)
    expect(rowAxisOf(['samples*batch', 3])).toBe(0)
    expect(rowAxisOf(['inner', 'samples*batch', 3])).toBe(1)
    expect(rowAxisOf(['samples', 'latent'])).toBe(-1)
    expect(rowAxisOf(['batches', 'minibatch', 'batch*samples'])).toBe(-1)
    expect(rowAxisOf([])).toBe(-1)
  })
})

describe('what a draw takes', () => {
  it.each([
    ['rows', ['batch', 5], (rows: number) => [rows, 5], 1],
    ['rows of one number', ['batch'], (rows: number) => [rows], 1],
    ['samples of rows', ['samples', 'batch', 5], (rows: number) => [3, rows, 5], 3],
    ['samples merged with rows', ['samples*batch', 5], (rows: number) => [3 * rows, 5], 3],
    ['samples of those', ['inner', 'samples*batch', 5], (rows: number) => [2, 3 * rows, 5], 6],
    ['components of rows', ['samples', 'batch', 'components', 2], (rows: number) => [2, rows, 4, 2], 2],
  ] as const)('of %s is for each row what it is among all rows', (_, shape, sizesOf, lead) => {
    const draw = drawn(sizesOf, shape)
    const [ALL, width] = [11, draw(0, 1).length / lead]
    const all = draw(0, ALL)
    fc.assert(
      fc.property(fc.nat(ALL - 1), fc.nat(ALL), (first, most) => {
        const count = Math.max(1, Math.min(most, ALL - first))
        const some = draw(first, count)
        const wanted = Array.from({ length: lead }, (_, at) =>
          [...all].slice((at * ALL + first) * width, (at * ALL + first + count) * width),
        ).flat()
        expect([...some]).toEqual(wanted)
      }),
      { numRuns: 60 },
    )
  })

  it.each([
    ['rows', ['batch', 5], (rows: number) => [rows, 5], 1],
    ['rows under samples', ['samples', 'batch', 5], (rows: number) => [3, rows, 5], 3],
    ['samples merged with rows', ['samples*batch', 5], (rows: number) => [3 * rows, 5], 3],
    ['several of those', ['inner', 'samples*batch', 5], (rows: number) => [2, 3 * rows, 5], 6],
    ['places of rows', ['batch*time', 1], (rows: number) => [rows * 5, 1], 1],
    ['no rows', ['latent', 5], () => [4, 5], 0],
  ] as const)('of %s in a part of a batch is what they get in the batch', (_, shape, sizesOf, lead) => {
    const [ALL, width] = [11, 5]
    const all = numbersFrom(stream, takenBy({ shape, sizes: sizesOf(ALL) }, null))
    for (const [first, count] of [
      [0, 11],
      [0, 4],
      [4, 4],
      [8, 3],
      [10, 1],
    ] as const) {
      const some = numbersFrom(stream, takenBy({ shape, sizes: sizesOf(count) }, { first, count, of: ALL }))
      const wanted = Array.from({ length: lead }, (_, at) =>
        [...all].slice((at * ALL + first) * width, (at * ALL + first + count) * width),
      ).flat()
      expect([...some]).toEqual(lead === 0 ? [...all] : wanted)
    }
  })

  it('of more samples begins with those of fewer', () => {
    const [few, many] = [2, 5].map((samples) => drawn((rows) => [samples, rows, 3], ['samples', 'batch', 3])(4, 2))
    expect(many?.subarray(0, 12)).toEqual(few)
  })

  it.each([
    ['samples of rows', ['samples', 'batch', 5], (rows: number, samples: number) => [samples, rows, 5], 1],
    ['samples merged with rows', ['samples*batch', 5], (rows: number, samples: number) => [samples * rows, 5], 1],
    ['each of several', ['inner', 'samples*batch', 5], (rows: number, samples: number) => [2, samples * rows, 5], 2],
    ['several of each', ['samples', 'inner', 'batch', 5], (rows: number, samples: number) => [samples, 2, rows, 5], 1],
    ['samples without rows', ['samples', 5], (_: number, samples: number) => [samples, 5], 1],
    ['no samples', ['batch', 5], (rows: number) => [rows, 5], 0],
  ] as const)('of some samples, %s, is what it is among all of them', (_, shape, sizesOf, blocks) => {
    const [of, rows] = [7, { first: 3, count: 2 }]
    const all = [...numbersFrom(stream, takenBy({ shape, sizes: sizesOf(2, of) }, rows))]
    for (const [first, count] of [
      ...([
        [0, 7],
        [0, 3],
        [3, 4],
        [6, 1],
      ] as const),
    ] as const) {
      const samples = { first, count, of }
      const some = [...numbersFrom(stream, takenBy({ shape, sizes: sizesOf(2, count) }, { ...rows, samples }))]
      const block = all.length / Math.max(1, blocks)
      const one = block / of
      const wanted =
        blocks === 0
          ? all
          : Array.from({ length: blocks }, (_, at) =>
              all.slice(at * block + first * one, at * block + (first + count) * one),
            ).flat()
      expect(some, `${first} to ${first + count}`).toEqual(wanted)
    }
  })

  it('without rows is the beginning of the first stream, whatever is shown', () => {
    const given = { shape: ['samples', 'latent'], sizes: [3, 4] } as const
    expect(takenBy(given, { first: 7, count: 2 })).toEqual({ streams: 1, from: 0, count: 12 })
    expect(takenBy({ shape: [], sizes: [] }, null)).toEqual({ streams: 1, from: 0, count: 1 })
    expect(takenBy({ shape: ['batch', 4], sizes: [6, 4] }, null)).toEqual({ streams: 1, from: 0, count: 24 })
    expect(takenBy({ shape: ['samples*batch', 4], sizes: [6, 4] }, null)).toEqual({ streams: 1, from: 0, count: 24 })
  })
})
