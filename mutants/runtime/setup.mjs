// Loaded before each test file: says which mutant is on, and writes down which ones the file reaches.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'

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

afterAll(() => {
  if (folder === undefined) return
  const { testPath } = expect.getState()
  const name = `${testPath.replaceAll(/[^a-zA-Z0-9]+/g, '-')}.json`
  const about = { testPath, ms: takenMs(), reached: Object.keys(reached).map(Number) }
  writeFileSync(join(folder, name), JSON.stringify(about))
})
