import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import { fromAnyHost } from '../../src/tensors/create.js'
import * as T from '../../src/tensors/index.js'
import { unwrap } from '../../src/tensors/native.js'
import type { AnyHostTensor, AnyTensor, Tensor } from '../../src/tensors/tensor.js'
import * as Tree from '../../src/tensors/tree.js'
import { hostOf, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { right } from '../support/outcome.js'

onCpu()

const of = (...values: readonly number[]): Tensor<readonly ['n']> => tensorOf(['n'], [values.length], values)

const some = () => ({
  encoder: [{ weight: of(1, 2), bias: of(3) }, null, { weight: of(4) }] as const,
  decoder: { layers: [[of(5, 6, 7)]] as const, nothing: null },
})

const paths = (tree: unknown) => Tree.leaves(tree).map(({ path }) => path)
const numbers = (tree: unknown) => Tree.leaves(tree).map(({ value }) => valuesOf(value))

// trees of stand-ins: a walk looks at `shape` and `native` only
type Stand = AnyTensor & { readonly which: number }
let made = 0
const stand = (): Stand => ({ shape: [1], sizes: [1], native: {} as never, which: made++ })
const { tree: anyTree } = fc.letrec<{ tree: unknown; node: unknown }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, fc.constant(null), fc.constant('leaf').map(stand), tie('node')),
  node: fc.oneof(
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), tie('tree'), { maxKeys: 3 }),
  ),
}))

describe('leaves', () => {
  it('are the tensors with their paths, in one order', () =>
    scoped(() => {
      expect(paths(some())).toEqual(['encoder.0.weight', 'encoder.0.bias', 'encoder.2.weight', 'decoder.layers.0.0'])
      expect(numbers(some())).toEqual([[1, 2], [3], [4], [5, 6, 7]])
      expect(paths(of(1))).toEqual([''])
      expect(paths(null)).toEqual([])
    }))

  it('never share a path, whatever the names', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        expect(new Set(paths(tree)).size).toBe(paths(tree).length)
      }),
    )
    expect(paths({ 'a.b': stand(), a: { b: stand() }, 'a%2Eb': stand() })).toEqual(['a%2Eb', 'a.b', 'a%252Eb'])
  })

  it('of a host tree have the paths of the tensors', () =>
    scoped(() => {
      const host = Tree.toHostTree(
        some(),
        Tree.leaves(some()).map(({ value }) => ({ ...hostOf(['n'], value.sizes, valuesOf(value)) })),
      )
      expect(Tree.hostLeaves(host).map(({ path }) => path)).toEqual(paths(some()))
    }))
})

describe('withLeaves', () => {
  it('puts other tensors in the order of the leaves', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        const values = Tree.leaves(tree).map(stand)
        const other = Tree.withLeaves(tree, values)
        expect(Tree.leaves(other).map(({ value }) => (value as Stand).which)).toEqual(values.map(({ which }) => which))
        expect(paths(other)).toEqual(paths(tree))
      }),
    )
  })

  it('gives the same tree for the same leaves', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        expect(
          Tree.withLeaves(
            tree,
            Tree.leaves(tree).map(({ value }) => value),
          ),
        ).toEqual(tree)
      }),
    )
  })
})

describe('map', () => {
  it('changes every tensor and nothing else', () =>
    scoped(() => {
      const doubled = Tree.map(T.mulScalar(2))(some())
      expect(numbers(doubled)).toEqual([[2, 4], [6], [8], [10, 12, 14]])
      expect(paths(doubled)).toEqual(paths(some()))
      expect([doubled.encoder[1], doubled.decoder.nothing]).toEqual([null, null])
      expect(Array.isArray(doubled.encoder)).toBe(true)
    }))

  it('of the identity is the identity, and of a composition the composition', () => {
    const id = <Each>(x: Each): Each => x
    const marked = (by: number) => (x: AnyTensor) => ({ ...x, which: (x as Stand).which * 10 + by })
    fc.assert(
      fc.property(anyTree, (tree) => {
        expect(Tree.map(id)(tree)).toEqual(tree)
        expect(Tree.map(marked(2) as never)(Tree.map(marked(1) as never)(tree))).toEqual(
          Tree.map(((x: AnyTensor) => marked(2)(marked(1)(x))) as never)(tree),
        )
      }),
    )
  })
})

