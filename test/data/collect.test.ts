import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { fromAsync } from '../../src/data/collect.js'
import { eventOf } from '../../src/data/dataset.js'
import { from } from '../../src/random/key.js'
import { right } from './real.js'

const pairs = fromAsync({ name: 'pairs', support: 'real', ...eventOf('pairs', [2]) })

async function* counted(count: number): AsyncGenerator<readonly number[]> {
  for (let at = 0; at < count; at++) yield [at, -at]
}

describe('fromAsync', () => {
  it('collects what comes, more than fits at first', async () => {
    const data = await right(pairs(counted(1000)))
    expect(data.count).toBe(1000)
    expect([...data.rows(Uint32Array.of(999, 0), from(0))]).toEqual([999, -999, 0, -0])
    expect((await right(pairs(Readable.from([[1, 2]])))).count).toBe(1)
    expect((await right(pairs([Float32Array.of(1, 2)]))).count).toBe(1)
  })

  it.each([
    ['nothing', [], 'pairs: the numbers must be a multiple of 2, not 0'],
    ['a row that is short', [[1, 2], [3]], 'pairs: row 1 must be 2 numbers, not 1'],
    ['no row', [undefined as never], 'pairs: row 0 must be 2 numbers, not undefined'],
    ['no number', [[1, Number.NaN]], 'pairs: row 0, column 1 must be a finite number, not NaN'],
  ])('refuses %s', async (_, given, words) => {
    const found = await pairs(given)()
    expect(found._tag === 'Left' && [found.left._tag, found.left.message]).toEqual(['BadData', words])
  })

  it('says why nothing more came', async () => {
    async function* broken(): AsyncGenerator<readonly number[]> {
      yield [1, 2]
      throw new Error('the line is cut')
    }
    const found = await pairs(broken())()
    expect(found._tag === 'Left' && found.left.message).toBe('pairs: the examples stopped coming: the line is cut')
  })
})
