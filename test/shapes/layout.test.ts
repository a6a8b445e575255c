import { describe, expect, it } from 'vitest'
import { concat, expand, permute, rename, slice, split, squeeze, stack } from '../../src/shapes/layout.js'
import { CONCAT, EXPAND, PERMUTE, RENAME, SLICE, SPLIT, SQUEEZE, STACK } from './cases.js'

describe('layout', () => {
  it.each(PERMUTE)('permute $from by $by gives $gives', ({ from, by, gives }) =>
    expect(permute(from, by)).toEqual(gives),
  )
  it.each(SQUEEZE)('squeeze $from by $by gives $gives', ({ from, by, gives }) =>
    expect(squeeze(from, by)).toEqual(gives),
  )
  it.each(EXPAND)('expand $from by $by gives $gives', ({ from, by, gives }) => expect(expand(from, by)).toEqual(gives))
  it.each(RENAME)('rename $from by $by gives $gives', ({ from, by, gives }) =>
    expect(rename(from, by[0], by[1])).toEqual(gives),
  )
  it.each(CONCAT)('concat $left, $right at $by gives $gives', ({ left, right, by, gives }) =>
    expect(concat(left, right, by)).toEqual(gives),
  )
  it.each(STACK)('stack $from at $by gives $gives', ({ from, by, gives }) => expect(stack(from, by)).toEqual(gives))
  it.each(SLICE)('slice $from by $by gives $gives', ({ from, by, gives }) =>
    expect(slice(from, by[0], by[1], by[2])).toEqual(gives),
  )
  it.each(SPLIT)('split $from by $by gives $gives', ({ from, by, gives }) =>
    expect(split(from, by[0], by[1])).toEqual(gives),
  )

  it('a shape that is split is joined again', () => {
    const [left, right] = split(['batch', 30], 1, [10, 20]) as readonly (readonly (string | number)[])[]
    expect(concat(left ?? [], right ?? [], 1)).toEqual(['batch', 30])
  })

  it('an axis that is added is taken away again', () => {
    for (const axis of [0, 1, 2, -1, -2, -3])
      expect(squeeze(expand(['batch', 'rows'], axis) as readonly (string | number)[], axis)).toEqual(['batch', 'rows'])
  })
})
