import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chdir, cwd } from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inProcess } from './inProcess.js'

// that the project compiles, trains and is gone on with: test/house/pack

const from = cwd()
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-init-'))
  chdir(folder)
  folder = cwd() // as the system names it
})
afterAll(async () => {
  chdir(from)
  await rm(folder, { recursive: true })
})

const cli = (...argv: readonly string[]) => inProcess(argv, { cache: join(folder, 'cache') })

const FILES = ['package.json', 'tsconfig.json', 'README.md', '.gitignore', 'two-words.ts', 'two-words.types.ts']

describe('init', () => {
  it('writes a project of that name, and nothing else', async () => {
    const { code, out, err } = await cli('init', 'two-words', '--json')
    expect([code, err]).toEqual([0, ''])
    expect(JSON.parse(out)).toEqual({ name: 'two-words', folder: join(folder, 'two-words'), files: FILES })
    expect(await readdir(folder)).toEqual(['two-words'])
    expect(await readdir('two-words')).toEqual(FILES.toSorted())
    const texts = await Promise.all(FILES.map((file) => readFile(join('two-words', file), 'utf8')))
    expect(texts.filter((text) => text.includes('my-vae'))).toEqual([])
    expect(texts.join('')).toContain("name: 'two-words'")
  })

  it('installs the library and the compiler that it is checked with', async () => {
    const read = async (path: string) => JSON.parse(await readFile(path, 'utf8'))
    const [ours, made] = [await read(join(from, 'package.json')), await read(join('two-words', 'package.json'))]
    expect(made).toMatchObject({
      name: 'two-words',
      dependencies: { shapebound: `^${ours.version}`, 'fp-ts': ours.peerDependencies['fp-ts'] },
      devDependencies: { typescript: ours.devDependencies.typescript },
    })
  })

  it('says how to go on, and takes a folder that is empty', async () => {
    await mkdir('empty')
    const { code, out } = await cli('init', 'empty')
    expect([code, out]).toEqual([0, expect.stringContaining('npx shapebound train ./empty.ts')])
    expect(await readdir('empty')).toHaveLength(FILES.length)
  })

  it.each([
    ['', 'the name must be lower case, with dashes between words, such as my-vae, not ""'],
    ['.', 'the name must be lower case, with dashes between words, such as my-vae, not "."'],
    ['../above', 'the name must be lower case, with dashes between words, such as my-vae, not "../above"'],
    ['/tmp', 'the name must be lower case, with dashes between words, such as my-vae, not "/tmp"'],
    ['My-VAE', 'the name must be lower case, with dashes between words, such as my-vae, not "My-VAE"'],
    ['my vae', 'the name must be lower case, with dashes between words, such as my-vae, not "my vae"'],
    ['two\nlines', 'the name must be lower case, with dashes between words, such as my-vae, not "two\\nlines"'],
    ['a--b', 'the name must be lower case, with dashes between words, such as my-vae, not "a--b"'],
    ['node_modules', 'the name must be lower case, with dashes between words, such as my-vae, not "node_modules"'],
    ['a'.repeat(215), 'the name must be at most 214 letters long, not 215'],
    ['fp-ts', 'fp-ts is a name that no project can have: choose another name'],
    ['con', 'con is a name that no project can have: choose another name'],
    ['mnist-vae', 'the library has a recipe mnist-vae: choose another name'],
  ])('refuses the name %j in one line', async (name, words) => {
    const before = await readdir(folder)
    const { code, out, err } = await cli('init', name)
    expect([code, out, err]).toEqual([2, '', `shapebound: init: ${words}\n`])
    expect(await readdir(folder)).toEqual(before)
  })

  it('refuses a folder that holds something, and a file, and leaves them', async () => {
    await mkdir('held')
    await writeFile(join('held', 'own.txt'), 'kept')
    await writeFile('file', 'kept')
    const [held, file] = [await cli('init', 'held'), await cli('init', 'file')]
    expect([held.code, held.err, file.code, file.err]).toEqual([
      ...[2, 'shapebound: init: needs a new or an empty folder, but held holds own.txt: choose another name\n'],
      ...[2, 'shapebound: init: needs a new folder, but there is a file file: choose another name\n'],
    ])
    expect([await readdir('held'), await readFile('file', 'utf8')]).toEqual([['own.txt'], 'kept'])
  })

  it.each([
    [[], "missing required argument 'name'"],
    [['one', 'two'], 'init: takes one name, but is also given two'],
  ])('takes one name: %j', async (names, words) => {
    const { code, err } = await cli('init', ...names)
    expect([code, err]).toEqual([2, `shapebound: ${words}\n`])
  })
})
