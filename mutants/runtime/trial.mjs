// Tries mutants: the test of their own file first, then every other that reaches them.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isFound } from './record.mjs'
import { fateOf, reachedBy } from './run.mjs'

/** The test of a file, or those of its folder where it has none of its own. */
const mirrorOf = (folder, { file }) => {
  const mirror = file.replace(/^src(.*)\.ts$/, 'test$1.test.ts')
  return existsSync(join(folder, mirror)) ? mirror : `${dirname(mirror)}/`
}

const distinct = (names) => [...new Set(names)]

/** The two rounds: which command finds the tests of the mutants that are left, and from which files. */
const ROUNDS = [
  { name: 'the tests of their own files', command: 'run', testsOf: mirrorOf },
  { name: 'all tests that reach them', command: 'related', testsOf: (_, { file }) => file },
]

const tryAll = async (folder, sites, reaching, record, say) => {
  const left = [...sites]
  const work = async () => {
    for (let site = left.shift(); site !== undefined; site = left.shift()) {
      const { fate, by } = await fateOf(folder, site.id, reaching(site.id))
      record.add(site, { fate, by })
      say(`${sites.length - left.length}/${sites.length} ${site.name} ${site.file}:${site.line} ${site.kind}: ${fate}`)
    }
  }
  await Promise.all([work(), work()])
}

/** Tries the mutants that no test has found yet, and writes down what becomes of them. */
export const tried = async (folder, sites, record, say) => {
  for (const { name, command, testsOf } of ROUNDS) {
    const left = sites.filter((site) => !isFound(record.of(site)))
    if (left.length === 0) return
    say(`${left.length} mutants, ${name}`)
    const files = distinct(left.map((site) => testsOf(folder, site)))
    await tryAll(folder, left, await reachedBy(folder, command, files, say), record, say)
  }
}
