import { describe, expect, it } from 'vitest'
import { type Accepted, accepted, type Support } from '../../src/distributions/support.js'

const SUPPORTS = [
  'binary',
  'relaxed',
  'oneHot',
  'unitInterval',
  'integer',
  'real',
] as const satisfies readonly Support[]

/**
 * Which data each likelihood takes, written as a square: the compiler holds it to the type, and the test to the twin.
 */
const TABLE: {
  readonly [Over in Support]: { readonly [Data in Support]: Data extends Accepted[Over] ? true : false }
} = {
  binary: { binary: true, relaxed: true, oneHot: true, unitInterval: false, integer: false, real: false },
  relaxed: { binary: true, relaxed: true, oneHot: true, unitInterval: false, integer: false, real: false },
  oneHot: { binary: false, relaxed: false, oneHot: true, unitInterval: false, integer: false, real: false },
  unitInterval: { binary: true, relaxed: true, oneHot: true, unitInterval: true, integer: false, real: false },
  integer: { binary: true, relaxed: false, oneHot: true, unitInterval: false, integer: true, real: false },
  real: { binary: true, relaxed: true, oneHot: true, unitInterval: true, integer: true, real: true },
}

describe('accepted', () => {
  it.each(SUPPORTS)('a likelihood over %s data takes what its type says, each once', (over) => {
    expect([...accepted[over]].sort()).toEqual(SUPPORTS.filter((data) => TABLE[over][data]).sort())
  })

  it('every likelihood takes data of its own support', () => {
    for (const over of SUPPORTS) expect(accepted[over]).toContain(over)
  })
})
