import { describe, expect, it } from 'vitest'
import { dimsOf, numbersOf, toSize } from '../../src/shapes/dim.js'

describe('toSize', () => {
  it('is a literal under its own name, or the size itself', () => {
    expect(toSize(784)).toEqual({ dim: 784, size: 784 })
    const latent = { dim: 'latent', size: 20 }
    expect(toSize(latent)).toBe(latent)
  })

  it('has no number for a name', () => {
    expect(toSize('latent').size).toBeNaN()
  })
})

describe('dimsOf and numbersOf', () => {
  it('take an event apart', () => {
    const event = [
      { dim: 'latent', size: 20 },
      { dim: 3, size: 3 },
    ]
    expect(dimsOf(event)).toEqual(['latent', 3])
    expect(numbersOf(event)).toEqual([20, 3])
    expect([dimsOf([]), numbersOf([])]).toEqual([[], []])
  })
})
