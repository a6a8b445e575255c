import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as T from '../../src/tensors/index.js'
import { joined, separated } from '../../src/tensors/packSmall.js'
import type { AnyTensor } from '../../src/tensors/tensor.js'
import { leaves } from '../../src/tensors/tree.js'
import { onCpu, scoped, tensorOf, tensorsAlive, valuesOf } from '../support/engine.js'
import { right } from '../support/outcome.js'

onCpu()

const SMALL = 2 ** 14

const numbered = (sizes: readonly number[], first: number): AnyTensor => {
  const count = sizes.reduce((product, size) => product * size, 1)
  return tensorOf(
    sizes,
    sizes,
    Array.from({ length: count }, (_, at) => first + at),
  ) as AnyTensor
}

const contents = (tree: unknown) =>
  leaves(tree).map(({ path, value }) => [path, value.shape, value.sizes, [...valuesOf(value)]])

describe('joined', () => {
  it('makes one vector of all small leaves, behind the large ones', () => {
    scoped(() => {
      const tree = { a: numbered([2], 1), b: [numbered([SMALL + 1], 0), null, numbered([2, 1], 3)], c: numbered([], 5) }
      const list = joined(tree)
      expect(list.map(({ sizes }) => sizes)).toEqual([[SMALL + 1], [5]])
      expect([...valuesOf(list[1] as AnyTensor)]).toEqual([1, 2, 3, 4, 5])
    })
  })

  it('makes nothing of nothing', () => {
    expect(joined([])).toEqual([])
    expect(separated({ none: null }, [])).toEqual({ none: null })
  })

  it('leaves a leaf as it is that is just too large to be small', () => {
    scoped(() => {
      expect(joined([numbered([SMALL], 0), numbered([1], 0)]).map(({ sizes }) => sizes)).toEqual([[SMALL + 1]])
      const large = numbered([SMALL + 1], 0)
      expect(joined([large])).toEqual([large])
    })
  })
})

describe('separated', () => {
  it('tells leaves apart that are one tensor', () => {
    scoped(() => {
      const [small, large] = [numbered([2], 1), numbered([SMALL + 1], 1)]
      const other = [numbered([2], 10), numbered([2], 20), numbered([SMALL + 1], 30), numbered([SMALL + 1], 40)]
      expect(contents(separated([small, small, large, large], joined(other)))).toEqual(contents(other))
    })
  })

  it('leaves indices as they are', () => {
    scoped(() => {
      const indices = T.indicesFromHost(right(T.decodeIndices(['n'], 5)([4, 0])))
      const tree = { weight: numbered([2], 1), indices }
      expect(joined(tree).map(({ sizes }) => sizes)).toEqual([[2]])
      const next = separated(tree, joined({ ...tree, weight: numbered([2], 7) }))
      expect([...valuesOf(next.weight)]).toEqual([7, 8])
      expect(next.indices).toEqual(indices)
    })
  })

  it('gives back the tree that was joined, and of another list the tree of its numbers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        (shapes) => {
          scoped(() => {
            const tree = { nested: shapes.map((sizes, at) => ({ leaf: numbered(sizes, 100 * at) })) }
            const other = { nested: shapes.map((sizes, at) => ({ leaf: numbered(sizes, -7 * at) })) }
            expect(contents(separated(tree, joined(tree)))).toEqual(contents(tree))
            expect(contents(separated(tree, joined(other)))).toEqual(contents(other))
          })
        },
      ),
      { numRuns: 50 },
    )
  })

  it('leaves no tensor behind', () => {
    const before = tensorsAlive()
    scoped(() => {
      const tree = [numbered([2], 1), numbered([2, 2], 3)]
      separated(tree, joined(tree))
    })
    expect(tensorsAlive()).toBe(before)
  })
})
