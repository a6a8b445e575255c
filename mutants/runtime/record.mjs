// What became of each mutant, a line each in a file, so that a run that was ended goes on where it was.
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

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

/** What stands in the sources and tests of a folder, as a few letters. */
const textOf = (folder) => {
  const hash = createHash('sha256')
  for (const room of ['src', 'test'].filter((each) => existsSync(join(folder, each))))
    for (const entry of readdirSync(join(folder, room), { recursive: true, withFileTypes: true }).sort(byPath))
      if (entry.isFile())
        hash.update(`${entry.parentPath.slice(folder.length)}/${entry.name}\n`).update(readFileSync(pathOf(entry)))
  return hash.digest('hex').slice(0, 10)
}

const pathOf = ({ parentPath, name }) => join(parentPath, name)
const byPath = (one, other) => (pathOf(one) < pathOf(other) ? -1 : 1)

/** The record in a file, or one of this run alone. */
export const recordIn = (path) => {
  const fates = path === undefined ? new Map() : fatesIn(path)
  return {
    of: ({ name }) => fates.get(name) ?? null,
    /** Where it is kept what the tests of a folder reach: as long as no text of it is another. */
    beside: (folder) => (path === undefined ? join(folder, 'reached') : `${path}.${textOf(folder)}`),
    add: ({ name, file, line, kind, was }, { fate, by }) => {
      fates.set(name, { name, fate, by, file, line, kind, was })
      if (path !== undefined) appendFileSync(path, `${JSON.stringify(fates.get(name))}\n`)
    },
  }
}

/** Whether a test has noticed: such a mutant is not tried again. */
export const isFound = (line) => line?.fate === 'found' || line?.fate === 'unfinished'
