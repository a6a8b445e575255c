import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Block, blocksIn } from './documents.js'
import { installIn, link, packInto } from './packing.js'
import { textOf } from './sources.js'

// The tutorial, as somebody types it: its files and its commands in an empty folder, from the package as npm packs it.
// Nothing is downloaded: what `npm i` would fetch is a link to what the repository has.

/** The name of the file that a block is, which stands in its first line. */
const fileOf = ({ text }: Block): string | undefined => /^\/\/ ([\w.-]+)\n/.exec(text)?.[1]

/** A pattern for what is printed, in which `…` is anything, and a line of it any lines. */
const printed = (text: string): RegExp =>
  new RegExp(
    `^${text
      .trimEnd()
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('\n…\n', '\n[^]*\n')
      .replaceAll('…', '.*')}$`,
  )

const BINARIES: Readonly<Record<string, string>> = {
  shapebound: 'shapebound/dist/cli/main.js',
  tsc: 'typescript/bin/tsc',
  tsd: 'tsd/dist/cli.js',
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'shapebound-tutorial-')))
const state = { cwd: folder, steps: 0 }

/** What `npm i` does: links in place of downloads. */
const install = (names: readonly string[]): string => {
  for (const name of names.map((each) => each.replace(/(?<=.)@[\d.]+$/, '')))
    if (name === 'shapebound') installIn(state.cwd, folder)
    else if (name !== '-D' && name !== 'fp-ts') link(name, join(state.cwd, 'node_modules', name))
  const bin = join(state.cwd, 'node_modules/.bin')
  rmSync(bin, { recursive: true, force: true })
  mkdirSync(bin)
  for (const [name, path] of Object.entries(BINARIES)) symlinkSync(join('..', path), join(bin, name))
  return ''
}

/** Types a command, and gives what it prints on stdout, also where it fails. */
const type = (command: string): string => {
  const [name, ...rest] = command.split(' ')
  if (name === 'cd') {
    state.cwd = join(state.cwd, rest[0] ?? '')
    return ''
  }
  if (command.startsWith('npm i ')) return install(rest.slice(1))
  try {
    return execFileSync('bash', ['-c', command], {
      cwd: state.cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    return String((error as { readonly stdout: string }).stdout)
  }
}

beforeAll(() => {
  packInto(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('what is printed may have anything where three dots stand', () => {
  expect('a 1.25 b\nc\nd\ne').toMatch(printed('a 1.… b\n…\ne\n'))
  expect('a 1.25 c').not.toMatch(printed('a 1.… b\n'))
})

const steps = blocksIn(textOf('docs/tutorial.md'))

test('the tutorial works as it is printed', { timeout: 600_000 }, () => {
  for (const [at, step] of steps.entries()) {
    const file = fileOf(step)
    if (file !== undefined) writeFileSync(join(state.cwd, file), step.text)
    if (step.language !== 'sh') continue
    const said = step.text.trim().split('\n').map(type).join('')
    const next = steps[at + 1]
    if (next?.language === 'text') expect(said.trimEnd(), step.text).toMatch(printed(next.text))
  }
  expect(steps.filter(({ language }) => language === 'text').length).toBeGreaterThan(5)
})
