import { describe, expect, test } from 'vitest'
import { CASES } from '../../type-bench/cases.mjs'
import { faults, isLoose, measure, measureAll } from '../../type-bench/measure.mjs'

// what the types cost, on TypeScript 6: `npm run type-cost` prints it

describe('the cost of types', () => {
  const measured = measureAll(CASES)

  test('is that of the program alone: what it imports and is given does not count', () => {
    const dense = 'Layer.dense(3, 4)'
    expect(measure({ name: 'nothing', code: '' }).cost).toBe(0)
    expect(measure({ name: 'one', code: dense }).cost).toBeGreaterThan(0)
    expect(measure({ name: 'again', given: dense, code: dense }).cost).toBeLessThan(20)
  })

  test.each(measured.map(({ name, ...each }) => [name, each] as const))('of %s is within its pin', (_name, each) =>
    expect(each.faults).toEqual([]),
  )
})

describe('a pin', () => {
  const cost = { name: 'a', cost: 100, words: [], seconds: 1 }
  const refused = { ...cost, words: ['x: 3 and 4 differ'] }

  test('is kept', () => expect(faults({ name: 'a', pin: 100, seconds: 2 }, cost, [])).toEqual([]))

  test('is broken by what costs more', () =>
    expect(faults({ name: 'a', pin: 99 }, cost, [])).toEqual(['costs 100 instantiations, pinned at 99']))

  test('is broken by a refusal that costs many times its success', () => {
    const other = { ...cost, name: 'b', cost: 19 }
    const given = { name: 'a', fails: 'differ', times: [5, 'b'] as const }
    expect(faults(given, refused, [other])).toHaveLength(1)
    expect(faults(given, refused, [{ ...other, cost: 20 }])).toEqual([])
  })

  test('is broken by other words, by none, and by some where none are wanted', () => {
    expect(faults({ name: 'a', fails: 'others' }, refused, [])).toHaveLength(1)
    expect(faults({ name: 'a', fails: 'differ' }, cost, [])).toHaveLength(1)
    expect(faults({ name: 'a' }, refused, [])).toHaveLength(1)
  })

  test('is broken by a check that takes too long', () =>
    expect(faults({ name: 'a', seconds: 0.5 }, cost, [])).toHaveLength(1))

  test('is loose where far less is measured', () => {
    expect(isLoose({ pin: 130 }, cost)).toBe(true)
    expect(isLoose({ pin: 120 }, cost)).toBe(false)
  })
})
