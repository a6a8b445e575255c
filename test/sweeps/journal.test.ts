import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { Entry } from '../../src/sweeps/history.js'
import { type Header, lineOf, parseJournal, ROOT } from '../../src/sweeps/journal.js'

const header: Header = { kind: 'study', format: 1, recipe: 'vae', file: null, study: {} }
const entries: readonly Entry[] = [
  { kind: 'trial', trial: 0, point: { lr: 1.25e-4, kind: 'a "b"' } },
  { kind: 'result', trial: 0, rung: 0, values: { objective: [-1.5, 2] } },
  { kind: 'extended', trials: 3 },
]
const lines: { readonly text: string; readonly hash: string }[] = []
for (const body of [header, ...entries]) lines.push(lineOf(lines.at(-1)?.hash ?? ROOT, body))
const text = lines.map((line) => line.text).join('')

test('what is written is read', () =>
  expect(parseJournal(text)).toEqual(
    E.right({ header, entries, hash: lines.at(-1)?.hash, whole: Buffer.byteLength(text) }),
  ))

test('a last line that was cut is none, wherever it was cut', () => {
  const before = lines
    .slice(0, -1)
    .map((line) => line.text)
    .join('')
  for (let end = before.length; end < text.length; end++)
    expect(parseJournal(text.slice(0, end))).toMatchObject(
      E.right({ entries: entries.slice(0, -1), whole: before.length }),
    )
})

describe('is refused', () => {
  test('with any other byte in a whole line', () => {
    for (let at = 0; at < text.length; at++) {
      if (text[at] === '\n') continue
      expect(E.isLeft(parseJournal(`${text.slice(0, at)}${text[at] === 'x' ? 'y' : 'x'}${text.slice(at + 1)}`))).toBe(
        true,
      )
    }
  })

  test('with a line that is gone, or that has changed its place', () => {
    const without = (place: number) =>
      lines
        .filter((_, at) => at !== place)
        .map((line) => line.text)
        .join('')
    expect(parseJournal(without(1))).toEqual(E.left('is damaged in line 2: its SHA-256 is another'))
    const [first, second, third, last] = lines.map((line) => line.text)
    expect(E.isLeft(parseJournal(`${first}${third}${second}${last}`))).toBe(true)
  })

  test('without a study, and of a format that is not known', () => {
    expect(parseJournal('')).toEqual(E.left('does not begin with a study'))
    const entry = entries[0] as Entry
    expect(parseJournal(lineOf(ROOT, entry).text)).toEqual(E.left('does not begin with a study'))
    const later = { ...header, format: 2 } as unknown as Header
    expect(parseJournal(lineOf(ROOT, later).text)).toEqual(E.left('is of format 2, and this release reads format 1'))
  })
})
