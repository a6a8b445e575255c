import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  child,
  descend,
  forRows,
  from,
  normal,
  numbers,
  ofSource,
  ofWords,
  permutation,
  type Source,
  streamOf,
  uniform,
  wordsOf,
} from '../../src/random/key.js'
import { noise } from '../../src/random/noise.js'
import { threefry, type Words } from '../../src/random/threefry.js'
import { estimate, expectMean } from '../support/near.js'

const seeds = fc.maxSafeNat()
const names = fc.oneof(fc.nat(), fc.string())

/** The correlation of two draws of one key each is within 4 standard errors of 0. */
const expectUncorrelated = (one: Float32Array, other: Float32Array): void => {
  expectMean(
    Float64Array.from(one, (x, index) => x * (other[index] as number)),
    0,
  )
}

describe('from', () => {
  it('gives the same draws for the same seed, and others for another', () => {
    fc.assert(
      fc.property(seeds, seeds, (seed, other) => {
        expect(normal(from(seed), 4)).toEqual(normal(from(seed), 4))
        fc.pre(seed !== other)
        expect(normal(from(seed), 4)).not.toEqual(normal(from(other), 4))
      }),
    )
  })

  it('uses all 53 bits of the seed', () => {
    expect(uniform(from(1), 4)).toEqual(noise('uniform', [1, 0])(4))
    expect(uniform(from(2 ** 32 + 1), 4)).toEqual(noise('uniform', [1, 1])(4))
    expect(uniform(from(2 ** 53 - 1), 4)).toEqual(noise('uniform', [0xffffffff, 0x1fffff])(4))
  })

  it.each([0.5, -1, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses %d, which would be the seed of another',
    (seed) => {
      expect(() => from(seed)).toThrow(`Key.from: the seed must be a whole number from 0 to 2^53 - 1, not ${seed}`)
    },
  )

  it('gives unrelated draws for neighboring seeds', () => {
    for (const seed of [0, 1, 7, 2 ** 32 - 1])
      expectUncorrelated(normal(from(seed), 20_000), normal(from(seed + 1), 20_000))
  })
})

describe('child', () => {
  it('is a longer path from the same source, and leaves its parent alone', () => {
    const parent = from(7)
    const grandchild = child(3)(child('init')(parent))
    expect(parent.path).toEqual([])
    expect(grandchild.path).toHaveLength(2)
    expect(grandchild.path[1]).toBe(3)
    expect(grandchild.source).toBe(parent.source)
    expect(grandchild.rows).toBe(null)
    expect(child(1)(forRows({ first: 5, count: 2 })(parent)).rows).toEqual({ first: 5, count: 2 })
  })

  it('derives its words from those of its parent, number by number', () => {
    const root: Words = [7, 0]
    const words = threefry(threefry(root, [5, 0]), [3, 2])
    expect(uniform(child(3 + 2 * 2 ** 32)(child(5)(from(7))), 6)).toEqual(noise('uniform', words)(6))
  })

  it('is never the child of another number or name', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        fc.pre(one !== other)
        expect(child(one)(from(7)).path).not.toEqual(child(other)(from(7)).path)
      }),
      { numRuns: 500 },
    )
    // a name is not its number, nor is the empty one 0
    for (const [name, number] of [
      ['0', 0],
      ['1', 1],
      ['', 0],
    ] as const)
      expect(child(name)(from(7)).path).not.toEqual(child(number)(from(7)).path)
  })

  it('of a name has a number above 2^32, FNV-1a of the name, where no numbered child of a program is', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const [number] = child(name)(from(7)).path
        expect(number).toBeGreaterThanOrEqual(2 ** 32)
        expect(number).toBeLessThan(2 ** 33)
      }),
    )
    // the test vectors of Fowler, Noll and Vo for 32 bits
    for (const [name, hash] of [
      ['', 0x811c9dc5],
      ['a', 0xe40c292c],
      ['foobar', 0xbf9cf968],
    ] as const)
      expect(child(name)(from(7)).path).toEqual([2 ** 32 + hash])
  })

  it('does not confuse the order or the depth of a path', () => {
    const draw = (...path: readonly (number | string)[]) =>
      uniform(
        path.reduce((key, each) => child(each)(key), from(7)),
        2,
      ).join()
    const all = [
      draw(),
      draw(0),
      draw(0, 0),
      draw(0, 1),
      draw(1, 0),
      draw(1),
      draw('a', 'b'),
      draw('b', 'a'),
      draw('ab'),
    ]
    expect(new Set(all).size).toBe(all.length)
  })

  it('is independent of its parent, its siblings and its cousins', () => {
    const key = from(11)
    const count = 20_000
    const draws = [
      key,
      child(0)(key),
      child(1)(key),
      child('weight')(key),
      child(0)(child(1)(key)),
      child(1)(child(0)(key)),
    ].map((each) => normal(each, count))
    for (const [index, one] of draws.entries())
      for (const other of draws.slice(index + 1)) expectUncorrelated(one, other)
  })

  it('has a first draw that is uniform over the children', () => {
    const first = Float64Array.from({ length: 20_000 }, (_, index) => uniform(child(index)(from(3)), 1)[0] as number)
    expectMean(first, 1 / 2)
    expectMean(
      first.map((x) => x ** 2),
      1 / 3,
    )
  })
})

