import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escaped } from '../../src/reports/escape.js'
import { elementsOf, textOf } from './xml.js'

describe('escaped', () => {
  it('shows what would be markup', () => {
    expect(escaped(`<a & "b" 'c'>`)).toBe('&lt;a &amp; &quot;b&quot; &#39;c&#39;&gt;')
  })

  it('replaces what XML cannot hold', () => {
    expect(escaped('a\u0000b\u001bc\ttab')).toBe('a\ufffdb\ufffdc\ttab')
  })

  it('keeps any text one text, in an element and in an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const html = `<p title="${escaped(text)}">${escaped(text)}</p>`
        expect(elementsOf(html).map(({ name }) => name)).toEqual(['p'])
        expect(textOf(html)).toBe(` ${text} `)
      }),
    )
  })
})
