import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { page } from '../../src/explorer/html.js'
import { fromLetters } from '../../src/explorer/letters.js'

const header = { title: '<b>&', about: 'of "this"' }
const numbers = gzipSync(Uint8Array.of(1, 2, 3))

describe('the page', () => {
  const text = page({ header, script: 'const end = "</script>"', numbers })

  test('names and texts are escaped, and no script ends early', () => {
    expect(text).not.toContain('<b>&')
    expect(text.match(/<\/script/g)).toHaveLength(2)
  })

  test('it holds the numbers, and may load nothing', () => {
    const [, letters = ''] = /id="numbers">([^<]*)</.exec(text) ?? []
    expect([...gunzipSync(fromLetters(letters))]).toEqual([1, 2, 3])
    expect(text).toContain("default-src 'none'")
    expect(text).not.toContain('connect-src')
  })

  test('one that is served asks whoever served it, and holds no numbers', () => {
    const served = page({ header, script: '', numbers: './numbers' })
    expect(served).toContain("connect-src 'self'")
    expect(served).toContain('data-from="./numbers"')
  })
})
