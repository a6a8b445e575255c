import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cpuMs, msIn } from '../../mutants/runtime/cpu.mjs'
import { EQUIVALENT, whyEquivalent } from '../../mutants/runtime/equivalent.mjs'
import { isFound, recordIn } from '../../mutants/runtime/record.mjs'
import { drawnFrom, named, placesOf, those } from '../../mutants/runtime/sample.mjs'
import { apart, withMutants, withOne } from '../../mutants/runtime/schema.mjs'
import { ROOT, scratchOf } from '../../mutants/runtime/scratch.mjs'
import { sitesOf } from '../../mutants/runtime/sites.mjs'
import { tried } from '../../mutants/runtime/trial.mjs'

/** What the tests read of a place. */
interface Place {
  readonly id: number
  readonly name: string
  readonly file: string
  readonly was: string
}

const changes = (text: string): readonly string[] =>
  sitesOf('a.ts', text).map((site) => withOne(text, site).replaceAll(/\s+/g, ' '))

describe('the places where a program can be changed', () => {
  it('are its operators, with the bound that is off by one and the test turned round', () => {
    expect(changes('export const f = (n: number) => n < m')).toEqual([
      'export const f = (n: number) => (n) <= (m)',
      'export const f = (n: number) => (n) >= (m)',
    ])
    expect(changes('const f = -a * b')).toEqual(['const f = (-a) / (b)', 'const f = a * b'])
    expect(changes('const f = !a')).toEqual(['const f = !!(a)'])
    expect(changes('const f = a ? b : c')).toEqual(['const f = !(a) ? b : c'])
  })

  it('are operations of tensors that are mistaken for one another, and those left out', () => {
    expect(changes('const f = T.same.add(prior)')).toEqual(['const f = T.same.sub(prior)'])
    expect(changes('const f = pipe(x, T.stopGradient)')).toEqual(['const f = pipe(x, ((same) => same))'])
  })

  it('are numbers and truths', () => {
    expect(changes('const f = [0, 0.5, true]')).toEqual([
      'const f = [1, 0.5, true]',
      'const f = [0, 1, true]',
      'const f = [0, 0.5, false]',
    ])
  })

  it('are in no type, no message, no import and no name', () => {
    for (const text of [
      'type A = 1 | 2; interface B { readonly c: true }; const f = (a: Tuple<3>) => a as Other<4>',
      "const f = 'words and ' + more",
      "import { add } from 'a'; export { add }",
      'const f = { 1: a }',
    ])
      expect(changes(text)).toEqual([])
  })
})

describe('a text with mutants in it', () => {
  const text = 'const f = (a) => [a.every(g), a + 1]'
  const sites = apart(sitesOf('a.ts', text)).map((site, id) => ({ ...site, id }))

  /** The function of the text, with the mutant of a number on, or none. */
  const running = (on: number) => (a: unknown) => {
    const run = new Function('__mutant', 'g', `${withMutants(text, sites)}; return f`)
    return run(
      (id: number) => id === on,
      (n: number) => n > 1,
    )(a)
  }

  it('holds those that do not lie in one another', () => {
    expect(sites.map(({ kind }: { readonly kind: string }) => kind)).toEqual(['every as some', '+ as -'])
  })

  it('reads of what may not be there as before', () => {
    const own = 'const f = (a) => [a?.every(g), a?.[0]?.max]'
    const numbered = apart(sitesOf('a.ts', own)).map((site, id) => ({ ...site, id }))
    const f = new Function('__mutant', `${withMutants(own, numbered)}; return f`)(() => false)
    expect(f(undefined)).toEqual([undefined, undefined])
    expect(numbered.map((site) => withOne(own, site))).toContain('const f = (a) => [a?.some(g), a?.[0]?.max]')
  })

  it('is the program where none is on, and the changed one where one is', () => {
    expect(running(-1)([1, 2])).toEqual([false, '1,21'])
    expect(running(0)([1, 2])).toEqual([true, '1,21'])
    expect(running(1)([1])[1]).toBe(0)
  })
})

