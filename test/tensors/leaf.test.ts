import { describe, expect, it } from 'vitest'
import * as T from '../../src/tensors/index.js'
import { isLeaf, join } from '../../src/tensors/leaf.js'
import { onCpu } from '../support/engine.js'

onCpu()

describe('isLeaf', () => {
  it('is true of tensors, of the engine and of the host', () => {
    expect(isLeaf(T.zeros([2, 3], [2, 3]))).toBe(true)
    expect(isLeaf(T.host([2], {}, new Float32Array(2)))).toBe(true)
  })

  it.each([[null], [undefined], [3], ['shape'], [{ shape: [2] }], [[]], [{ values: [] }]])('is false of %o', (given) =>
    expect(isLeaf(given)).toBe(false),
  )
})

describe('join', () => {
  it.each([
    ['', 'encoder', 'encoder'],
    ['encoder', '0', 'encoder.0'],
    ['encoder', 'a.b', 'encoder.a%2Eb'],
    ['', 'a%2Eb', 'a%252Eb'],
  ])('of %o and %o is %o', (path, name, wanted) => expect(join(path, name)).toBe(wanted))
})
