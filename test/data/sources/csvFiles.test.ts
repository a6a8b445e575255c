import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { category, count, real } from '../../../src/data/columns.js'
import { fromCsv, parseCsv } from '../../../src/data/sources/csvFiles.js'
import { fromTable } from '../../../src/data/table.js'
import { from } from '../../../src/random/key.js'
import { DAMAGED, damaged, expectOneLine, rightOf, wordsOf } from '../../support/damage.js'
import { left, right } from '../real.js'

const parse = (text: string | Uint8Array, options = {}) =>
  parseCsv(options)({ file: '/x/a.csv', bytes: typeof text === 'string' ? Buffer.from(text) : text })

describe('parseCsv', () => {
  // the rules of RFC 4180, section 2
  it.each([
    [
      'lines that end in either way, the last without an end',
      'a,b\r\n1,2\n3,4',
      [
        ['1', '2'],
        ['3', '4'],
      ],
      [2, 3],
    ],
    [
      'quotes around commas, quotes and ends of lines',
      'a,b\n"1,5","say ""hi""\nyou"\n3,4\n',
      [
        ['1,5', 'say "hi"\nyou'],
        ['3', '4'],
      ],
      [3, 4],
    ],
    ['cells of spaces and of nothing', 'a,b\n ,\n', [[' ', '']], [2]],
    ['a mark of the order of bytes before the first name', '\ufeffa,b\n1,2\n', [['1', '2']], [2]],
    ['lines of nothing, which are left out', 'a,b\n\n1,2\n\n', [['1', '2']], [3]],
  ])('reads %s', (_, text, rows, lines) =>
    expect(rightOf(parse(text))).toEqual({ file: '/x/a.csv', header: ['a', 'b'], rows, lines }),
  )

  it('reads another character between cells, and a table without a header', () =>
    expect(rightOf(parse('1;2\n', { delimiter: ';', header: false }))).toMatchObject({
      header: null,
      rows: [['1', '2']],
    }))

  it.each([
    ['a row that is short', 'a,b\n1\n', 'is not a table: Invalid Record Length: expect 2, got 1 on line 2'],
    [
      'a quote that is not closed',
      'a,b\n"1,2\n',
      'is not a table: Quote Not Closed: the parsing is finished with an opening quote at line 2',
    ],
    ['other bytes than UTF-8', Uint8Array.of(0x61, 0xff, 0x0a), 'must be text in UTF-8'],
  ])('refuses %s', (_, text, words) => expect(wordsOf(parse(text))).toBe(`csv: /x/a.csv ${words}`))
})

const columns = { kind: category(['cat', 'dog']), age: real(), litters: count({ missing: ['', 'NA'] }) }
const text = `kind,age,litters\n${'cat,3.25,1\n"dog",1e-1,NA\ncat,-7,20\ndog,12,\n'.repeat(3)}`

describe('damaged tables', () => {
  it('cost one line, or have as many numbers in each column as rows', () =>
    fc.assert(
      fc.property(damaged(Buffer.from(text)), (bytes) => {
        const found = pipe(parse(bytes), E.flatMap(fromTable('pets', columns)))
        if (found._tag === 'Left') return expectOneLine(found.left.message, '/x/a.csv')
        const { fields } = found.right
        expect([fields.kind.count, fields.age.count, fields.litters.data.count]).toEqual(
          new Array(3).fill(found.right.count),
        )
      }),
      { numRuns: DAMAGED },
    ))
})

describe('fromCsv', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shapebound-csv-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('reads the columns of a file', async () => {
    const path = join(folder, 'pets.csv')
    await writeFile(path, text)
    const { count: rows, fields } = await right(fromCsv({ path, name: 'pets', columns }))
    expect([rows, fields.kind.support, fields.age.shape]).toEqual([12, 'oneHot', [1]])
    expect([...fields.age.rows(Uint32Array.of(0, 2), from(0))]).toEqual([3.25, -7])
    expect((await left(fromCsv({ path, name: 'pets', columns: { age: count() } }))).message).toBe(
      `pets: ${path} line 2, column age must be a whole number from 0 that float32 holds, not "3.25"`,
    )
  })
})
