import { describe, expect, it } from 'vitest'
import { cached, grouped, signatureOf } from '../../../src/engines/compiled/cache.js'
import { from } from '../../../src/random/key.js'
import * as T from '../../../src/tensors/index.js'

const vector = (...values: readonly number[]) => T.host(['batch'], { batch: values.length }, Float32Array.from(values))

describe('signatureOf', () => {
  it('is of shapes and sizes, not of numbers', () => {
    expect(signatureOf({ x: vector(1, 2) })).toBe(signatureOf({ x: vector(3, 4) }))
    expect(signatureOf({ x: vector(1, 2) })).not.toBe(signatureOf({ x: vector(1, 2, 3) }))
    expect(signatureOf({ x: vector(1) })).not.toBe(signatureOf({ y: vector(1) }))
  })

  it('tells apart the numbers beside tensors, those that JSON has not among them', () => {
    const all = [1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null].map(signatureOf)
    expect(new Set(all).size).toBe(all.length)
  })

  it('refuses a function', () => {
    expect(() => signatureOf({ x: () => 1 })).toThrow('inputs: are trees of tensors, and hold a function')
  })
})

describe('cached', () => {
  it('makes once for a signature, also when asked twice at once', async () => {
    const made: number[] = []
    const { get } = cached(async (inputs: number) => made.push(inputs))
    expect(await Promise.all([get('a', 7), get('a', 8), get('b', 9)])).toEqual([1, 1, 2])
    expect(made).toEqual([7, 9])
  })

  it('makes again what has failed', async () => {
    let tries = 0
    const { get, all } = cached(async () => {
      tries += 1
      if (tries === 1) throw new Error('once')
      return tries
    })
    await expect(get('a', null)).rejects.toThrow('once')
    expect(await get('a', null)).toBe(2)
    expect([...all()]).toHaveLength(1)
  })
})

describe('grouped', () => {
  it('keeps the order, and puts neighbours of one signature together', () => {
    const steps = [[1], [2], [3, 4], [5]].map((values) => ({ inputs: vector(...values), key: from(1) }))
    const groups = grouped(steps)
    expect(groups.map((group) => group.steps.length)).toEqual([2, 1, 1])
    expect(groups.flatMap((group) => group.steps)).toEqual(steps)
    expect(grouped([])).toEqual([])
  })
})