describe('the draw', () => {
  const places = (text: string) => named(sitesOf('a.ts', text))
  const names = (sites: readonly { readonly name: string }[]) => sites.map(({ name }) => name)

  it('names a change by what it is, not by what stands around it', () => {
    const [first, second] = names(places('const f = [a + 1, b + 1, a + 1]').filter(({ was }: Place) => was === 'a + 1'))
    expect(first).not.toBe(second)
    expect(names(places('const g = 7\nconst f = [a + 1, a + 1]'))).toEqual(expect.arrayContaining([first, second]))
  })

  it('is the same for a key, another for another, and that of a room is a part of that of all', () => {
    const [all, room] = [placesOf(ROOT, ['random', 'optimizers']), placesOf(ROOT, ['random'])]
    const drawn = drawnFrom(all, '7', 60)
    expect(names(drawnFrom(all, '7', 60))).toEqual(names(drawn))
    expect(names(drawnFrom(all, '8', 60))).not.toEqual(names(drawn))
    const ofRoom = drawn.filter(({ file }: Place) => file.startsWith('src/random/'))
    expect(names(drawnFrom(room, '7', ofRoom.length))).toEqual(names(ofRoom))
    expect(those(all, names(drawn.slice(0, 2))).map(({ id }: Place) => id)).toEqual([0, 1])
  })
})

describe('the record', () => {
  it('keeps what was found, so that a run goes on where it was ended', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shapebound-record-'))
    const path = join(folder, 'fates.jsonl')
    const site = { name: 'one', file: 'a.ts', line: 1, kind: '+ as -', was: 'a + b' }
    recordIn(path).add(site, { fate: 'lived', by: null })
    expect(isFound(recordIn(path).of(site))).toBe(false)
    recordIn(path).add(site, { fate: 'found', by: 'a.test.ts: adds' })
    expect(recordIn(path).of(site)).toEqual({ ...site, fate: 'found', by: 'a.test.ts: adds' })
    expect(isFound(recordIn(path).of(site))).toBe(true)
    expect(readFileSync(path, 'utf8').split('\n').length).toBe(3)
    expect(isFound(recordIn(undefined).of(site))).toBe(false)
    rmSync(folder, { recursive: true })
  })

  it('keeps what tests reach as long as no text is another', () => {
    const folder = mkdtempSync(join(tmpdir(), 'shapebound-beside-'))
    const beside = () => recordIn('fates.jsonl').beside(folder)
    mkdirSync(join(folder, 'src/room'), { recursive: true })
    writeFileSync(join(folder, 'src/room/own.ts'), '1')
    const before = beside()
    expect(before).toMatch(/^fates\.jsonl\.[0-9a-f]{10}$/)
    expect(beside()).toBe(before)
    writeFileSync(join(folder, 'src/room/own.ts'), '2')
    expect(beside()).not.toBe(before)
    expect(recordIn(undefined).beside(folder)).toBe(join(folder, 'reached'))
    rmSync(folder, { recursive: true })
  })
})

describe('what a run has taken of the processor', () => {
  // 20 + 3 ticks of its own, 4 + 5 of its children that have ended
  const stat = '17 (node (a) b) S 1 42 42 0 -1 4194304 100 0 0 0 20 3 4 5 20 0 11 0 500'

  it('is read of the processes of its group, whatever their names', () => {
    expect(msIn(stat, 42)).toBe(320)
    expect(msIn(stat, 17)).toBe(0)
    expect(msIn('', 42)).toBe(0)
  })

  it.runIf(process.platform === 'linux')('grows as it works', () => {
    const group = Number(readFileSync('/proc/self/stat', 'utf8').replace(/.*\) /, '').split(' ')[2])
    const before = cpuMs(group) ?? Number.NaN
    const from = process.cpuUsage()
    while (process.cpuUsage(from).user < 200_000) Math.sin(1)
    expect((cpuMs(group) ?? Number.NaN) - before).toBeGreaterThanOrEqual(100)
  })
})

