import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import { promise, value } from '../../src/shapes/run.js'

const refused = new ShapeError('matmul: no')

describe('value', () => {
  it('is the right side, or throws the left one', () => {
    expect(value(E.right(42))).toBe(42)
    expect(() => value(E.left(refused))).toThrow(refused)
  })

  it('throws an error also of what is none', () => {
    expect(() => value(E.left('words'))).toThrow(new Error('words'))
    try {
      value(E.left({ code: 7 }))
    } catch (error) {
      expect(error).toMatchObject({ cause: { code: 7 } })
    }
  })
})

describe('promise', () => {
  it('resolves with the right side, and rejects with the left one itself', async () => {
    expect(await promise(TE.right('trained'))).toBe('trained')
    expect(await promise(TE.left(refused)).catch((error: unknown) => error)).toBe(refused)
  })

  it('rejects with what an effect throws', async () => {
    const thrown = new Error('thrown')
    await expect(promise(() => Promise.reject(thrown))).rejects.toBe(thrown)
  })

  it('runs the effect once', async () => {
    let runs = 0
    await promise(
      TE.fromIO(() => {
        runs += 1
      }),
    )
    expect(runs).toBe(1)
  })
})
