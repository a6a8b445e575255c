import { describe, expect, it } from 'vitest'
import { inOrder } from '../../src/engines/inOrder.js'

describe('work in order', () => {
  it('begins when the one before is over, whether or not that failed', async () => {
    const said: string[] = []
    const { next, last } = inOrder()
    const work = (name: string, fails = false) =>
      next(async () => {
        said.push(`${name} begins`)
        await Promise.resolve()
        said.push(`${name} ends`)
        if (fails) throw new Error(name)
        return name
      })
    const all = [work('one'), work('two', true), work('three')]
    expect(said).toEqual([])
    await last()
    expect(said).toEqual(['one begins', 'one ends', 'two begins', 'two ends', 'three begins', 'three ends'])
    expect(await Promise.allSettled(all)).toMatchObject([
      { value: 'one' },
      { reason: { message: 'two' } },
      { value: 'three' },
    ])
  })
})
