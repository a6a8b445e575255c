import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { umask } from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { putFolder } from '../../src/files/putFolder.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-put-folder-'))
})
afterAll(() => rm(folder, { recursive: true }))

const FILES = [
  { name: 'one', content: 'first' },
  { name: 'two', content: Uint8Array.of(65) },
]

describe('putFolder', () => {
  it('makes the folders above, gives the paths, and leaves nothing beside it', async () => {
    const path = join(folder, 'above', 'new')
    expect(await putFolder(path, FILES)()).toEqual({ _tag: 'Right', right: [join(path, 'one'), join(path, 'two')] })
    expect(await Promise.all(['one', 'two'].map((name) => readFile(join(path, name), 'utf8')))).toEqual(['first', 'A'])
    expect(await readdir(join(folder, 'above'))).toEqual(['new'])
  })

  it('makes a folder that others may read, as mkdir does', async () => {
    const path = join(folder, 'mode')
    await putFolder(path, FILES)()
    expect((await stat(path)).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o777 & ~umask())
  })

  it('takes an empty folder', async () => {
    const path = join(folder, 'empty')
    await mkdir(path)
    expect(await putFolder(path, FILES)()).toMatchObject({ _tag: 'Right' })
    expect(await readdir(path)).toEqual(['one', 'two'])
  })

  it.each([
    [
      'a folder that holds something',
      async (path: string) => {
        await mkdir(path)
        await writeFile(join(path, 'kept'), 'kept')
      },
    ],
    ['a file', (path: string) => writeFile(path, 'kept')],
    [
      'a link to an empty folder',
      async (path: string) => {
        await mkdir(`${path}-linked`)
        await symlink(`${path}-linked`, path)
      },
    ],
  ])('leaves %s as it is, and nothing beside it', async (name, make) => {
    const within = join(folder, name.replaceAll(' ', '-'))
    await mkdir(within)
    await make(join(within, 'held'))
    const before = await readdir(within, { recursive: true })
    expect(await putFolder(join(within, 'held'), FILES)()).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'FileUnwritable', file: join(within, 'held') },
    })
    expect(await readdir(within, { recursive: true })).toEqual(before)
  })

  it('leaves nothing where one of its files cannot be written', async () => {
    const within = join(folder, 'cut')
    await mkdir(within)
    const files = [...FILES, { name: join('no-such-folder', 'three'), content: 'third' }]
    expect(await putFolder(join(within, 'new'), files)()).toMatchObject({
      _tag: 'Left',
      left: { _tag: 'FileUnwritable', file: join(within, 'new') },
    })
    expect(await readdir(within)).toEqual([])
  })
})
