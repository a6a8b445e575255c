/** The files of the repository, as the tests of the house read them. */

import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const require = createRequire(import.meta.url)
const rooms = require('../../scripts/rooms.cjs') as {
  readonly ROOMS: readonly string[]
  readonly TENSORFLOW_ROOMS: readonly string[]
}
export const { ROOMS, TENSORFLOW_ROOMS } = rooms

/** The entry points by the names of their sources, `index` first, and what a program imports them by. */
export const { ENTRIES } = require('../../scripts/entries.cjs') as {
  readonly ENTRIES: Readonly<Record<string, string>>
}

/** The files under a folder whose names end so, by their paths in the folder, in order. */
export const filesUnder = (folder: string, ending: string): readonly string[] => {
  try {
    return readdirSync(`${ROOT}/${folder}`, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => path.endsWith(ending))
      .sort()
  } catch {
    return [] // a folder that is not there has no files
  }
}

export const textOf = (path: string): string => readFileSync(`${ROOT}/${path}`, 'utf8')
