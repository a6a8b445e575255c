import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileInTar } from '../../src/files/tar.js'
import { DAMAGED, damaged, expectOneLine, rightOf, wordsOf } from '../support/damage.js'

let bytes: Uint8Array = new Uint8Array()
let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shapebound-tar-'))
  writeFileSync(join(folder, 'a.bin'), 'first')
  writeFileSync(join(folder, 'b.bin'), 'x'.repeat(1500))
  execFileSync('tar', ['--format=ustar', '-cf', join(folder, 'all.tar'), '-C', folder, 'a.bin', 'b.bin'])
  bytes = readFileSync(join(folder, 'all.tar'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const find = (name: string, given = bytes) => fileInTar(name)({ file: '/x/all.tar', bytes: given })

describe('fileInTar', () => {
  it('finds each file that tar has put in', () => {
    expect(Buffer.from(rightOf(find('a.bin')).bytes).toString()).toBe('first')
    expect(rightOf(find('b.bin'))).toMatchObject({ file: '/x/all.tar/b.bin', bytes: { length: 1500 } })
  })

  it('says what is not there, and what is cut or damaged', () => {
    expect(wordsOf(find('c.bin'))).toBe('tar: /x/all.tar needs the file c.bin but has none of the name')
    expect(wordsOf(find('b.bin', bytes.subarray(0, 2000)))).toBe('tar: /x/all.tar ends before its file b.bin does')
    const other = Uint8Array.from(bytes)
    other[1024] = 0x63
    expect(wordsOf(find('b.bin', other))).toBe('tar: /x/all.tar has a damaged header at byte 1024')
  })

  it('says in one line what is damaged', () =>
    fc.assert(
      fc.property(damaged(bytes), (given) => {
        const found = find('b.bin', given)
        if (found._tag === 'Left') expectOneLine(found.left.message, '/x/all.tar')
        else expect(found.right.bytes.length).toBe(1500)
      }),
      { numRuns: DAMAGED },
    ))
})
