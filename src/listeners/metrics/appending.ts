/** A file that grows as training goes: what is told together is appended together. */

import { appendFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { type FileUnwritable, fileUnwritable } from '../../files/errors.js'

/** A file that is being written. */
export interface Appending {
  /** Takes bytes or text, which is appended once the code that is running has ended: the steps of a run come at once. */
  readonly add: (content: string | Uint8Array) => void
  /** Appends what was gathered at once. After a failure nothing more is written, and each flush says why. */
  readonly flush: () => E.Either<FileUnwritable, void>
}

/** A file that grows, empty or with what it holds already. */
export const appending = (file: string): Appending => {
  let gathered: Uint8Array[] = []
  let failure: FileUnwritable | null = null
  const flush = (): E.Either<FileUnwritable, void> => {
    const content = Buffer.concat(gathered)
    gathered = []
    if (failure === null && content.length > 0)
      try {
        appendFileSync(file, content)
      } catch (caught) {
        failure = fileUnwritable(file, caught)
      }
    return failure === null ? E.right(undefined) : E.left(failure)
  }
  return {
    add: (content) => {
      if (failure !== null) return
      if (gathered.length === 0) queueMicrotask(flush)
      gathered.push(typeof content === 'string' ? Buffer.from(content) : content)
    },
    flush,
  }
}
