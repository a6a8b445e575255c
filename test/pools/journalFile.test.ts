import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { beginJournal, continueJournal, hasJournal, JOURNAL, readJournal } from '../../src/pools/journalFile.js'
import type { Entry } from '../../src/sweeps/history.js'
import type { Header } from '../../src/sweeps/journal.js'

const header: Header = { kind: 'study', format: 1, recipe: 'vae', file: null, study: {} }
const begun = (trial: number): Entry => ({ kind: 'trial', trial, point: { lr: 0.1 } })

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shapebound-journal-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const orThrow = <Value>(given: E.Either<{ readonly message: string }, Value>): Value => {
  if (E.isLeft(given)) throw new Error(given.left.message)
  return given.right
}

/** A journal that has begun, to be written. */
const begunJournal = async () => {
  orThrow(await beginJournal(folder, header)())
  return orThrow(continueJournal(folder, orThrow(readJournal(folder))))
}

test('of many that begin a journal at once one does, and one that is there stays', async () => {
  const all = await Promise.all(Array.from({ length: 8 }, () => beginJournal(folder, header)()))
  expect(all.every(E.isRight)).toBe(true)
  expect(readdirSync(folder)).toEqual([JOURNAL])
  orThrow((await begunJournal()).append([begun(0)]))
  orThrow(await beginJournal(folder, { ...header, recipe: 'other' })())
  expect(orThrow(readJournal(folder))).toMatchObject({ header, entries: [begun(0)] })
})

test('a journal that is cut anywhere goes on as if it was not', async () => {
  orThrow((await begunJournal()).append([begun(0), begun(1)]))
  const file = join(folder, JOURNAL)
  const whole = readFileSync(file)
  const last = whole.lastIndexOf(10, whole.length - 2) + 1
  for (const end of [last + 1, last + 40, whole.length - 1]) {
    truncateSync(file, end)
    const read = orThrow(readJournal(folder))
    expect([read.entries, read.torn]).toEqual([[begun(0)], end - last])
    orThrow(orThrow(continueJournal(folder, read)).append([begun(1)]))
    expect(readFileSync(file)).toEqual(whole)
  }
})

test('one whose first line was cut has begun nothing, and is begun again', async () => {
  expect(hasJournal(folder)).toBe(false)
  writeFileSync(join(folder, JOURNAL), '{"kind":"study"')
  expect(hasJournal(folder)).toBe(false)
  await begunJournal()
  expect(orThrow(readJournal(folder)).header).toEqual(header)
})

test('what is damaged elsewhere is refused with its line', async () => {
  orThrow((await begunJournal()).append([begun(0)]))
  appendFileSync(join(folder, JOURNAL), '{}\n')
  expect(readJournal(folder)).toMatchObject(
    E.left({ message: `sweep: ${join(folder, JOURNAL)} is damaged in line 3: its SHA-256 is another` }),
  )
})

test('a folder without one is said', () => expect(readJournal(folder)).toMatchObject(E.left({ _tag: 'FileMissing' })))
