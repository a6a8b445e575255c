import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import { type Tagged, tagged } from '../../src/shapes/tagged.js'

interface FileMissing extends Tagged<'FileMissing'> {
  readonly file: string
}

const reading = (cause: unknown): FileMissing =>
  tagged<FileMissing>('FileMissing', 'read: needs the file x', { file: 'x' }, { cause })

describe('an error with a tag', () => {
  const cause = new TypeError('below')
  const error = reading(cause)

  it('is an Error: it has a name, words, a cause, and a stack that begins where it was made', () => {
    expect(error).toBeInstanceOf(Error)
    expect(`${error}`).toBe('FileMissing: read: needs the file x')
    expect(error.cause).toBe(cause)
    expect(error.stack).toMatch(/^FileMissing: read: needs the file x\n\s+at reading \(/)
  })

  it('has a name as other errors have: it may be written to, and is not listed', () =>
    expect(Object.getOwnPropertyDescriptor(error, 'name')).toEqual({
      value: 'FileMissing',
      writable: true,
      configurable: true,
      enumerable: false,
    }))

  it('is a value: it has a tag and its fields, and JSON has them and the words', () => {
    expect(Object.entries(error)).toEqual([
      ['_tag', 'FileMissing'],
      ['file', 'x'],
    ])
    expect(JSON.parse(JSON.stringify({ error }))).toEqual({
      error: { _tag: 'FileMissing', message: 'read: needs the file x', file: 'x' },
    })
  })

  it('has no cause where nothing was thrown', () =>
    expect('cause' in tagged<Tagged<'BadRequest'>>('BadRequest', 'no', {})).toBe(false))
})

describe('ShapeError', () => {
  it('is one of them', () => {
    const error = new ShapeError('matmul: 3 and 4')
    expect(error).toBeInstanceOf(ShapeError)
    expect(error.stack).toMatch(/^ShapeError: matmul: 3 and 4\n\s+at /)
    expect(error.stack).not.toContain('new ShapeError')
    expect(JSON.parse(JSON.stringify(error))).toEqual({ _tag: 'ShapeError', message: 'matmul: 3 and 4' })
  })
})