describe('a trial', () => {
  const SOURCE = `
export const sum = (all: readonly number[]): number => all.reduce((so, each) => so + each, 0.5)
export const half = (x: number): number => x * 0.25
export const lost = (x: number): number => x - 1
`
  const TEST = `
import { expect, it } from 'vitest'
import { half, sum } from '../../src/room/own.js'
it('adds', () => expect(Math.floor(sum([1, 2]))).toBe(3))
it('is called', () => expect(half(0)).toBe(0))
`
  const OTHER = `
import { expect, it } from 'vitest'
import { half } from '../../src/room/own.js'
it('is held elsewhere', () => expect(half(4)).toBe(1))
`
  const LOST = `
import { lost } from '../../src/room/own.js'
it('subtracts', () => expect(lost(1)).toBe(0))
`

  it('runs the test of the file, then all that reach the change', { timeout: 300_000 }, async () => {
    const root = mkdtempSync(join(tmpdir(), 'shapebound-trial-'))
    for (const path of ['src/room', 'test/room', 'test/other']) mkdirSync(join(root, path), { recursive: true })
    writeFileSync(join(root, 'src/room/own.ts'), SOURCE)
    writeFileSync(join(root, 'test/room/own.test.ts'), TEST)
    writeFileSync(join(root, 'test/other/other.test.ts'), OTHER)
    writeFileSync(join(root, 'test/other/broken.test.ts'), `${OTHER.replace('toBe(1)', 'toBe(2)')}${LOST}`)
    writeFileSync(join(root, 'test/other/unread.test.ts'), "import { none } from './none.js'; none()")
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
    const sites = drawnFrom(placesOf(root, ['room']), '7', 100)
    const [record, said] = [recordIn(undefined), [] as string[]]
    const { folder, remove } = scratchOf(root, sites)
    await tried(folder, sites, record, (words: string) => said.push(words))
    const fates = sites.map((site: Place) => [site.was, record.of(site).fate, record.of(site).by])
    expect(Object.fromEntries(fates.map(([was, ...fate]: string[]) => [was, fate]))).toEqual({
      'so + each': ['found', 'test/room/own.test.ts: adds'],
      '0.5': ['found', 'test/room/own.test.ts: adds'],
      '0.25': ['found', 'test/other/other.test.ts: is held elsewhere'],
      // a file with a test that fails by itself judges by its others
      'x - 1': ['found', 'test/other/broken.test.ts: subtracts'],
    })
    const leftOut = 'left out, because it fails without a mutant: test/other'
    expect(said).toContain(`${leftOut}/broken.test.ts: is held elsewhere`)
    expect(readdirSync(record.beside(folder)).toSorted()).toEqual(
      ['other-broken', 'other-other', 'room-own'].map((name) => `test-${name}-test-ts.json`),
    )
    remove()
    rmSync(root, { recursive: true })
  })
})

describe('a change that makes no difference', () => {
  it('is told by the text it lies in, which stands once in its file', () => {
    const text = 'const f = [a + 1, eye(b[1])]'
    const entries = [{ file: 'a.ts', within: 'eye(b[1])', kind: 'a number', why: 'it is square' }]
    const whys = sitesOf('a.ts', text).map((site) => whyEquivalent(text, site, entries))
    expect(whys).toEqual([null, null, 'it is square'])
  })

  it.each(EQUIVALENT)('$file: $within', ({ file, within, kind }) => {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    expect(text.split(within).length).toBe(2)
    const at = text.indexOf(within)
    const sites = sitesOf(file, text).filter(({ start, end }) => at <= start && end <= at + within.length)
    expect(sites.map((site) => site.kind)).toContain(kind)
  })
})
