// Tries mutants: the test of their own file first, then every other that reaches them.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isFound } from './record.mjs'
import { fateOf, reachedBy } from './run.mjs'

/** The test of a file, or those of its folder where it has none of its own. */
const ownOf = (folder, { file }) => {
  const mirror = file.replace(/^src(.*)\.ts$/, 'test$1.test.ts')
  return existsSync(join(folder, mirror)) ? mirror : `${dirname(mirror)}/`
}

const distinct = (names) => [...new Set(names)]

/** The two rounds: which command finds the tests of the mutants that are left, from which files, and which of them run. */
const ROUNDS = [
  { name: 'the tests of their own files', command: 'run', filesOf: ownOf, own: true },
  { name: 'all tests that reach them', command: 'related', filesOf: (_, { file }) => file, own: false },
]

const tryAll = async (sites, fateOfSite, record, say) => {
  const left = [...sites]
  const work = async () => {
    for (let site = left.shift(); site !== undefined; site = left.shift()) {
      const found = await fateOfSite(site)
      // that no other test reaches it says no more than that its own has not noticed
      if (found.fate !== 'unreached' || record.of(site) === null) record.add(site, found)
      const { fate } = record.of(site)
      say(`${sites.length - left.length}/${sites.length} ${site.name} ${site.file}:${site.line} ${site.kind}: ${fate}`)
    }
  }
  await Promise.all([work(), work()])
}

/**
 * Tries the mutants that no test has found yet, and writes down what becomes of them; and beside the record what each test
 * reaches.
 */
export const tried = async (folder, sites, record, say) => {
  const to = record.beside(folder)
  for (const { name, command, filesOf, own } of ROUNDS) {
    const left = sites.filter((site) => !isFound(record.of(site)))
    if (left.length === 0) return
    say(`${left.length} mutants, ${name}`)
    const reaching = await reachedBy(folder, command, distinct(left.map((site) => filesOf(folder, site))), to, say)
    const testsOf = (site) =>
      reaching(site.id).filter(({ testPath }) => testPath.startsWith(join(folder, ownOf(folder, site))) === own)
    await tryAll(left, (site) => fateOf(folder, site.id, testsOf(site)), record, say)
  }
}
