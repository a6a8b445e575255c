import { describe, expect, it } from 'vitest'
import { engineError } from '../../src/engines/engine.js'
import { ShapeError } from '../../src/shapes/refusal.js'

describe('engineError', () => {
  it('keeps a ShapeError, and names the engine of anything else', () => {
    const shape = new ShapeError('words')
    expect(engineError('cpu', shape)).toBe(shape)
    expect(engineError('cpu', new TypeError('no'))).toEqual({ _tag: 'EngineFailed', engine: 'cpu', message: 'no' })
    expect(engineError('cpu', 'text')).toEqual({ _tag: 'EngineFailed', engine: 'cpu', message: 'text' })
    expect(engineError('cpu', undefined)).toMatchObject({ message: 'undefined' })
  })
})
