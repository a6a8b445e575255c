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

describe('what was lent', () => {
  const filled = (arrays: readonly Float32Array[]) =>
    arrays.map((array, step) => ({ x: { type: 'float32', shape: [2], data: array.fill(step + 1) } }) as const)

  it('is stacked without a copy, all of it and in its order', () => {
    const spare = spares()
    const lent = spare.lend(2, 3)
    expect(lent.map(({ length }) => length)).toEqual([2, 2, 2])
    const stacked = stackAll(filled(lent), spare).x
    expect(stacked?.shape).toEqual([3, 2])
    expect([...(stacked?.data ?? [])]).toEqual([1, 1, 2, 2, 3, 3])
    expect(stacked?.data.buffer).toBe(lent[0]?.buffer)
  })

  it.each<readonly [string, (lent: readonly Float32Array[]) => readonly Float32Array[], readonly number[]]>([
    ['in another order', (lent) => [...lent].reverse(), [1, 1, 2, 2, 3, 3]],
    ['but for its first', (lent) => lent.slice(1), [1, 1, 2, 2]],
    ['among others', (lent) => [...lent.slice(0, 2), new Float32Array(2)], [1, 1, 2, 2, 3, 3]],
  ])('%s is copied', (_, change, wanted) => {
    const spare = spares()
    const lent = spare.lend(2, 3)
    const stacked = stackAll(filled(change(lent)), spare).x
    expect([...(stacked?.data ?? [])]).toEqual(wanted)
    expect(stacked?.data.buffer).not.toBe(lent[0]?.buffer)
  })

  it('is stacked without a copy where its last arrays are not given', () => {
    const spare = spares()
    const lent = spare.lend(2, 3)
    const stacked = stackAll(filled(lent.slice(0, 2)), spare).x
    expect([...(stacked?.data ?? [])]).toEqual([1, 1, 2, 2])
    expect(stacked?.data.buffer).toBe(lent[0]?.buffer)
  })

  it('is copied the second time', () => {
    const spare = spares()
    const lent = spare.lend(2, 2)
    const twice = filled(lent).map(({ x }) => ({ x, y: x }))
    const { x, y } = stackAll(twice, spare)
    expect([...(x?.data ?? [])]).toEqual([...(y?.data ?? [])])
    expect(x?.data.buffer).not.toBe(y?.data.buffer)
  })

  it('and was not lent, but lies as if it were, is copied', () => {
    const memory = new Float32Array(6)
    const stacked = stackAll(filled([0, 2, 4].map((at) => memory.subarray(at, at + 2))), spares()).x
    expect([...(stacked?.data ?? [])]).toEqual([1, 1, 2, 2, 3, 3])
    expect(stacked?.data.buffer).not.toBe(memory.buffer)
  })

  it('is memory that was given back', () => {
    const spare = spares()
    const six = new Float32Array(6)
    spare.give(six)
    expect(spare.lend(3, 2)[0]?.buffer).toBe(six.buffer)
  })
})

describe('spares', () => {
  it('give back memory that is large enough, once', () => {
    const { take, give } = spares()
    const four = new Float32Array(4)
    give(four)
    give(new BigInt64Array(4)) // is not taken
    expect(take(5).buffer).not.toBe(four.buffer)
    const three = take(3)
    expect([three.buffer === four.buffer, three.length]).toEqual([true, 3])
    expect(take(4).buffer).not.toBe(four.buffer)
    give(three)
    expect(take(4).buffer).toBe(four.buffer)
  })

  it('do not give much memory for little', () => {
    const { take, give } = spares()
    const much = new Float32Array(33)
    give(much)
    expect(take(2).buffer).not.toBe(much.buffer)
    expect(take(3).buffer).toBe(much.buffer)
  })
})
