/** Files that listeners write as training goes: begun anew, or gone on with where training goes on. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { type FileUnwritable, fileUnwritable } from '../../files/errors.js'
import type { Listener, Started, TrainingEvent } from '../../training/events.js'
import { appending } from './appending.js'

/** What a file holds before training, and what each event adds. */
export interface Growth {
  readonly begin: string | Uint8Array
  readonly line: (event: TrainingEvent) => string | Uint8Array
}

/** Whole or not at all, since it may hold the metrics of before. */
const begun = (file: string, content: string | Uint8Array): E.Either<FileUnwritable, void> =>
  E.tryCatch(
    () => {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(`${file}.new`, content)
      renameSync(`${file}.new`, file)
    },
    (caught) => fileUnwritable(file, caught),
  )

/** A listener can only throw; what it throws ends training, as a `PartFailed` whose cause this is. */
const orThrow = (written: E.Either<FileUnwritable, void>): void => {
  if (E.isLeft(written)) throw new Error(written.left.message, { cause: written.left })
}

/** What a file holds of a training that goes on; nothing of one that begins. */
const heldIn = (file: string, { step }: Started): string =>
  step > 0 && existsSync(file) ? readFileSync(file, 'utf8') : ''

/**
 * A listener that writes a file, given how it grows: where training begins, and what the file holds already where it goes
 * on from a state.
 */
export const growing = (file: string, growth: (event: Started, held: string) => Growth): Listener => {
  const { add, flush } = appending(file)
  let line: Growth['line'] = () => ''
  return (event) => {
    if (event._tag === 'Started') {
      const grows = growth(event, heldIn(file, event))
      line = grows.line
      return orThrow(begun(file, grows.begin))
    }
    add(line(event))
    if (event._tag !== 'Stepped') orThrow(flush())
  }
}

/** The lines of a text of which a step is known and is not above another: what stays where training goes on from there. */
export const linesUpTo =
  (step: number, stepOf: (line: string) => number) =>
  (text: string): string =>
    text
      .split('\n')
      .filter((line) => stepOf(line) <= step)
      .map((line) => `${line}\n`)
      .join('')
