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
  const nothing = async () => undefined

  it('makes once for a name, also when asked twice at once', async () => {
    const made: number[] = []
    const { get } = cached<number>(8, nothing)
    const make = (given: number) => async () => made.push(given)
    expect(await Promise.all([get('a', make(7)), get('a', make(8)), get('b', make(9))])).toEqual([1, 1, 2])
    expect(made).toEqual([7, 9])
  })

  it('makes again what has failed', async () => {
    const { get } = cached<number>(8, nothing)
    await expect(get('a', () => Promise.reject(new Error('once')))).rejects.toThrow('once')
    expect(await get('a', async () => 2)).toBe(2)
  })

  it('frees what has not been used for longest, when there are more than its limit', async () => {
    const freed: string[] = []
    const { get, drop } = cached<string>(2, async (made) => void freed.push(made))
    const ask = (name: string) => get(name, async () => name)
    for (const name of ['a', 'b', 'a', 'c']) await ask(name)
    expect(freed).toEqual(['b'])
    await ask('b')
    expect(freed).toEqual(['b', 'a'])
    await drop((name) => name === 'c')
    expect(freed).toEqual(['b', 'a', 'c'])
    await drop(() => true)
    expect(freed).toEqual(['b', 'a', 'c', 'b'])
  })

  it('frees only after whoever asked before has gone on with it', async () => {
    const order: string[] = []
    const { get } = cached<string>(1, async (made) => void order.push(`free ${made}`))
    const use = async (name: string) => {
      await get(name, async () => name)
      order.push(`use ${name}`)
    }
    await Promise.all(['a', 'b', 'c'].map(use))
    for (const name of ['a', 'b']) expect(order.indexOf(`use ${name}`)).toBeLessThan(order.indexOf(`free ${name}`))
  })
})

describe('grouped', () => {
  it('keeps the order, and puts neighbors of one signature together', () => {
    const steps = [[1], [2], [3, 4], [5]].map((values) => ({ inputs: vector(...values), key: from(1) }))
    const groups = grouped(steps)
    expect(groups.map((group) => group.steps.length)).toEqual([2, 1, 1])
    expect(groups.flatMap((group) => group.steps)).toEqual(steps)
    expect(grouped([])).toEqual([])
  })
})
