/** The command line in this process, with a folder of its own that is gone after the tests of a file. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Ended, inProcess } from './inProcess.js'

/** Paths in the folder, and the command line, which has its cache there. */
export interface InFolder {
  readonly at: (name: string) => string
  readonly cli: (...argv: readonly string[]) => Promise<Ended>
}

/** Makes the folder before the tests of a file, and what is written of it before them after it. */
export const inFolder = (name: string): InFolder => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), `shapebound-${name}-`))
  })
  afterAll(() => rm(folder, { recursive: true }))
  const at = (path: string) => join(folder, path)
  return { at, cli: (...argv) => inProcess(argv, { cache: at('cache') }) }
}
