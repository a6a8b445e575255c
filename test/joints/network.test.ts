import { describe, expect, it } from 'vitest'
import { DiagonalNormal, Layer } from '../../src/index.js'
import { type Inputs, isNetwork, namedInputs, type PartsOf } from '../../src/joints/network.js'

const net = Layer.sequence(Layer.dense(2, 3), Layer.normalHead(3, 4))

describe('a network', () => {
  it('is what takes and gives events', () => {
    expect([isNetwork(net), isNetwork(DiagonalNormal.standard(2)), isNetwork(null)]).toEqual([true, false, false])
    const kind: PartsOf<typeof net>['kind'] = 'DiagonalNormal'
    expect(net.kind).toBe(kind)
  })

  it('of one event has no names for its inputs', () => {
    expect(namedInputs(net)).toBe(null)
    const needs: Inputs<PartsOf<typeof net>['in'], 'z'> = { z: [2] }
    expect(needs).toEqual({ z: [2] })
  })

  it('of several events has a name for each, which may be that of another variable', () => {
    const joined = Layer.sequence(Layer.inputs({ z: [2], label: [3] }), Layer.concat('z', 'label'), Layer.dense(4))
    expect(Object.keys(namedInputs(joined) ?? {})).toEqual(['z', 'label'])
    const needs: Inputs<PartsOf<typeof joined>['in'], { readonly label: 'digit' }> = { z: [2], digit: [3] }
    expect(needs).toEqual({ z: [2], digit: [3] })
  })
})
