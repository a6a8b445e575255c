import { describe, expect, it } from 'vitest'
import { determined, stated } from '../../src/shapes/determined.js'
import { named } from '../../src/shapes/named.js'
import { DETERMINED } from './cases.js'

describe('determined', () => {
  it.each(DETERMINED)('$from to $by with $sizes gives $gives', ({ from, by, sizes, gives }) =>
    expect(determined('determined', from, by, sizes)).toEqual(gives),
  )
})

describe('stated', () => {
  it('is what brings its size', () =>
    expect(stated([named('samples', 5), 'batch', 20])).toEqual([{ dim: 'samples', size: 5 }]))
})
