import { describe, expect, it } from 'vitest'
import { orRefuse, refuse, ShapeError } from '../../src/shapes/defect.js'

describe('refuse', () => {
  it('throws a tagged error with the words and nothing else', () => {
    expect(() => refuse('matmul: no')).toThrow(ShapeError)
    expect(() => refuse('matmul: no')).toThrow(/^matmul: no$/)
    const error = new ShapeError('matmul: no')
    expect([error._tag, error.name, error.message, error instanceof Error]).toEqual([
      'ShapeError',
      'ShapeError',
      'matmul: no',
      true,
    ])
    expect(String(error)).toBe('ShapeError: matmul: no')
  })
})

describe('orRefuse', () => {
  it('gives the value itself, or throws its words', () => {
    const shape = [1, 2]
    expect(orRefuse(shape)).toBe(shape)
    expect(() => orRefuse<number[]>('reshape: no')).toThrow(new ShapeError('reshape: no'))
  })
})
