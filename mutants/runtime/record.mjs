// What became of each mutant, a line each in a file, so that a run that was ended goes on where it was.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** The fates in a file, by the name of the mutant; a later line counts. */
const fatesIn = (path) =>
  !existsSync(path)
    ? new Map()
    : new Map(
        readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line))
          .map((line) => [line.name, line]),
      )

/** The record in a file, or one of this run alone. */
export const recordIn = (path) => {
  const fates = path === undefined ? new Map() : fatesIn(path)
  return {
    of: ({ name }) => fates.get(name) ?? null,
    add: ({ name, file, line, kind, was }, { fate, by }) => {
      fates.set(name, { name, fate, by, file, line, kind, was })
      if (path !== undefined) appendFileSync(path, `${JSON.stringify(fates.get(name))}\n`)
    },
  }
}

/** Whether a test has noticed: such a mutant is not tried again. */
export const isFound = (line) => line?.fate === 'found' || line?.fate === 'unfinished'
