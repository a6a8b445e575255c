import { describe, expect, it } from 'vitest'
import { stateless } from '../../src/layers/layer.js'
import { from } from '../../src/random/key.js'

const latent = { dim: 'latent', size: 20 }

describe('stateless', () => {
  it('has no parameters, and applies the function whatever they are', () => {
    const built = stateless([latent], 'Tensor', null, ((x: number) => x + 1) as never)
    expect(built.init(from(7))).toBeNull()
    expect(built.apply(null as never)(2 as never)).toBe(3)
    expect([built.out, built.kind, built.family]).toEqual([[latent], 'Tensor', null])
  })
})
