import { describe, expect, it } from 'vitest'
import { namedLeaves, spares, stackAll } from '../../../src/engines/compiled/arrays.js'
import * as T from '../../../src/tensors/index.js'

const vector = (...values: readonly number[]) => T.host(['batch'], { batch: values.length }, Float32Array.from(values))

describe('namedLeaves', () => {
  it('names the leaves of a tree by the argument and their place', () => {
    const named = namedLeaves(1, { a: vector(1, 2), b: [vector(3)] })
    expect(Object.values(named).map(({ shape, data }) => [shape, ...data])).toEqual([
      [[2], 1, 2],
      [[1], 3],
    ])
    expect(new Set(Object.keys(named)).size).toBe(2)
    expect(Object.keys(namedLeaves(0, { a: vector(1) }))).not.toEqual(Object.keys(namedLeaves(1, { a: vector(1) })))
  })
})

describe('stackAll', () => {
  it('puts the arrays of all steps under a leading axis', () => {
    const steps = [vector(1, 2), vector(3, 4), vector(5, 6)].map((x) => namedLeaves(0, { x }))
    const [stacked] = Object.values(stackAll(steps, spares()))
    expect(stacked?.shape).toEqual([3, 2])
    expect([...(stacked?.data ?? [])]).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('is nothing of no steps', () => expect(stackAll([], spares())).toEqual({}))
})

describe('spares', () => {
  it('give back memory of the length that is asked for, once', () => {
    const { take, give } = spares()
    const four = new Float32Array(4)
    give(four)
    give(new BigInt64Array(4)) // is not taken
    expect(take(3)).not.toBe(four)
    expect(take(4)).toBe(four)
    expect(take(4)).not.toBe(four)
  })
})
