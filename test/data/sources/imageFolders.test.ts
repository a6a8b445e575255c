import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode } from 'fast-png'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import jpeg from 'jpeg-js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AnyDataset } from '../../../src/data/dataset.js'
import type { DataError } from '../../../src/data/errors.js'
import { imagesFromFolder, labelledImagesFromFolder } from '../../../src/data/sources/imageFolders.js'
import { from } from '../../../src/random/key.js'
import { left, right } from '../real.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-images-'))
})
afterEach(() => rm(folder, { recursive: true }))

const grey = (width: number, height: number, value: number, depth: 8 | 16 = 8) => {
  const data = (depth === 8 ? new Uint8Array(width * height) : new Uint16Array(width * height)).fill(value)
  return encode({ width, height, channels: 1, depth, data })
}
const color = (red: number) => encode({ width: 1, height: 2, channels: 3, data: Uint8Array.of(red, 0, 0, 0, 51, 255) })

const put = async (name: string, bytes: Uint8Array) => writeFile(join(folder, name), bytes)

const asked = (event: readonly number[]) => ({ directory: folder, name: 'mine', event }) as const

const rowsOf = async (effect: TaskEither<DataError, Pick<AnyDataset, 'count' | 'rows'>>) => {
  const data = await right(effect)
  return [
    ...data.rows(
      Uint32Array.from({ length: data.count }, (_, at) => at),
      from(0),
    ),
  ]
}

describe('images in a folder', () => {
  it('are read in the order of their names, as grey, with one axis or two', async () => {
    await put('b.png', grey(3, 2, 255))
    await put('a.PNG', grey(3, 2, 51))
    await put('.hidden.png', Buffer.from('no image'))
    await put('README.txt', Buffer.from('text'))
    const data = await right(imagesFromFolder({ directory: folder, name: 'mine', event: [2, 3] }))
    expect([data.count, data.shape, data.support, data.picture]).toEqual([
      2,
      [2, 3],
      'unitInterval',
      { height: 2, width: 3 },
    ])
    for (const event of [[6], [2, 3, 1]])
      expect(await rowsOf(imagesFromFolder(asked(event) as never))).toEqual([
        ...new Array(6).fill(Math.fround(0.2)),
        ...new Array(6).fill(1),
      ])
  })

  it('are read in colors', async () => {
    await put('a.png', color(255))
    const found = await rowsOf(imagesFromFolder({ directory: folder, name: 'mine', event: [2, 1, 3], colors: 'rgb' }))
    expect(found).toEqual([1, 0, 0, 0, Math.fround(0.2), 1])
  })

  it('say how they look in colors, on one axis too', async () => {
    await put('a.png', color(255))
    for (const event of [[2, 1, 3], [6]]) {
      const folderOf = { ...asked(event), colors: 'rgb' }
      const { picture } = await right(imagesFromFolder(folderOf as never))
      expect(picture).toEqual({ height: 2, width: 1, channels: 3 })
    }
  })

  it('are read where those of 8 and of 16 bits are side by side', async () => {
    await put('a.png', grey(1, 1, 51))
    await put('b.png', grey(1, 1, 13107, 16))
    const found = await rowsOf(imagesFromFolder({ directory: folder, name: 'mine', event: [1] }))
    expect(found).toEqual([Math.fround(0.2), Math.fround(0.2)])
  })

  it('are read from JPEG, whatever it is called', async () => {
    await put('a.png', jpeg.encode({ width: 8, height: 8, data: new Uint8Array(256).fill(255) }, 90).data)
    expect(await rowsOf(imagesFromFolder({ directory: folder, name: 'mine', event: [64] }))).toEqual(
      new Array(64).fill(1),
    )
  })

  it.each([
    ['of another size than the event', [2, 2], 'needs images of 2x2 but has 2x3x1'],
    ['of another count of pixels than the event', [5], 'needs images of 5 but has 2x3x1'],
  ])('are refused that are %s', async (_, event, words) => {
    await put('a.png', grey(3, 2, 1))
    const error = await left(imagesFromFolder(asked(event) as never))
    expect(error.message).toBe(`mine: ${join(folder, 'a.png')} ${words}`)
  })

  it('are refused with the first that differs from the one before', async () => {
    await put('a.png', grey(3, 2, 1))
    await put('b.png', grey(2, 3, 1))
    expect((await left(imagesFromFolder({ directory: folder, name: 'mine', event: [6] }))).message).toBe(
      `mine: ${join(folder, 'b.png')} needs images of one size: ${join(folder, 'a.png')} has 2x3x1, this one 3x2x1`,
    )
  })

  it('are refused in colors where grey is asked for, in another format, and where there are none', async () => {
    expect((await left(imagesFromFolder({ directory: folder, name: 'mine', event: [2] }))).message).toBe(
      `mine: needs the file *.png, *.jpg or *.jpeg but finds none at ${folder}`,
    )
    expect((await left(imagesFromFolder({ directory: join(folder, 'no'), name: 'mine', event: [2] })))._tag).toBe(
      'FileMissing',
    )
    await put('a.png', color(255))
    expect((await left(imagesFromFolder({ directory: folder, name: 'mine', event: [2] }))).message).toBe(
      `image: ${join(folder, 'a.png')} is not as asked: the pixel in row 0, column 0 must be grey, as colors says, not 255, 0, 0`,
    )
    await put('b.webp', Buffer.from('RIFF'))
    expect((await left(imagesFromFolder({ directory: folder, name: 'mine', event: [2] }))).message).toBe(
      `mine: ${join(folder, 'b.webp')} must be a PNG or a JPEG: no others are read`,
    )
  })
})

describe('images in folders of labels', () => {
  const pets = () => ({ directory: folder, name: 'pets', event: [1], labels: ['dog', 'cat'] }) as const

  it('have the names of their folders as labels', async () => {
    await mkdir(join(folder, 'cat'))
    await mkdir(join(folder, 'dog'))
    await put('cat/1.png', grey(1, 1, 0))
    await put('cat/2.png', grey(1, 1, 0))
    await put('dog/1.png', grey(1, 1, 255))
    const { count, fields } = await right(labelledImagesFromFolder(pets()))
    const all = Uint32Array.of(0, 1, 2)
    expect([count, ...fields.x.rows(all, from(0))]).toEqual([3, 1, 0, 0])
    expect([fields.label.shape, ...fields.label.rows(all, from(0))]).toEqual([[2], 1, 0, 0, 1, 0, 1])
  })

  it('are refused where a folder is no label, and where a label has no folder', async () => {
    await mkdir(join(folder, 'bird'))
    expect((await left(labelledImagesFromFolder(pets()))).message).toBe(
      `pets: ${join(folder, 'bird')} is not one of the labels dog, cat`,
    )
    await rm(join(folder, 'bird'), { recursive: true })
    expect((await left(labelledImagesFromFolder(pets())))._tag).toBe('FileMissing')
  })
})