describe('numbers', () => {
  it('are the noise of the distribution', () => {
    expect(numbers('normal')(from(5), 3)).toEqual(noise('normal', [5, 0])(3))
    expect(numbers('uniform')(from(5), 3)).toEqual(noise('uniform', [5, 0])(3))
    expect(normal(from(5), 3)).toEqual(noise('normal', [5, 0])(3))
    expect(uniform(from(5), 3)).toEqual(noise('uniform', [5, 0])(3))
  })

  it('are the beginning of the first stream', () => {
    const stream = streamOf('normal')(child(4)(from(5)))
    expect(stream(3)).toEqual(numbers('normal')(child(4)(from(5)), 3))
    expect(stream(7, 4, 2)).toEqual(noise('normal', threefry([5, 0], [4, 0]))(7, 4, 2))
    expect(descend([4, 1])(from(5)).path).toEqual(child(1)(child(4)(from(5))).path)
  })

  it('of a key without numbers on the host are refused', () => {
    const source: Source = { stream: () => null, placeholder: () => null }
    expect(() => normal(ofSource(source), 3)).toThrow(
      new TypeError('Key: a key of a traced program has no numbers on the host: draw a tensor with Random.normal'),
    )
    expect(() => permutation(ofSource(source), 3)).toThrow(TypeError)
  })
})

describe('wordsOf', () => {
  it('are those of the seed, and of a child those under which it draws', () => {
    expect(wordsOf(from(2 ** 32 + 1))).toEqual([1, 1])
    fc.assert(
      fc.property(seeds, names, names, (seed, name, below) => {
        const key = child(name)(from(seed))
        const same = ofWords(wordsOf(key) as Words)
        expect(normal(same, 3)).toEqual(normal(key, 3))
        expect(normal(child(below)(same), 3)).toEqual(normal(child(below)(key), 3))
      }),
    )
  })

  it('are none of a key of a traced program', () =>
    expect(wordsOf(ofSource({ stream: () => null, placeholder: () => null }))).toBeNull())
})

describe('ofSource', () => {
  it('is asked with the path, the distribution and the count', () => {
    const asked: unknown[] = []
    const source: Source = {
      stream: (path, distribution) => (count) => {
        asked.push([path, distribution, count])
        return new Float32Array(count)
      },
      placeholder: () => null,
    }
    expect([...normal(child(2)(child(1)(ofSource(source))), 3)]).toEqual([0, 0, 0])
    expect(asked).toEqual([[[1, 2], 'normal', 3]])
  })
})

describe('permutation', () => {
  it('is a permutation', () => {
    fc.assert(
      fc.property(seeds, fc.nat({ max: 300 }), (seed, count) => {
        expect([...permutation(from(seed), count)].sort((a, b) => a - b)).toEqual([...Array(count).keys()])
      }),
    )
  })

  it('is a permutation also where a draw is the largest there is', () => {
    // the first or the second draw of these keys is the last cell below 1
    for (const seed of [17762771, 23373293, 17339838])
      for (const count of [1, 2, 3, 5])
        expect([...permutation(from(seed), count)].sort((a, b) => a - b)).toEqual([...Array(count).keys()])
  })

  it('gives every order equally often', () => {
    const runs = 24_000
    const seen = new Map<string, number>()
    for (let run = 0; run < runs; run++) {
      const order = permutation(child(run)(from(5)), 4).join()
      seen.set(order, (seen.get(order) ?? 0) + 1)
    }
    expect(seen.size).toBe(24)
    const squares = [...seen.values()].map((times) => (times - runs / 24) ** 2 / (runs / 24))
    // chi-squared with 23 degrees of freedom: 49.7 is passed once in a thousand keys
    expect(squares.reduce((sum, each) => sum + each, 0)).toBeLessThan(49.7)
  })

  it('takes every element to every place equally often', () => {
    const [runs, count] = [4000, 20]
    const places = Array.from({ length: count }, () => new Float64Array(count))
    for (let run = 0; run < runs; run++)
      for (const [place, element] of permutation(child(run)(from(6)), count).entries())
        (places[place] as Float64Array)[element] = ((places[place] as Float64Array)[element] ?? 0) + 1
    const scores = places.flatMap((row) =>
      [...row].map((times) => (times - runs / count) / Math.sqrt((runs / count) * (1 - 1 / count))),
    )
    // of 400 standard normal scores the largest passes 4.5 once in three hundred keys
    expect(Math.max(...scores.map(Math.abs))).toBeLessThan(4.5)
    const { mean, error } = estimate(scores.map((score) => score ** 2))
    expect(Math.abs(mean - 1)).toBeLessThan(4 * error)
  })
})
