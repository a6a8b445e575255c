/** JSON as a header needs it: no name twice, and numbers in digits alone. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'

/** Strings, what opens and closes a record, what follows a name, and numbers; the text is known to be JSON. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}:]|-?\d[\d.eE+-]*/g

const DIGITS = /^(?:0|[1-9]\d*)$/

/** Something of a file as a message shows it: a name may be of any length and of any characters. */
export const shown = (value: unknown): string =>
  typeof value === 'string' && /^[\w.%-]{1,80}$/.test(value) ? value : clipped(JSON.stringify(value) ?? String(value))

const clipped = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text)

const stringFault = (token: string): string | null =>
  /\p{Surrogate}/u.test(JSON.parse(token)) ? `has ${clipped(token)} in its header, which is not Unicode text` : null

const numberFault = (token: string): string | null =>
  DIGITS.test(token)
    ? null
    : `has the number ${clipped(token)} in its header, where numbers must be whole and 0 or more, in digits`

const fault = (json: string): string | null => {
  const open: Set<string>[] = []
  let last = ''
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set())
    else if (token === '}') open.pop()
    else if (token === ':') {
      const names = open.at(-1)
      if (names?.has(last)) return `has the name ${shown(last)} twice in its header`
      names?.add(last)
    } else {
      const message = token.startsWith('"') ? stringFault(token) : numberFault(token)
      if (message !== null) return message
      // two spellings of a name are one name: "\u0077" is "w"
      if (token.startsWith('"')) last = JSON.parse(token)
    }
  }
  return null
}

/**
 * The value of a JSON text. `JSON.parse` alone takes the last of two fields of one name, and says nothing.
 *
 * Errors: text that follows the name of the file.
 *
 * @example
 * strictJson('{"w": 1, "w": 2}')
 * //=> left('has the name w twice in its header')
 */
export const strictJson = (text: string): E.Either<string, unknown> =>
  pipe(
    E.tryCatch(
      (): unknown => JSON.parse(text),
      () => 'has a header that is not JSON',
    ),
    E.flatMap((value) => {
      const message = fault(text)
      return message === null ? E.right(value) : E.left(message)
    }),
  )
