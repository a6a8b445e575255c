import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { directoryOf, fileInZip, unpacked } from '../../src/files/zip.js'
import { rightOf, wordsOf } from '../support/damage.js'

const bytes = zipSync(
  { a: Buffer.from('first'), 'b/c': [Buffer.from('second'), { level: 0 }] },
  { comment: 'made here' },
)

describe('zip archives', () => {
  it('say what they have, also with a comment', () => {
    expect(rightOf(directoryOf(bytes)).map(({ name }) => name)).toEqual(['a', 'b/c'])
    expect(rightOf(directoryOf(zipSync({})))).toEqual([])
  })

  it('are unpacked by name', () => {
    const files = rightOf(unpacked(bytes)(rightOf(directoryOf(bytes))))
    expect(Object.entries(files).map(([name, file]) => [name, Buffer.from(file).toString()])).toEqual([
      ['a', 'first'],
      ['b/c', 'second'],
    ])
    expect(Buffer.from(rightOf(fileInZip('b/c')({ file: 'x.zip', bytes })).bytes).toString()).toBe('second')
  })

  it('are refused where a file has changed, is not there, or the archive is cut', () => {
    const changed = Uint8Array.from(bytes)
    changed[Buffer.from(bytes).indexOf('second')] = 0
    expect(wordsOf(fileInZip('b/c')({ file: 'x.zip', bytes: changed }))).toBe(
      'zip: x.zip has a file b/c whose checksum is not the one it was written with',
    )
    expect(wordsOf(fileInZip('d')({ file: 'x.zip', bytes }))).toBe(
      'zip: x.zip needs the file d but has none of the name',
    )
    expect(wordsOf(directoryOf(bytes.subarray(0, -1)))).toBe(
      'is not a whole zip archive: it has no directory at its end',
    )
    expect(wordsOf(directoryOf(bytes.subarray(10)))).toBe(
      'is not a whole zip archive: its directory is not where its end says',
    )
  })
})
