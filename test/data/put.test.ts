import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeFolder, put, putAll } from '../../src/data/put.js'

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

describe('makeFolder', () => {
  it('takes a folder that is there, also one that only others may write', async () => {
    const held = join(folder, 'held')
    await mkdir(held)
    await chmod(held, 0o555)
    await expect(makeFolder(held)).resolves.toBeUndefined()
  })

  it('makes one folder when asked twice at once', async () => {
    const both = join(folder, 'x', 'y')
    await Promise.all([makeFolder(both), makeFolder(both)])
    expect(await readdir(join(folder, 'x'))).toEqual(['y'])
  })

  it('ends, with words, where nothing can be made and the system calls it missing', async () => {
    await expect(makeFolder('/proc/none/below')).rejects.toThrow('/proc/none')
  })
})
