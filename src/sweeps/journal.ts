/**
 * The journal of a study: lines of JSON, the study first and then its history, each with the SHA-256 of the line before it and of
 * itself, so that no line can be changed, lost or moved unseen.
 */

import * as E from 'fp-ts/lib/Either.js'
import { sha256Of } from '../files/bytes.js'
import { isFields, jsonOf } from '../shapes/fields.js'
import type { Entry } from './history.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The first line. */
export interface Header {
  readonly kind: 'study'
  readonly format: 1
  readonly recipe: string
  /** The file of a recipe or a study of somebody's own. */
  readonly file: string | null
  /** The study, as `toJson` gives it. */
  readonly study: unknown
}

/** What a journal holds. */
export interface Journal {
  readonly header: Header
  readonly entries: readonly Entry[]
  /** The hash of the last line: the next is chained to it. */
  readonly hash: string
  /** How many bytes whole lines take: what follows them was cut while it was written. */
  readonly whole: number
}

// -----------------------------------------------------------------------------
// to lines
// -----------------------------------------------------------------------------

/** What the first line is chained to. */
export const ROOT = '0'.repeat(64)

/** A line that is written. */
export interface Line {
  readonly text: string
  readonly hash: string
}

/** The line of a header or an entry, chained to the hash before it, with its line feed. */
export const lineOf = (before: string, body: Header | Entry): Line => {
  const json = JSON.stringify(body)
  const hash = sha256Of(new TextEncoder().encode(`${before}${json}`))
  return { text: `${json.slice(0, -1)},"sha256":"${hash}"}\n`, hash }
}

// -----------------------------------------------------------------------------
// from lines
// -----------------------------------------------------------------------------

const LINE = /^(\{.*),"sha256":"([0-9a-f]{64})"\}$/

/** What a line says, where its hash is right. */
const bodyOf = (before: string, text: string): { readonly body: unknown; readonly hash: string } | null => {
  const [, start, hash] = LINE.exec(text) ?? []
  if (start === undefined || hash === undefined) return null
  const json = `${start}}`
  return sha256Of(new TextEncoder().encode(`${before}${json}`)) === hash ? { body: jsonOf(json), hash } : null
}

const KINDS: readonly unknown[] = [
  'trial',
  'promoted',
  'stopped',
  'result',
  'failed',
  'extended',
] satisfies Entry['kind'][]

const isHeader = (body: unknown): body is Header => isFields(body) && body.kind === 'study'

/**
 * What the text of a journal says. A last line that was cut while it was written is none.
 *
 * `Left`: what is wrong with it, after the name of its file.
 */
export const parseJournal = (text: string): E.Either<string, Journal> => {
  const lines = text.split('\n').slice(0, -1)
  const entries: Entry[] = []
  let [hash, header]: [string, Header | null] = [ROOT, null]
  for (const [index, line] of lines.entries()) {
    const found = bodyOf(hash, line)
    if (found === null) return E.left(`is damaged in line ${index + 1}: its SHA-256 is another`)
    hash = found.hash
    if (index === 0) {
      if (!isHeader(found.body)) return E.left('does not begin with a study')
      if (found.body.format !== 1) return E.left(`is of format ${found.body.format}, and this release reads format 1`)
      header = found.body
    } else {
      if (!isFields(found.body) || !KINDS.includes(found.body.kind))
        return E.left(`holds no entry in line ${index + 1}`)
      entries.push(found.body as unknown as Entry) // safe: its hash is that of a line that was written as an entry
    }
  }
  const whole = new TextEncoder().encode(lines.map((line) => `${line}\n`).join('')).length
  return header === null ? E.left('does not begin with a study') : E.right({ header, entries, hash, whole })
}
