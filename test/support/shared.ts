/** What a test file that shares its process must leave as it found it: a file that cannot is one of those alone. */

import { afterAll, beforeAll, expect } from 'vitest'

/** What one file could change under the feet of the next. */
const shared = () => ({
  folder: process.cwd(),
  environment: { ...process.env },
  arguments: [...process.argv],
  exitCode: process.exitCode,
  signals: process.eventNames().filter((name) => String(name).startsWith('SIG')),
  functions: [globalThis.fetch, Date.now, Math.random, performance.now, setTimeout],
  printing: [process.stdout.write, process.stderr.write],
})

let before: ReturnType<typeof shared>
beforeAll(() => {
  before = shared()
})
afterAll(() => expect(shared()).toEqual(before))
