import { describe, expect, it } from 'vitest'
import {
  denseStepFlops,
  fastestRate,
  growth,
  interleaved,
  least,
  median,
  millisecondsAt,
  ratio,
  resultOf,
  targetsOf,
} from '../../bench/measure.mjs'
import { bits, MLP, mlpLayers } from '../../bench/work.mjs'

describe('median', () => {
  it('is the middle, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([10, 9, 100])).toBe(10) // as numbers, not as words
    expect(median([])).toBeNull()
  })

  it('changes nothing that it is given', () => {
    const given = [3, 1, 2]
    median(given)
    expect(given).toEqual([3, 1, 2])
  })
})

describe('ratios', () => {
  it('are of what is there', () => {
    expect(ratio(3, 4)).toBe(0.75)
    for (const [value, beside] of [
      [null, 4],
      [3, null],
      [3, 0],
    ] as const)
      expect(ratio(value, beside)).toBeNull()
    expect(least([null, 3, 2])).toBe(2)
    expect(least([null, null])).toBeNull()
    expect(growth(100, 105)).toBeCloseTo(0.05, 12)
  })
})

describe('floating point operations', () => {
  it('are two a product forward, and as many for each of two gradients', () => {
    expect(denseStepFlops([{ from: 3, to: 5 }], 2)).toBe(3 * 2 * 2 * 3 * 5)
    expect(denseStepFlops([{ from: 3, to: 5, first: true }], 2)).toBe(2 * 2 * 2 * 3 * 5)
  })

  it('of the MLP are those done by hand', () => {
    const weights = { first: 784 * 400, heads: 2 * 400 * 20, back: 20 * 400, logits: 400 * 784 }
    const byHand = 2 * 128 * (2 * weights.first + 3 * (weights.heads + weights.back + weights.logits))
    expect(byHand).toBe(419_840_000)
    expect(denseStepFlops(mlpLayers(), MLP.batch)).toBe(byHand)
    expect(millisecondsAt(byHand, 4e11)).toBeCloseTo(1.0496, 12)
    expect(millisecondsAt(byHand, null)).toBeNull()
  })
})

describe('the fastest rate', () => {
  it('is of the products of any contestant, not of those of the library alone', () => {
    const flopsOf = () => 2e9
    expect(fastestRate({ limit: 4, 'pytorch-product-1-1': 8, 'pytorch-product-1-2': 2.5 }, flopsOf)).toBe(8e11)
    expect(fastestRate({ limit: 2, 'pytorch-product-1-1': 8 }, flopsOf)).toBe(1e12)
    expect(fastestRate({ 'shapebound-mlp': 1, 'pytorch-mlp-1-1': 1 }, flopsOf)).toBeNull()
  })
})

describe('interleaved', () => {
  it('asks each in turn, does not count the first turn, and gives medians', async () => {
    const asked: string[] = []
    const contestant = (name: string, ms: readonly number[][]) => ({
      name,
      turn: async () => {
        const turn = asked.filter((each) => each === name).length
        asked.push(name)
        return ms[turn] ?? []
      },
    })
    const one = contestant('one', [[100], [1, 2], [3]])
    const other = contestant('other', [[100], [5], [7]])
    expect(await interleaved([one, other], 2)).toEqual({ one: 2, other: 6 })
    expect(asked).toEqual(['one', 'other', 'one', 'other', 'one', 'other'])
  })
})

describe('the work', () => {
  it('is the same bits each time, about one in five of them 1', () => {
    expect(bits(100)).toEqual(bits(200).subarray(0, 100))
    expect(bits(10_000).reduce((sum, bit) => sum + bit, 0) / 10_000).toBeCloseTo(0.2, 1)
  })
})

describe('the result', () => {
  const compileMs = { mlp: 100.00001, conv: null }

  it('takes the best thread count of PyTorch, and null for what is missing', () => {
    const medians = { 'shapebound-mlp': 2, 'pytorch-mlp-1-1': 5, 'pytorch-mlp-1-2': 4, jaxjs: 20 }
    expect(resultOf({ medians, pytorchVersion: '2.6', limit: 1, compileMs, soak: null })).toEqual({
      pytorchVersion: '2.6',
      mlpStep: { shapebound: 2, pytorch: 4, jaxjs: 20, tfjsWasm: null, limit: 1 },
      convStep: { shapebound: null, pytorch: null },
      compileMs: { mlp: 100, conv: null },
      rssGrowth: null,
      batch1024Over128: null,
    })
  })

  it('is compared with the targets', () => {
    const medians = { 'shapebound-mlp': 2, 'pytorch-mlp-1-1': 4 }
    const soak = { rssGrowth: 0.01, batch1024Over128: 5 }
    const targets = targetsOf(resultOf({ medians, limit: 1, compileMs, soak }))
    expect(targets.slice(0, 4).map(([, value]) => value)).toEqual([0.5, null, null, 2])
    expect(targets.slice(-2).map(([, value]) => value)).toEqual([0.01, 5])
  })
})
