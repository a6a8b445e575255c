import { describe, expect, test } from 'vitest'
import { filesUnder } from './sources.js'

/** Files without a test of their own, each with what holds it. */
const WITHOUT: Readonly<Record<string, string>> = {
  'shapes/digits.ts': 'a table that scripts/digits.mjs writes: shapes/arithmetic is tested with it',
}

/** Folders of tests that are of no file: of the repository itself, and what tests share. */
const OF_NO_FILE = /^(house|support)\//

const without = (path: string, ending: string): string => path.slice(0, -ending.length)

const sources = filesUnder('src', '.ts').filter((path) => !/(^|\/)index\.ts$/.test(path))
const tests = filesUnder('test', '.test.ts').filter((path) => !OF_NO_FILE.test(path))
const typeTests = filesUnder('type-tests', '.test-d.ts')
const tested = new Set([
  ...tests.map((path) => without(path, '.test.ts')),
  ...typeTests.map((path) => without(path, '.test-d.ts')),
])

describe('every file of src', () => {
  test('has a test or a type test of its path', () =>
    expect(sources.filter((path) => !(path in WITHOUT) && !tested.has(without(path, '.ts')))).toEqual([]))

  test('that is an exception is one', () =>
    expect(Object.keys(WITHOUT).filter((path) => !sources.includes(path) || tested.has(without(path, '.ts')))).toEqual(
      [],
    ))
})

test('every test is of a file of src', () =>
  expect([...tested].filter((path) => !sources.includes(`${path}.ts`))).toEqual([]))
