// Loaded before each test file: says which mutant is on, and writes down which ones the file reaches.
import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeEach, expect } from 'vitest'

const [on, folder] = [Number(process.env.MUTANT ?? -1), process.env.MUTANTS_REACHED]
/** A row with holes, not a set: inner loops ask. */
const reached = []
const before = process.cpuUsage()

/** What the file has taken of the processor, in milliseconds. */
const takenMs = () => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

globalThis.__mutant = (id) => {
  reached[id] = true
  return id === on
}

/** Tests that fail by themselves are not run beside a mutant; those that do so now are written down. */
const skipped = JSON.parse(process.env.MUTANT_SKIPPED ?? '[]')
const fails = []
beforeEach(({ skip, onTestFailed }) => {
  const { testPath, currentTestName } = expect.getState()
  const name = `${relative(process.cwd(), testPath)}: ${currentTestName}`
  skip(skipped.includes(name))
  onTestFailed(() => fails.push(name))
})

afterAll(() => {
  if (folder === undefined) return
  const test = relative(process.cwd(), expect.getState().testPath)
  const about = { test, ms: takenMs(), reached: Object.keys(reached).map(Number), fails }
  writeFileSync(join(folder, `${test.replaceAll(/[^a-zA-Z0-9]+/g, '-')}.json`), JSON.stringify(about))
})