describe('zipWith', () => {
  it('joins trees leaf by leaf', () =>
    scoped(() => {
      const sum = Tree.zipWith((a, b, c) => T.same.add(c as never)(T.same.add(b as never)(a as never)))
      const joined = sum(some(), Tree.map(T.mulScalar(10))(some()), Tree.map(T.mulScalar(100))(some()))
      expect(numbers(joined)).toEqual([[111, 222], [333], [444], [555, 666, 777]])
      expect(paths(joined)).toEqual(paths(some()))
    }))

  it('joins leaves by their paths, whichever their order', () =>
    scoped(() => {
      const minus = Tree.zipWith((a, b) => T.same.sub(b as never)(a as never))
      const [first, second] = [
        { a: of(10), b: of(20) },
        { b: of(2), a: of(1) },
      ]
      expect(Tree.leaves(minus(first, second)).map(({ path, value }) => [path, valuesOf(value)])).toEqual([
        ['a', [9]],
        ['b', [18]],
      ])
    }))

  it.each<readonly [words: string, trees: () => readonly [unknown, unknown]]>([
    ['b is not in each', () => [{ a: of(1), b: of(2) }, { a: of(1) }]],
    ['c is not in the first', () => [{ a: of(1) }, { a: of(1), c: of(2) }]],
    ['a lone tensor is not in each', () => [of(1), { a: of(1) }]],
  ])('refuses trees of other paths: %s', (words, trees) =>
    scoped(() => {
      const sum = Tree.zipWith((a, b) => T.same.add(b as never)(a as never))
      const message = `zipWith: the trees must have the same paths, but ${words}`
      expect(() => sum(...trees())).toThrow(new ShapeError(message))
    }),
  )

  it('of one tree is map', () =>
    scoped(() => {
      const square = Tree.zipWith((a) => T.square(a as never))
      expect(numbers(square(some()))).toEqual(numbers(Tree.map(T.square)(some())))
    }))
})

describe('host trees', () => {
  it('go to the host and back', () =>
    scoped(() => {
      const tree = some()
      const host = Tree.toHostTree(
        tree,
        Tree.leaves(tree).map(({ value }): AnyHostTensor => hostOf(['n'], value.sizes, valuesOf(value))),
      )
      expect([...host.encoder[0].weight.values]).toEqual([1, 2])
      expect([host.encoder[1], host.decoder.nothing]).toEqual([null, null])
      const back = Tree.fromHostTree(fromAnyHost)(host)
      expect([paths(back), numbers(back)]).toEqual([paths(tree), numbers(tree)])
      expect(unwrap(back.encoder[0].bias)).not.toBe(unwrap(tree.encoder[0].bias))
      const other = Tree.withHostLeaves(
        host,
        Tree.hostLeaves(host).map(({ value }) => ({ ...value, values: value.values.map((x) => -x) })),
      )
      expect([...other.decoder.layers[0][0].values]).toEqual([-5, -6, -7])
    }))
})

describe('indices in a tree', () => {
  const labels = right(T.decodeIndices(['n'], 10)([3, 7]))
  const given = () => ({ x: of(1, 2), rest: [T.indicesFromHost(labels)] as const })

  it('are leaves, and stay below their size on the way to the host and back', () =>
    scoped(() => {
      const tree = given()
      expect([paths(tree), numbers(tree)]).toEqual([['x', 'rest.0'], [[1, 2], [3, 7]]]) // biome-ignore format: two lists
      const host = Tree.toHostTree(
        tree,
        Tree.leaves(tree).map(({ value }): AnyHostTensor => hostOf(['n'], value.sizes, valuesOf(value))),
      )
      expect(host).toEqual({ x: hostOf(['n'], [2], [1, 2]), rest: [labels] })
      expect('below' in host.x).toBe(false)
      const back = Tree.fromHostTree(fromAnyHost)(host)
      expect([back.rest[0].below, numbers(back)]).toEqual([{ dim: 10, size: 10 }, [[1, 2], [3, 7]]]) // biome-ignore format: two lists
    }))

  it('are left as they are by map and zipWith', () =>
    scoped(() => {
      const tree = given()
      const doubled = Tree.map(T.mulScalar(2))(tree)
      expect([numbers(doubled), doubled.rest[0]]).toEqual([[[2, 4], [3, 7]], tree.rest[0]]) // biome-ignore format: two lists
      const sum = Tree.zipWith((a, b) => T.same.add(b)(a))(tree, doubled)
      expect([numbers(sum), sum.rest[0]]).toEqual([[[3, 6], [3, 7]], tree.rest[0]]) // biome-ignore format: two lists
    }))
})

describe('count', () => {
  it('is how many numbers a tree holds', () =>
    scoped(() => {
      expect(Tree.count(some())).toBe(7)
      expect(Tree.count(T.scalar(1))).toBe(1)
      expect(Tree.count(null)).toBe(0)
      expect(Tree.count({ a: tensorOf([2, 3], [2, 3], [1, 2, 3, 4, 5, 6]), b: [] })).toBe(6)
      expect(Tree.count({ a: hostOf([2], [2], [1, 2]) })).toBe(2)
    }))
})
