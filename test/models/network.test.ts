import { describe, expect, it } from 'vitest'
import * as Layer from '../../src/layers/index.js'
import { isNetwork } from '../../src/models/network.js'

describe('isNetwork', () => {
  it('tells a network from a layer and from anything else', () => {
    expect(isNetwork(Layer.sequence(Layer.dense(2, 3)))).toBe(true)
    for (const other of [Layer.tanh, Layer.dense(2, 3), {}, null, undefined, 3, 'input'])
      expect(isNetwork(other)).toBe(false)
  })
})
