import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFolder, put, putAll, putNew } from '../../src/files/atomicWrite.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-put-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('put and putAll', () => {
  it('make the folders above, write the bytes, and leave nothing else', async () => {
    const file = join(folder, 'a', 'b', 'c.bin')
    expect(await put(file, Uint8Array.of(1, 2))()).toEqual({ _tag: 'Right', right: undefined })
    expect([...(await readFile(file))]).toEqual([1, 2])
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['c.bin'])
  })

  it('give the paths, and take the place of what was there', async () => {
    const files = [
      { name: 'one', content: 'first' },
      { name: 'two', content: Uint8Array.of(65) },
    ]
    const paths = [join(folder, 'all', 'one'), join(folder, 'all', 'two')]
    expect(await putAll(join(folder, 'all'), files)()).toEqual({ _tag: 'Right', right: paths })
    await putAll(join(folder, 'all'), [{ name: 'one', content: 'second' }])()
    expect(await readFile(paths[0] ?? '', 'utf8')).toBe('second')
  })

  it('say what the system says, and leave what was there', async () => {
    await writeFile(join(folder, 'file'), 'kept')
    const result = await put(join(folder, 'file', 'below'), Uint8Array.of(1))()
    expect(result).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'FileUnwritable', file: join(folder, 'file', 'below') },
    })
    expect(await readFile(join(folder, 'file'), 'utf8')).toBe('kept')
  })
})

describe('putNew', () => {
  it('makes a file that is not there, once, and leaves nothing beside it', async () => {
    const file = join(folder, 'once', 'file')
    await mkdir(join(folder, 'once'))
    const all = await Promise.all(['1', '2', '3'].map((content) => putNew(file, content)))
    expect(all.filter(Boolean)).toEqual([true])
    expect(await readFile(file, 'utf8')).toMatch(/^[123]$/)
    expect(await readdir(join(folder, 'once'))).toEqual(['file'])
    await expect(putNew(join(folder, 'nowhere', 'file'), '')).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('writes aside, where what a process that is killed has left is found', async () => {
    const within = join(folder, 'begun')
    await mkdir(within)
    const ended = putNew(join(within, 'file'), 'content')
    let names: readonly string[] = []
    while (names.length === 0) names = readdirSync(within) // nothing goes on until this ends but what the system does
    expect(names).toEqual([expect.stringMatching(new RegExp(`^\\.writing-${process.pid}@.+-\\w{6}$`))])
    expect(await ended).toBe(true)
  })
})

describe('what a killed process leaves beside its files', () => {
  it('is removed by the next that writes there, but not what another writes now', async () => {
    const killed = spawnSync(process.execPath, ['-e', '']).pid
    const here = hostname()
    const [gone, ours, theirs, elsewhere] = [
      `.writing-${killed}@${here}-AbC123`,
      `.writing-${process.pid}@${here}-AbC123`,
      `.writing-${process.ppid}@${here}-AbC123`,
      `.writing-${killed}@not-${here}-AbC123`,
    ]
    const older = [`.writing-${killed}-AbC123`, '.writing-AbC123', '.writable-AbC123']
    const swept = join(folder, 'swept')
    for (const name of [gone, ours, theirs, elsewhere, ...older, '.writing-not-ours'])
      await mkdir(join(swept, name), { recursive: true })
    await writeFile(join(swept, gone, 'half'), 'a part')
    await put(join(swept, 'whole'), Uint8Array.of(1))()
    expect((await readdir(swept)).sort()).toEqual([ours, theirs, elsewhere, '.writing-not-ours', 'whole'].sort())
  })
})

describe('makeFolder', () => {
  it('takes a folder that is there, also one that only others may write', async () => {
    const held = join(folder, 'held')
    await mkdir(held)
    await chmod(held, 0o555)
    await expect(makeFolder(held)).resolves.toEqual([])
  })

  it('makes one folder when asked twice at once', async () => {
    const both = join(folder, 'x', 'y')
    const made = await Promise.all([makeFolder(both), makeFolder(both)])
    expect(await readdir(join(folder, 'x'))).toEqual(['y'])
    expect(made.flat().sort()).toEqual([join(folder, 'x'), both])
  })

  it('leaves none of the folders above where the last one cannot be made', async () => {
    await expect(makeFolder(join(folder, 'new', 'newer', 'n'.repeat(300)))).rejects.toThrow('ENAMETOOLONG')
    expect(await readdir(folder)).not.toContain('new')
  })

  it('ends, with words, where nothing can be made and the system calls it missing', async () => {
    await expect(makeFolder('/proc/none/below')).rejects.toThrow('/proc/none')
  })
})
