// Tries mutants: the test of their own file first, then every other that reaches them.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isFound } from './record.mjs'
import { fateOf, reachedBy } from './run.mjs'

const mirrorOf = ({ file }) => file.replace(/^src(.*)\.ts$/, 'test$1.test.ts')

const distinct = (names) => [...new Set(names)]

/** The two rounds: which command finds the tests of the mutants that are left, and from which files. */
const ROUNDS = [
  { name: 'the tests of their own files', command: 'run', filesOf: mirrorOf },
  { name: 'all tests that reach them', command: 'related', filesOf: ({ file }) => file },
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
  for (const { name, command, filesOf } of ROUNDS) {
    const left = sites.filter((site) => !isFound(record.of(site)))
    const files = distinct(left.map(filesOf)).filter((file) => existsSync(join(folder, file)))
    if (files.length === 0) continue
    say(`${left.length} mutants, ${name}`)
    await tryAll(folder, left, await reachedBy(folder, command, files, say), record, say)
  }
}
