import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluationBatches, trainingBatches } from '../../src/data/batches.js'
import { child, from } from '../../src/random/key.js'

const data = (count: number) => ({ name: 'some', count })

const rightOf = (result: ReturnType<ReturnType<typeof evaluationBatches>>): readonly Uint32Array[] => {
  if (result._tag === 'Left') throw new Error(result.left.message)
  return result.right
}

const words = (result: ReturnType<ReturnType<typeof evaluationBatches>>) =>
  result._tag === 'Left' ? result.left.message : 'right'

const flat = (batches: readonly Uint32Array[]) => batches.flatMap((batch) => [...batch])

const counts = fc
  .integer({ min: 1, max: 200 })
  .chain((count) => fc.tuple(fc.constant(count), fc.integer({ min: 1, max: count })))

describe('trainingBatches', () => {
  it('are full, of distinct examples, and leave out less than one batch', () => {
    fc.assert(
      fc.property(counts, fc.nat(), ([count, size], seed) => {
        const batches = rightOf(trainingBatches(size, from(seed))(data(count)))
        expect(batches.length).toBe(Math.floor(count / size))
        expect(batches.every((batch) => batch.length === size)).toBe(true)
        const seen = flat(batches)
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen.every((index) => index < count)).toBe(true)
      }),
    )
  })

  it('have every example once when the size divides the count', () => {
    const batches = rightOf(trainingBatches(25, from(1))(data(100)))
    expect(flat(batches).sort((a, b) => a - b)).toEqual([...Array(100).keys()])
    expect(flat(batches)).not.toEqual([...Array(100).keys()])
  })

  it('are the same for the same key, and others for another epoch', () => {
    const epoch = (number: number) => rightOf(trainingBatches(10, child(number)(from(1)))(data(100)))
    expect(epoch(0)).toEqual(epoch(0))
    expect(epoch(0)).not.toEqual(epoch(1))
  })

  it('leave out others in another epoch: each about as often', () => {
    const left = new Float64Array(10)
    for (let epoch = 0; epoch < 3000; epoch++) {
      const seen = new Set(flat(rightOf(trainingBatches(3, child(epoch)(from(2)))(data(10)))))
      for (let index = 0; index < 10; index++) if (!seen.has(index)) left[index] = (left[index] ?? 0) + 1
    }
    // one of ten is left out each time; 4 standard errors of a share of 0.1
    for (const times of left) expect(Math.abs(times / 3000 - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / 3000))
  })

  it('refuse a size of which there would be no batch', () => {
    expect(words(trainingBatches(11, from(1))(data(10)))).toBe(
      'batches: some takes a whole number of rows a batch from 1 to 10 but is given 11',
    )
    for (const size of [0, -1, 2.5, Number.NaN])
      expect(words(trainingBatches(size, from(1))(data(10)))).toContain(`but is given ${size}`)
  })
})

describe('evaluationBatches', () => {
  it('are all examples in order, the last batch the remainder', () => {
    expect(rightOf(evaluationBatches(4)(data(10)))).toEqual([
      Uint32Array.of(0, 1, 2, 3),
      Uint32Array.of(4, 5, 6, 7),
      Uint32Array.of(8, 9),
    ])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 300 }), (count, size) => {
        const batches = rightOf(evaluationBatches(size)(data(count)))
        expect(flat(batches)).toEqual([...Array(count).keys()])
        expect(batches.slice(0, -1).every((batch) => batch.length === size)).toBe(true)
        expect(batches.every((batch) => batch.length >= 1 && batch.length <= size)).toBe(true)
      }),
    )
  })

  it('refuse a size that is none', () => {
    for (const size of [0, 1.5, Number.POSITIVE_INFINITY])
      expect(words(evaluationBatches(size)(data(10)))).toBe(
        `batches: some takes a whole number of rows a batch above 0 but is given ${size}`,
      )
  })
})
