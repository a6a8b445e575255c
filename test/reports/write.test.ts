import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { files, metricsOf, parse, write } from '../../src/reports/index.js'
import { reportOf, rightOf } from './runs.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reports-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('metricsOf', () => {
  it('has each epoch after its steps', () => {
    const { run, steps } = reportOf()
    const [first, second] = run.history.map((record) => ({ _tag: 'EpochEnded', ...record }))
    expect(metricsOf(reportOf())).toEqual([...steps.slice(0, 3), first, ...steps.slice(3), second])
  })
})

describe('write', () => {
  it('makes the folder and puts the four files in it, and nothing else', async () => {
    const into = join(folder, 'runs', 'one')
    const names = ['report.html', 'metrics.jsonl', 'reconstructions.png', 'samples.png']
    expect(rightOf(await write(into)(reportOf())())).toEqual(names.map((name) => join(into, name)))
    expect((await readdir(into)).sort()).toEqual([...names].sort())
    const text = await readFile(join(into, 'metrics.jsonl'), 'utf8')
    expect(rightOf(parse('metrics.jsonl')(text))).toEqual(metricsOf(reportOf()))
    expect(decode(await readFile(join(into, 'reconstructions.png'))).width).toBe(3 * 90 + 6)
    expect(decode(await readFile(join(into, 'samples.png'))).width).toBe(90 + 6)
    const [page] = rightOf(await files(reportOf())())
    expect(await readFile(join(into, 'report.html'), 'utf8')).toBe(page?.content)
  })

  it('writes no pictures where there are none', async () => {
    rightOf(await write(folder)(reportOf({ pictures: null }))())
    expect((await readdir(folder)).sort()).toEqual(['metrics.jsonl', 'report.html'])
  })

  it('replaces an older report, and leaves other files alone', async () => {
    await writeFile(join(folder, 'report.html'), 'old')
    await writeFile(join(folder, 'mine.txt'), 'kept')
    rightOf(await write(folder)(reportOf())())
    expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('Digits in two codes')
    expect(await readFile(join(folder, 'mine.txt'), 'utf8')).toBe('kept')
  })

  it('says when the folder cannot be made', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    const into = join(file, 'below')
    expect(await write(into)(reportOf())()).toMatchObject({
      _tag: 'Left',
      left: {
        _tag: 'FileUnwritable',
        file: into,
        message: expect.stringMatching(/^write: needs to write .*below but the system says: EEXIST/),
      },
    })
  })

  it('leaves nothing behind when a file cannot be put in its place', async () => {
    // a folder that is not empty cannot be replaced by a file, by no user
    await writeFile(join(folder, 'kept.txt'), '')
    await mkdir(join(folder, 'report.html', 'inside'), { recursive: true })
    expect(await write(folder)(reportOf())()).toMatchObject({ _tag: 'Left', left: { _tag: 'FileUnwritable' } })
    expect((await readdir(folder)).sort()).toEqual(['kept.txt', 'report.html'])
  })
})
