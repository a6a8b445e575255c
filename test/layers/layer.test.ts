import { describe, expect, it } from 'vitest'
import { fits, stateless, takes } from '../../src/layers/layer.js'
import { from } from '../../src/random/key.js'

const literal = (size: number) => ({ dim: size, size })
const latent = { dim: 'latent', size: 20 }

describe('takes', () => {
  it('says what is needed, then what is given', () => {
    expect(takes([literal(400)], [literal(500)])).toBe('takes [400] but is given [500]')
    expect(takes([literal(28), literal(28)], [latent])).toBe('takes [28, 28] but is given [latent]')
    expect(takes([], [literal(1)])).toBe('takes [] but is given [1]')
  })
})

describe('fits', () => {
  it('goes by the dimensions, not by their numbers', () => {
    expect(fits([literal(20)], [literal(20)])).toBe(true)
    expect(fits([latent], [literal(20)])).toBe(false)
    expect(fits([latent], [{ dim: 'hidden', size: 20 }])).toBe(false)
    expect(fits([literal(28), literal(28)], [literal(28)])).toBe(false)
    expect(fits([], [])).toBe(true)
  })
})

describe('stateless', () => {
  it('has no parameters, and applies the function whatever they are', () => {
    const built = stateless([latent], 'Tensor', null, ((x: number) => x + 1) as never)
    expect(built.init(from(7))).toBeNull()
    expect(built.apply(null as never)(2 as never)).toBe(3)
    expect([built.out, built.kind, built.family]).toEqual([[latent], 'Tensor', null])
  })
})
